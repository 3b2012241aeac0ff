import { main } from './demo-command.js';

process.exitCode = await main(process.argv.slice(2));
