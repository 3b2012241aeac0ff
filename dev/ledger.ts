import { main } from './ledger-command.js';

process.exitCode = await main(process.argv.slice(2));
