import type { RecordHeader } from '../workflows/law/record/kinds.js';
import { OUTLINE_KINDS, type LedgerStore, type Span } from './ledger-store.js';
import { recordOf, type StoredBody, type StoredHeader } from './seal.js';

/** The unique indexes of the ledger, by name; the simulation leaves one out to show that it is needed. */
export const UNIQUE = {
  seq: (header: StoredHeader) => `${header.chainId}#${String(header.seq)}`,
  idem: (header: StoredHeader) => `${header.chainId}#${header.idem}`,
  requestId: (header: StoredHeader) => header.requestId,
} as const satisfies Record<string, (header: StoredHeader) => string | undefined>;
export type UniqueIndex = keyof typeof UNIQUE;

/** The ledger in memory, for tests without a database. Documents are kept as the database would keep them. */
export class MemoryLedgerStore implements LedgerStore {
  readonly headers: StoredHeader[] = [];
  readonly bodies = new Map<string, StoredBody>();
  readonly #indexes: readonly UniqueIndex[];

  constructor(indexes: readonly UniqueIndex[] = ['seq', 'idem', 'requestId']) {
    this.#indexes = indexes;
  }

  since(chainId: string, seq: number): Promise<RecordHeader[]> {
    return this.#read((header) => header.chainId === chainId && header.seq >= seq);
  }

  async head(chainId: string): Promise<RecordHeader | undefined> {
    return (await this.since(chainId, 0)).at(-1);
  }

  async ofProcedure(chainId: string, procedure: string, span: Span): Promise<RecordHeader[]> {
    const within = (header: StoredHeader) => header.seq > span.after && header.seq <= span.upTo;
    const own = (header: StoredHeader) => header.chainId === chainId && header.procedure === procedure;
    return (await this.#read((header) => own(header) && within(header))).slice(0, span.limit);
  }

  outline(chainId: string): Promise<RecordHeader[]> {
    const kinds: readonly string[] = OUTLINE_KINDS;
    const counts = (header: StoredHeader) => kinds.includes(header.kind) || header.effect !== undefined;
    return this.#read((header) => header.chainId === chainId && counts(header));
  }

  byIds(ids: readonly string[]): Promise<RecordHeader[]> {
    return this.#read((header) => ids.includes(header._id));
  }

  async byIdem(chainId: string, idem: string): Promise<RecordHeader | undefined> {
    return (await this.#read((header) => header.chainId === chainId && header.idem === idem))[0];
  }

  async byRequest(requestId: string): Promise<RecordHeader | undefined> {
    return (await this.#read((header) => header.requestId === requestId))[0];
  }

  body(sha256: string): Promise<StoredBody | undefined> {
    return Promise.resolve(structuredClone(this.bodies.get(sha256)));
  }

  async bodiesOf(sha256s: readonly string[]): Promise<StoredBody[]> {
    const found = await Promise.all(sha256s.map((sha256) => this.body(sha256)));
    return found.filter((body) => body !== undefined);
  }

  insertBody(body: StoredBody): Promise<void> {
    if (!this.bodies.has(body._id)) this.bodies.set(body._id, structuredClone(body));
    return Promise.resolve();
  }

  insertHeader(header: StoredHeader): Promise<'inserted' | 'taken'> {
    const taken = this.#indexes.some((name) => {
      const key = UNIQUE[name](header);
      return key !== undefined && this.headers.some((other) => UNIQUE[name](other) === key);
    });
    if (!taken) this.headers.push(structuredClone(header));
    return Promise.resolve(taken ? 'taken' : 'inserted');
  }

  #read(matches: (header: StoredHeader) => boolean): Promise<RecordHeader[]> {
    const found = this.headers.filter(matches).sort((one, other) => one.seq - other.seq);
    return Promise.resolve(found).then((headers) => headers.map(recordOf));
  }
}
