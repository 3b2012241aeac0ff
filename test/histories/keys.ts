import { dataConverter } from '../../src/connections/temporal.js';

/** The saved histories are encrypted under this key, which protects nothing: what they hold is made up. */
export const HISTORY_KEYS = `histories:${Buffer.alloc(32, 7).toString('base64')}`;

/** Reads and writes them. */
export const historyConverter = dataConverter({ PAYLOAD_KEYS: HISTORY_KEYS });
