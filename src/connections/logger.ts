import { pino, type DestinationStream, type Logger } from 'pino';

/**
 * Fields that may hold personal data or a secret; whatever slips into a log line under these names is not
 * written.
 */
const CENSORED = [
  'body',
  'email',
  'form',
  'fullName',
  'name',
  'opinion',
  'party',
  'password',
  'passwordHash',
  'text',
  'title',
  'token',
  'authorization',
  'cookie',
];

/**
 * JSON lines, with ids and codes only (第三十三条). Fields of the list above are removed at the top level and one below,
 * as a second line of defence: nothing that holds personal data is to be logged in the first place.
 */
export function createLogger(level: string, process: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { process },
    redact: { paths: CENSORED.flatMap((field) => [field, `*.${field}`]), remove: true },
  };
  return destination ? pino(options, destination) : pino(options);
}

export type { Logger } from 'pino';
