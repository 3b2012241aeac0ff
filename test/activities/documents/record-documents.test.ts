import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import {
  createDocumentActivities,
  createRecordDocuments,
  type RecordDocumentParts,
} from '../../../src/activities/documents/record-documents.js';
import { contentsOnFile, documentOnFile, signedOn } from '../../../src/activities/documents/on-file.js';
import type { DocumentNumbers } from '../../../src/models/document-numbers.js';
import { MemoryLedgerStore } from '../../../src/models/ledger-store-memory.js';
import { sealBody, sealHeader } from '../../../src/models/seal.js';
import type { DocumentNumber } from '../../../src/workflows/law/document-numbers.js';
import { rows } from '../../../src/workflows/law/procedure-rows.js';
import { NO_HASH, type Act, type Body, type RecordHeader } from '../../../src/workflows/law/record/kinds.js';
import { actor, HOUR, LEDGER_KEY, MONDAY, opening, people } from '../../models/acts.js';
import { contentsOf } from './samples.js';

const CASE = 'HY-2026-0007';
const form = { causeOfInitiation: '施工现场未设置围挡', partyParticulars: '华山建设公司，法定代表人某某' };

/** A matter in memory: each act becomes the next record, an hour after the one before. */
class Matter {
  readonly store = new MemoryLedgerStore();
  readonly records: RecordHeader[] = [];

  async add(change: Partial<Act>): Promise<number> {
    const seq = this.records.length + 1;
    const { starts: _, ...act } = { ...opening(CASE), procedure: 'case-initiation', opens: [], ...change };
    const idem = `${act.procedure}:${String(seq)}`;
    const body = sealBody(LEDGER_KEY, act, idem);
    await this.store.insertBody(body);
    const header = sealHeader({
      ...withoutBody(act),
      v: 1,
      seq,
      idem,
      requestId: `request ${String(seq)}`,
      occurredAt: MONDAY + seq * HOUR,
      receivedAt: MONDAY + seq * HOUR,
      recordedAt: MONDAY + seq * HOUR,
      clocks: [],
      late: [],
      body: { sha256: body._id, sm3: body.sm3 },
      prev: this.records.at(-1)?.hash ?? NO_HASH,
    });
    await this.store.insertHeader(header);
    this.records.push(...(await this.store.since(CASE, seq)));
    return seq;
  }

  /** The opening, and one decision for each part named. */
  async approve(...parts: readonly (readonly [part: string, decision: Act['decision'], round: number])[]) {
    await this.add({ opens: [asked] });
    for (const [part, decision, round] of parts) await this.decide(part, decision, round);
  }

  decide(part: string, decision: Act['decision'], round = 1): Promise<number> {
    const [person, role] = persons[part] ?? ['p-li', 'handler'];
    return this.add({
      kind: 'decided',
      step: `initiation-form/${part}/${String(round)}`,
      actor: actor(person, role),
      ...(decision ? { decision } : {}),
      facts: {},
      body: { opinion: `${part} 第 ${String(round)} 轮意见`, ...(part === 'submit' ? { form } : {}) },
    });
  }
}

const withoutBody = ({ body: _, ...act }: Omit<Act, 'starts'>): Omit<Act, 'starts' | 'body'> => act;

const persons: Record<string, readonly [id: string, role: 'handler' | 'reviewer' | 'approver']> = {
  submit: ['p-li', 'handler'],
  review: ['p-zhao', 'reviewer'],
  approve: ['p-sun', 'approver'],
};
const asked = {
  step: 'initiation-form/submit/1',
  role: 'handler',
  document: 'initiationForm',
  decisions: ['submit'],
  candidates: ['p-li'],
} satisfies Act['opens'][number];

const whole = [
  ['submit', 'submit', 1],
  ['review', 'agree', 1],
  ['approve', 'agree', 1],
] as const;

