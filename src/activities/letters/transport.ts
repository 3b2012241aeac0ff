import { createTransport as createMailTransport, type SendMailOptions } from 'nodemailer';

/** Letters sent at a time; also the size of the connection pool. */
export const CONCURRENT_LETTERS = 5;

/**
 * A mail server that is silent for so long, in ms, is taken for gone; an idle connection of the pool is
 * closed.
 */
const CONNECT_MS = 5_000;
const GREETING_MS = 5_000;
const SILENCE_MS = 8_000;

/** The way out of the house: one message, or an error. */
export interface Transport {
  sendMail(message: SendMailOptions): Promise<unknown>;
  close(): void;
}

/**
 * One pool of SMTP connections. It never repeats a message by itself (`maxRequeues`): repeats are the letter
 * box's, which counts them. The caller closes it.
 */
export const createTransport = (smtpUrl: string): Transport =>
  createMailTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: CONCURRENT_LETTERS,
    maxRequeues: 0,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: GREETING_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
