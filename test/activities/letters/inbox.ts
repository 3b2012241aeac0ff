import { EventEmitter, once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/**
 * A mail server on loopback that keeps what it gets. It can be taken away and brought back on the same port.
 */
export class Inbox {
  readonly mails: ParsedMail[] = [];
  readonly raw: string[] = [];
  /** Everybody a message was handed in for. */
  readonly recipients: string[] = [];
  readonly #arrivals = new EventEmitter();
  /** Answers the next messages with this instead of taking them. */
  refusing: { responseCode: number; message: string } | undefined;
  #server: SMTPServer | undefined;
  #port = 0;

  get url(): string {
    return `smtp://127.0.0.1:${String(this.#port)}`;
  }

  async start(): Promise<void> {
    const server = new SMTPServer({
      disabledCommands: ['STARTTLS', 'AUTH'],
      // Connections that the pool keeps open are cut, as when the server's process ends.
      closeTimeout: 1,
      onRcptTo: ({ address }, _, answer) => {
        this.recipients.push(address);
        answer();
      },
      onData: (stream, _, answer) => {
        void this.#take(stream).then(answer, answer);
      },
    });
    server.listen(this.#port, '127.0.0.1');
    await once(server.server, 'listening');
    this.#port = (server.server.address() as AddressInfo).port;
    this.#server = server;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = undefined;
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  async #take(stream: AsyncIterable<Buffer>): Promise<undefined> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    if (this.refusing) throw Object.assign(new Error(this.refusing.message), this.refusing);
    const bytes = Buffer.concat(chunks);
    this.raw.push(bytes.toString('latin1'));
    this.mails.push(await simpleParser(bytes));
    this.#arrivals.emit('mail');
    return undefined;
  }

  /** Resolves when so many mails are there. */
  async has(count: number): Promise<void> {
    while (this.mails.length < count) await once(this.#arrivals, 'mail');
  }
}
