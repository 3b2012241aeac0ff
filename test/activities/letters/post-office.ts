import { randomBytes } from 'node:crypto';
import mongoose, { type Connection } from 'mongoose';
import { deliver, type Tally } from '../../../src/activities/letters/deliver.js';
import { createTransport, type LetterParts, type Transport } from '../../../src/activities/letters/index.js';
import { compileLayout, type Layout } from '../../../src/activities/letters/layout.js';
import { createLetterBox, lettersOn, type Letter, type LetterBox } from '../../../src/models/letter.js';
import { createInvitations, invitationsOn, type Invitations } from '../../../src/models/invitation.js';
import { createSubstitutions } from '../../../src/models/substitutions.js';
import { createLinks, linksOn, type Links } from '../../../src/models/link.js';
import { given } from '../../harness/given.js';
import { Inbox } from './inbox.js';
import type { Scene } from './scene.js';

const PUBLIC_URL = 'http://10.1.2.3:3000';

/** The letter box and the links in a database of their own, and a mail server on loopback. */
export class PostOffice {
  readonly inbox = new Inbox();
  #connection: Connection | undefined;
  #transport: Transport | undefined;
  #layout: Layout | undefined;

  async open(): Promise<void> {
    const dbName = `letters_${randomBytes(6).toString('hex')}`;
    this.#connection = await mongoose.createConnection(given('TEST_MONGODB_URI'), { dbName }).asPromise();
    await Promise.all([
      lettersOn(this.#connection).createIndexes(),
      linksOn(this.#connection).createIndexes(),
      invitationsOn(this.#connection).createIndexes(),
      this.inbox.start(),
    ]);
    this.#transport = createTransport(this.inbox.url);
    this.#layout = await compileLayout();
  }

  async close(): Promise<void> {
    this.#transport?.close();
    await this.inbox.stop();
    await this.#connection?.dropDatabase();
    await this.#connection?.close();
  }

  /** Empty box, empty inbox. */
  async clear(): Promise<void> {
    await lettersOn(this.connection).deleteMany({});
    this.inbox.mails.length = 0;
    this.inbox.raw.length = 0;
    this.inbox.recipients.length = 0;
    this.inbox.refusing = undefined;
  }

  get connection(): Connection {
    if (!this.#connection) throw new Error('the post office is closed');
    return this.#connection;
  }

  get box(): LetterBox {
    return createLetterBox(this.connection, new URL(PUBLIC_URL).hostname);
  }

  get links(): Links {
    return createLinks(this.connection, 'a key of at least thirty-two characters', PUBLIC_URL);
  }

  get invitations(): Invitations {
    return createInvitations(this.connection, 'a key of at least thirty-two characters', PUBLIC_URL);
  }

  letters(): Promise<Letter[]> {
    return lettersOn(this.connection).find({}).sort({ _id: 1 }).lean<Letter[]>();
  }

  parts(scene: Scene, other: Partial<LetterParts> = {}): LetterParts {
    return {
      ...scene.reads(),
      letterBox: this.box,
      links: this.links,
      invitations: this.invitations,
      substitutions: createSubstitutions(this.connection),
      transport: this.#transport!,
      layout: this.#layout!,
      from: '行政执法记录系统 <procedures@bureau.example>',
      bureauName: '华阴市住房和城乡建设局',
      now: () => scene.now,
      sleep: () => Promise.resolve(),
      ...other,
    };
  }

  /** Delivers until nothing is due at the scene's moment. */
  deliver(scene: Scene, other: Partial<LetterParts> = {}): Promise<Tally> {
    const round = new AbortController();
    const sleep = (): Promise<void> => {
      round.abort();
      return Promise.resolve();
    };
    return deliver(this.parts(scene, { sleep, ...other }), {
      signal: round.signal,
      heartbeat: () => undefined,
    });
  }
}
