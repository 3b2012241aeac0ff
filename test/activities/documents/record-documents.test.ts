import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import {
  createDocumentActivities,
  createRecordDocuments,
  type IssuedDocument,
  type RecordDocumentParts,
  type RecordDocuments,
} from '../../../src/activities/documents/record-documents.js';
import { contentsOnFile, particularsOnFile, signedOn } from '../../../src/activities/documents/on-file.js';
import type { DocumentNumbers } from '../../../src/models/document-numbers.js';
import { MemoryLedgerStore } from '../../../src/models/ledger-store-memory.js';
import { sealBody, sealHeader } from '../../../src/models/seal.js';
import type { DocumentNumber } from '../../../src/workflows/law/document-numbers.js';
import { rows } from '../../../src/workflows/law/procedure-rows.js';
import { documentOnFile, type DocumentOnFile } from '../../../src/workflows/law/record/document-on-file.js';
import { issueStep } from '../../../src/workflows/law/record/issuing.js';
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
        return { sha256, sm3: sha256, size: bytes.length, mediaType: 'application/pdf' };
      },
      read: (sha256) => {
        const bytes = kept.get(sha256);
        if (bytes) return Promise.resolve(Readable.from([bytes]));
        return Promise.reject(Object.assign(new Error('not there'), { code: 'ENOENT' }));
      },
    },
    bureau: '华阴市住房和城乡建设局',
    numberPrefix: '华住建',
  };
  return {
    ...createDocumentActivities(parts),
    documents: createRecordDocuments(parts),
    parts,
    kept,
    numbers,
  };
}

function madeAt(matter: Matter, seq: number): DocumentOnFile {
  const made = documentOnFile(rows, matter.records, seq);
  if (!made) throw new Error('no document');
  return made;
}

/** What is given to whoever asks for the document of a record. */
async function shown(matter: Matter, documents: RecordDocuments, seq: number): Promise<Buffer> {
  const read = await documents.read(madeAt(matter, seq), matter.records);
  if ('refused' in read) throw new Error(read.refused.code);
  return read.pdf;
}

const contentsAt = async (matter: Matter, seq: number): Promise<Body> =>
  contentsOnFile(madeAt(matter, seq), await bodiesAt(matter));

