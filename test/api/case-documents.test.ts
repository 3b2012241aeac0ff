import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DocumentList, type DocumentView } from '../../src/api/document-schemas.js';
import { ActAnswer } from '../../src/api/schemas.js';
import {
  decide,
  openOffice,
  read,
  startCase,
  submit,
  taskOf,
  until,
  type Desks,
  type Office,
} from './desk.js';
import type { Visitor } from './service.js';

let office: Office;
let desks: Desks;
let number: string;

beforeAll(async () => {
  office = await openOffice();
  ({ desks } = office);
  number = await startCase(desks);
  await submit(number, desks.officer);
  await decide(desks.head, taskOf(number, 'review'), 'agree');
  await decide(desks.leader, taskOf(number, 'approve'), 'agree');
  const investigation = { procedure: 'investigation', opinion: '开展调查' };
  read(await desks.officer.post(`/api/cases/${number}/procedures`, investigation), 201, ActAnswer);
}, 120_000);
afterAll(() => office.close());

const collect = (form: object) =>
  desks.officer.post(`/api/cases/${number}/records`, {
    procedure: 'investigation',
    document: 'evidenceCollectionNotice',
    opinion: '依法调取',
    officers: ['officer-1', 'officer-2'],
    form,
  });

const listed = async (visitor: Visitor, query = '') =>
  read(await visitor.get(`/api/cases/${number}/documents${query}`), 200, DocumentList);

async function issuedNotice(): Promise<DocumentView> {
  let found: DocumentView | undefined;
  await until('the notice is issued', async () => {
    const { items } = await listed(desks.officer);
    found = items.find(({ document, stored }) => document === 'evidenceCollectionNotice' && stored !== null);
    return found !== undefined;
  });
  return found!;
}

describe('第二十一条 案件的文书', () => {
  test('a mandatory content is empty › 422, named, and no document comes of it', async () => {
    const answer = await collect({ provider: '某商品混凝土公司' });
    expect(answer).toMatchObject({ status: 422, body: { code: 'contentsRequired' } });
    const { items } = await listed(desks.officer);
    expect(items.map(({ document }) => document)).toEqual(['initiationForm']);
  });

  test('put on file whole › numbered, locked and stored on the record; the form of the bureau is only locked', async () => {
    read(await collect({ provider: '某商品混凝土公司', itemsAsked: ['送货单'] }), 200, ActAnswer);
    const notice = await issuedNotice();
    expect(notice).toMatchObject({
      title: '调取证据通知书',
      procedure: 'investigation',
      outward: true,
      sealed: true,
      stamped: null,
      locked: { seq: notice.seq, by: { id: 'officer-1' } },
      restricted: { level: notice.restricted.level },
      stored: { by: null },
      correctedBy: [],
    });
    expect(notice.number).toMatch(/^华住建调证字〔\d{4}〕第1号$/);
    const [form] = (await listed(desks.officer)).items;
    expect(form).toMatchObject({ document: 'initiationForm', outward: false, number: null, stored: null });
    expect(form?.locked?.by?.id).toBe('leader-1');
  });

  test('downloaded › the stored bytes, by the hash on record, to the next reader too', async () => {
    const { href, stored } = await issuedNotice();
    for (const visitor of [desks.officer, desks.head]) {
      const answer = await visitor.get(href).buffer(true);
      const sha256 = createHash('sha256')
        .update(answer.body as Buffer)
        .digest('hex');
      expect([answer.status, sha256]).toEqual([200, stored?.sha256]);
    }
  });

  test('corrected after it was issued › the list says by which record, and the document is the same', async () => {
    const { seq, href, stored } = await issuedNotice();
    const correction = {
      procedure: 'investigation',
      target: seq,
      reason: '名称有误',
      replacement: { provider: '某混凝土公司' },
    };
    const answer = await desks.officer.post(`/api/cases/${number}/corrections`, correction);
    const { record } = read(answer, 200, ActAnswer);
    expect((await issuedNotice()).correctedBy).toEqual([record.seq]);
    const pdf = (await desks.head.get(href).buffer(true)).body as Buffer;
    expect(createHash('sha256').update(pdf).digest('hex')).toBe(stored?.sha256);
  });

  test('one at a time › the next page goes on after it; a stranger › 404', async () => {
    const first = await listed(desks.officer, '?limit=1');
    expect(first.items.map(({ document }) => document)).toEqual(['initiationForm']);
    const second = await listed(desks.officer, `?limit=1&cursor=${first.next ?? ''}`);
    expect(second.items.map(({ document }) => document)).toEqual(['evidenceCollectionNotice']);
    expect(second.next).toBeNull();
    expect((await desks.other.get(`/api/cases/${number}/documents`)).status).toBe(404);
  });
});