/** A register in memory. */
function registerOf(): DocumentNumbers & { given: Map<string, DocumentNumber> } {
  const given = new Map<string, DocumentNumber>();
  const keyOf = ({ chainId, seq }: { chainId: string; seq: number }) => `${chainId}#${String(seq)}`;
  return {
    given,
    find: (record) => Promise.resolve(given.get(keyOf(record))),
    allocate: (record) => {
      const number = given.get(keyOf(record)) ?? { year: 2026, serial: given.size + 1 };
      given.set(keyOf(record), number);
      return Promise.resolve(number);
    },
  };
}

/** Activities over a matter; `kept` by hash. */
function office(matter: Matter) {
  const kept = new Map<string, Buffer>();
  const numbers = registerOf();
  const parts: RecordDocumentParts = {
    ledger: matter.store,
    people: { peopleByIds: (ids) => Promise.resolve(people.filter(({ id }) => ids.includes(id))) },
    rows,
    numbers,
    attachments: {
      keep: async (content: Readable) => {
        const bytes = await buffer(content);
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        kept.set(sha256, bytes);
        return { sha256, sm3: '', size: bytes.length, mediaType: 'application/pdf' };
      },
    },
    bureau: '华阴市住房和城乡建设局',
    numberPrefix: '华住建',
  };
  return { ...createDocumentActivities(parts), documents: createRecordDocuments(parts), kept, numbers };
}

async function contentsAt(matter: Matter, seq: number): Promise<Body> {
  const made = documentOnFile(rows, matter.records, seq);
  if (!made) throw new Error('no document');
  const stored = await matter.store.bodiesOf(matter.records.map(({ body }) => body.sha256));
  const said = new Map(stored.map(({ _id, bytes }) => [_id, JSON.parse(bytes) as Body]));
  return contentsOnFile(
    made,
    new Map(matter.records.map(({ seq: at, body }) => [at, said.get(body.sha256) ?? {}])),
  );
}

describe('第九条 程序启动审批表 from its records', () => {
  test('opened, submitted, reviewed, approved › the form with three opinions, signed by three persons', async () => {
    const matter = new Matter();
    await matter.approve(...whole);
    expect(await contentsAt(matter, 1)).toEqual({
      ...form,
      handlers: ['p-li', 'p-wang'],
      filedAt: MONDAY + 2 * HOUR,
      actualStart: null,
      urgency: null,
      handlerOpinion: 'submit 第 1 轮意见',
      handlingUnitOpinion: 'review 第 1 轮意见',
      agencyHeadOpinion: 'approve 第 1 轮意见',
    });
    const made = documentOnFile(rows, matter.records, 1);
    expect(made && signedOn(made).map(({ role, name }) => `${role} ${name}`)).toEqual([
      'handler 李警官',
      'reviewer 赵科长',
      'agencyHead 孙局长',
    ]);
  });

  test('whichever of its records is asked for › the same bytes, kept once, no 文号 taken', async () => {
    const matter = new Matter();
    await matter.approve(...whole);
    const { renderRecord, kept, numbers } = office(matter);
    const answers = [];
    for (const seq of [1, 2, 3, 4, 2]) answers.push(await renderRecord(CASE, seq));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toHaveProperty('attachment.mediaType', 'application/pdf');
    expect(kept.size).toBe(1);
    expect(numbers.given.size).toBe(0);
  });

  test('returned, filed anew and approved › the opinions of the last round', async () => {
    const matter = new Matter();
    const later = [
      ['submit', 'submit', 2],
      ['review', 'agree', 2],
      ['approve', 'refuse', 2],
    ] as const;
    await matter.approve(['submit', 'submit', 1], ['review', 'return', 1], ...later);
    const contents = await contentsAt(matter, 2);
    expect([contents['handlerOpinion'], contents['agencyHeadOpinion']]).toEqual([
      'submit 第 2 轮意见',
      'approve 第 2 轮意见',
    ]);
  });

  test('not yet approved › refused, naming the opinions that are missing', async () => {
    const matter = new Matter();
    await matter.approve(['submit', 'submit', 1]);
    expect(await office(matter).renderRecord(CASE, 2)).toMatchObject({
      refused: { code: 'contentsRequired', params: { missing: '承办机构意见、行政机关负责人意见' } },
    });
  });

  test('a review that was taken back › is no opinion', async () => {
    const matter = new Matter();
    await matter.approve(['submit', 'submit', 1], ['review', 'agree', 1]);
    await matter.add({
      kind: 'withdrawn',
      step: 'initiation-form/approve/1',
      facts: { of: 'initiation-form/review/1' },
    });
    expect(await contentsAt(matter, 2)).not.toHaveProperty('handlingUnitOpinion');
  });

  test('corrected afterwards › the document says by which record', async () => {
    const matter = new Matter();
    await matter.approve(...whole);
    const { renderRecord } = office(matter);
    const before = await renderRecord(CASE, 2);
    await matter.add({ kind: 'corrected', step: 'corrected', facts: { target: 2 } });
    expect(documentOnFile(rows, matter.records, 2)?.corrections.map(({ seq }) => seq)).toEqual([5]);
    expect(await renderRecord(CASE, 2)).not.toEqual(before);
  });
});