async function bodiesAt(matter: Matter): Promise<ReadonlyMap<number, Body>> {
  const stored = await matter.store.bodiesOf(matter.records.map(({ body }) => body.sha256));
  const said = new Map(stored.map(({ _id, bytes }) => [_id, JSON.parse(bytes) as Body]));
  return new Map(matter.records.map(({ seq, body }) => [seq, said.get(body.sha256) ?? {}]));
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

  test('whichever of its records is asked for › the same bytes; nothing is kept, no 文号 taken', async () => {
    const matter = new Matter();
    await matter.approve(...whole);
    const { documents, kept, numbers } = office(matter);
    const answers = [];
    for (const seq of [1, 2, 3, 4, 2]) answers.push(await shown(matter, documents, seq));
    expect(new Set(answers.map((pdf) => pdf.toString('latin1'))).size).toBe(1);
    expect(answers[0]?.subarray(0, 8).toString()).toBe('%PDF-1.7');
    expect([kept.size, numbers.given.size]).toEqual([0, 0]);
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
    const { documents } = office(matter);
    expect(await documents.read(madeAt(matter, 2), matter.records)).toMatchObject({
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

  test('corrected afterwards › the form shows what was put in place, marked, and by which record', async () => {
    const matter = new Matter();
    await matter.approve(...whole);
    const { documents } = office(matter);
    const before = await shown(matter, documents, 2);
    const correction = { replacement: { causeOfInitiation: '施工现场围挡高度不足', opinion: '建议启动' } };
    await matter.add({ kind: 'corrected', step: 'correction/2', facts: { target: 2 }, body: correction });
    const again = { replacement: { causeOfInitiation: '围挡低于一点八米' } };
    await matter.add({ kind: 'corrected', step: 'correction/5', facts: { target: 5 }, body: again });
    expect(madeAt(matter, 2).corrections.map(({ seq }) => seq)).toEqual([5, 6]);
    expect(await contentsAt(matter, 2)).toMatchObject({
      causeOfInitiation: '围挡低于一点八米',
      handlerOpinion: '建议启动',
      handlingUnitOpinion: 'review 第 1 轮意见',
    });
    const { corrected, notes } = particularsOnFile(madeAt(matter, 2), await bodiesAt(matter));
    expect(corrected).toEqual(['causeOfInitiation', 'handlerOpinion']);
    expect(notes).toHaveLength(2);
    expect(await shown(matter, documents, 2)).not.toEqual(before);
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

  async function filed(contents: Body = contentsOf('correctionOrder')) {
    const matter = new Matter();
    await matter.approve(...whole);
    const seq = await matter.add(recorded(contents));
    return { matter, seq, ...office(matter) };
  }

  /** The record of the issue, as the procedure's run puts it on file. */
  const putOnFile = (matter: Matter, of: number, { facts, attachment, name, secrecy }: IssuedDocument) =>
    matter.add({
      kind: 'issued',
      step: issueStep(of),
      facts,
      attachments: [attachment],
      secrecy,
      body: { attachmentNames: [name] },
    });

  test('killed between the number and the record, and issued again › one number, the same bytes', async () => {
    const { matter, seq, documents, issueDocument, numbers, kept } = await filed();
    const open = await shown(matter, documents, seq);
    expect(numbers.given.size).toBe(0);
    const [once, twice] = [await issueDocument(CASE, seq), await issueDocument(CASE, seq)];
    expect(twice).toEqual(once);
    expect([...numbers.given.values()]).toEqual([{ year: 2026, serial: 1 }]);
    expect([...kept.keys()]).toEqual([once.attachment.sha256]);
    expect(once.facts).toMatchObject({
      document: 'correctionOrder',
      of: seq,
      number: '华住建责改字〔2026〕第1号',
      upTo: seq,
    });
    expect(once.facts['fonts']).toHaveLength(2);
    expect([...kept.values()]).not.toContainEqual(open);
    expect(await shown(matter, documents, seq)).toEqual([...kept.values()][0]);
  });

  test('asked for once it is issued › the stored bytes; gone from their place › the same, made again', async () => {
    const { matter, seq, documents, issueDocument, kept } = await filed();
    const issued = await issueDocument(CASE, seq);
    await putOnFile(matter, seq, issued);
    const [bytes] = kept.values();
    expect(await shown(matter, documents, seq)).toEqual(bytes);
    kept.clear();
    expect(await shown(matter, documents, seq)).toEqual(bytes);
    kept.set(issued.attachment.sha256, Buffer.from('others'));
    expect(await shown(matter, documents, seq)).toEqual(bytes);
  });

  test('stored bytes gone, and what it was made with has changed › refused, naming the hash', async () => {
    const { matter, seq, issueDocument, kept, parts } = await filed();
    const issued = await issueDocument(CASE, seq);
    await putOnFile(matter, seq, issued);
    kept.clear();
    const renamed = createRecordDocuments({ ...parts, bureau: '某市住房和城乡建设局' });
    expect(await renamed.read(madeAt(matter, seq), matter.records)).toMatchObject({
      refused: { code: 'issuedDocumentLost', params: { sha256: issued.attachment.sha256 } },
    });
  });

  test('更正 after the issue › what was issued is given as it is; what was corrected before went out right', async () => {
    const { matter, seq, documents, issueDocument, kept } = await filed();
    const correction = (breach: string) => ({
      kind: 'corrected' as const,
      step: `correction/${String(seq)}`,
      facts: { target: seq },
      body: { replacement: { breach } },
    });
    await matter.add(correction('围挡低于一点八米'));
    expect(await contentsAt(matter, seq)).toHaveProperty('breach', '围挡低于一点八米');
    await putOnFile(matter, seq, await issueDocument(CASE, seq));
    const [bytes] = kept.values();
    const late = await matter.add(correction('围挡低于二米'));
    const made = madeAt(matter, seq);
    expect(made.correctedSince.map((record) => record.seq)).toEqual([late]);
    expect(await contentsAt(matter, seq)).toHaveProperty('breach', '围挡低于一点八米');
    kept.clear();
    expect(await shown(matter, documents, seq)).toEqual(bytes);
  });

  test('with a content missing, or a character no font has › not issued, and no number is taken', async () => {
    const { breach: _, ...without } = contentsOf('correctionOrder');
    const incomplete = await filed(without);
    await expect(incomplete.issueDocument(CASE, incomplete.seq)).rejects.toMatchObject({
      name: 'NotIssued',
      message: 'contentsRequired',
    });
    const strange = await filed({ ...contentsOf('correctionOrder'), breach: '𡌜' });
    await expect(strange.issueDocument(CASE, strange.seq)).rejects.toThrow('charactersNotInFont');
    expect([incomplete.numbers.given.size, strange.numbers.given.size]).toEqual([0, 0]);
  });

  test('a character no font has, corrected › issued', async () => {
    const { matter, seq, issueDocument } = await filed({ ...contentsOf('correctionOrder'), breach: '𡌜' });
    const body = { replacement: { breach: '围挡低于一点八米' } };
    await matter.add({ kind: 'corrected', step: 'correction', facts: { target: seq }, body });
    expect((await issueDocument(CASE, seq)).facts).toHaveProperty('upTo', seq + 1);
  });

  test('a record that has no document, or none of that number › not issued', async () => {
    const matter = new Matter();
    await matter.approve();
    const remark = await matter.add({ kind: 'remarked', step: 'remark', facts: {} });
    const { issueDocument } = office(matter);
    for (const seq of [remark, 99]) await expect(issueDocument(CASE, seq)).rejects.toThrow('notFound');
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
