import { main } from './law-command.js';

process.exitCode = await main(process.argv.slice(2));