describe('第二十一条 a document under the seal', () => {
  const recorded = (contents: Body): Partial<Act> => ({
    kind: 'recorded',
    step: 'correctionOrder/record/1',
    actor: actor('p-li'),
    facts: { document: 'correctionOrder', officers: [{ id: 'p-li', certificate: 'C-1' }] },
    body: { form: contents, opinion: '依法责令改正' },
  });

  test('issued, and issued again › one number, the same bytes; shown before, its place is open', async () => {
    const matter = new Matter();
    await matter.approve(...whole);
    const seq = await matter.add(recorded(contentsOf('correctionOrder')));
    const { renderRecord, documents, numbers, kept } = office(matter);
    const made = documents.find(matter.records, seq);
    if (!made) throw new Error('no document');
    const open = await documents.render(made, matter.records);
    expect(numbers.given.size).toBe(0);
    const [once, twice] = [await renderRecord(CASE, seq), await renderRecord(CASE, seq)];
    expect(twice).toEqual(once);
    expect([...numbers.given.values()]).toEqual([{ year: 2026, serial: 1 }]);
    expect([...kept.values()]).not.toContainEqual('pdf' in open ? open.pdf : undefined);
    expect(await documents.render(made, matter.records)).toEqual({ pdf: [...kept.values()][0] });
  });

  test('with a content missing, or a character no font has › refused, and no number is taken', async () => {
    const matter = new Matter();
    await matter.approve(...whole);
    const { breach: _, ...without } = contentsOf('correctionOrder');
    const incomplete = await matter.add(recorded(without));
    const strange = await matter.add(recorded({ ...contentsOf('correctionOrder'), breach: '𡌜' }));
    const { renderRecord, numbers } = office(matter);
    expect(await renderRecord(CASE, incomplete)).toHaveProperty('refused.code', 'contentsRequired');
    expect(await renderRecord(CASE, strange)).toHaveProperty('refused.code', 'charactersNotInFont');
    expect(numbers.given.size).toBe(0);
  });

  test('a record that has no document, or none of that number › refused as not found', async () => {
    const matter = new Matter();
    await matter.approve();
    const remark = await matter.add({ kind: 'remarked', step: 'remark', facts: {} });
    const { renderRecord } = office(matter);
    for (const seq of [remark, 99])
      expect(await renderRecord(CASE, seq)).toHaveProperty('refused.code', 'notFound');
  });

  test('to the party of the case › addressed by name; once there are several, to nobody', async () => {
    const matter = new Matter();
    await matter.approve(...whole);
    const first = await matter.add(recorded(contentsOf('correctionOrder')));
    await matter.add({ kind: 'recorded', step: 'p', facts: { document: 'partyParticulars' } });
    const second = await matter.add(recorded(contentsOf('correctionOrder')));
    const party = (seq: number) => documentOnFile(rows, matter.records, seq)?.party?.seq;
    expect([party(first), party(second)]).toEqual([1, undefined]);
  });
});
