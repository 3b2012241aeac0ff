import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Phrases, Saved, TaskDraft } from '../../src/api/own-words-schemas.js';
import { draftsOn } from '../../src/models/own-words.js';
import { decide, openOffice, read, startCase, submit, taskOf, type Desks, type Office } from './desk.js';
import { ordinaryStart, problemOf, said, type Visitor } from './service.js';

let office: Office;
let desks: Desks;
let number = '';

beforeAll(async () => {
  office = await openOffice();
  ({ desks } = office);
  number = await startCase(desks);
}, 120_000);
afterAll(() => office.close());

const contents = (opinion: string) => ({ opinion, form: {}, attachments: [] });
const place = (part = 'submit') => `/api/tasks/${taskOf(number, part)}/draft`;
const keep = (visitor: Visitor, revision: number, opinion: string, at = place()) =>
  visitor.put(at, { revision, contents: contents(opinion) });
const draftOf = async (visitor: Visitor, at = place()) => read(await visitor.get(at), 200, TaskDraft).draft;

describe('草稿 › refused', () => {
  test('a task one may not know of › 404; without the CSRF token › 403', async () => {
    expect(said(await keep(desks.other, 0, '写到一半'))).toEqual(problemOf(404, 'notFound'));
    const bare = await desks.officer.agent.put(place()).send({ revision: 0, contents: contents('x') });
    expect(bare.status).toBe(403);
  });

  test('第三十三条 words of a state secret › refused, nothing kept', async () => {
    expect(said(await keep(desks.officer, 0, '绝密★启用前 国家秘密'))).toMatchObject({ status: 422 });
    expect(await draftOf(desks.officer)).toBeNull();
  });

  test('larger than a draft may be › 413', async () => {
    const form = Object.fromEntries(
      Array.from({ length: 14 }, (_, at) => [`f${String(at)}`, '长'.repeat(6_000)]),
    );
    const answer = await desks.officer.put(place(), {
      revision: 0,
      contents: { opinion: '', form, attachments: [] },
    });
    expect(answer.status).toBe(413);
  });

  test('another device has saved since › 409, and what it saved stays', async () => {
    read(await keep(desks.second, 0, '第一台'), 200, Saved);
    expect(said(await keep(desks.second, 0, '第二台'))).toEqual(problemOf(409, 'savedElsewhere'));
    expect((await draftOf(desks.second))?.contents.opinion).toBe('第一台');
  });
});

describe('草稿 › kept', () => {
  test('his own only, in revisions, never in the log', async () => {
    const words = '只有本人看得到的草稿';
    const saved = read(await keep(desks.officer, 0, words), 200, Saved);
    const again = read(await keep(desks.officer, saved.revision, `${words}，续`), 200, Saved);
    expect(again.revision).toBe(2);
    expect((await draftOf(desks.officer))?.contents.opinion).toBe(`${words}，续`);
    expect((await draftOf(desks.clerk)) ?? null).toBeNull();
    expect((await draftOf(desks.second))?.contents.opinion).toBe('第一台');
    expect(office.service.log()).not.toContain(words);
  });

  test('sent › his draft is gone at once, another’s once it is read; nothing new is kept for the task', async () => {
    expect((await submit(number, desks.officer)).status).toBe(200);
    const drafts = draftsOn(office.service.connection);
    expect(await drafts.countDocuments({ _id: `officer-1#${taskOf(number, 'submit')}` })).toBe(0);
    expect(await draftOf(desks.second)).toBeNull();
    expect(await drafts.countDocuments({ person: 'officer-2' })).toBe(0);
    expect(said(await keep(desks.officer, 0, '又写'))).toEqual(problemOf(409, 'taskClosed'));
  });

  test('a start › kept, and gone once the case is opened', async () => {
    const start = { title: '写到一半', party: { name: '某公司' }, handlers: ['officer-1'] };
    read(await desks.clerk.put('/api/drafts/start', { revision: 0, contents: start }), 200, Saved);
    expect((await desks.clerk.get('/api/drafts/start')).body).toMatchObject({ draft: { contents: start } });
    await startCase(desks, ordinaryStart());
    expect((await desks.clerk.get('/api/drafts/start')).body).toEqual({ draft: null });
  });

  test('a draft is no opinion › what is sent without words is refused though a draft has them', async () => {
    read(await keep(desks.head, 0, '草稿里的意见', place('review')), 200, Saved);
    const answer = await decide(desks.head, taskOf(number, 'review'), 'agree', '');
    expect(said(answer)).toEqual(problemOf(422, 'opinionRequired'));
    expect((await draftOf(desks.head, place('review')))?.contents.opinion).toBe('草稿里的意见');
  });
});

describe('常用意见', () => {
  const put = (visitor: Visitor, items: string[], revision: number) =>
    visitor.put('/api/phrases', { items, revision });

  test.each([
    ['an empty one', ['']],
    ['two alike', ['同意', '同意']],
    ['one too long', ['长'.repeat(501)]],
    ['too many', Array.from({ length: 31 }, (_, at) => `第 ${String(at)} 条`)],
  ])('%s › 400', async (_, items) => {
    expect(said(await put(desks.leader, items, 0))).toEqual(problemOf(400, 'invalidRequest'));
  });

  test('nobody has any of the bureau’s; each has his own, in his order', async () => {
    const mine = async (visitor: Visitor) => read(await visitor.get('/api/phrases'), 200, Phrases);
    expect(await mine(desks.leader)).toEqual({ items: [], revision: 0 });
    read(await put(desks.leader, ['经审查，事实清楚', '证据不足，退回补充'], 0), 200, Phrases);
    read(await put(desks.leader, ['证据不足，退回补充', '经审查，事实清楚'], 1), 200, Phrases);
    expect(await mine(desks.leader)).toEqual({
      items: ['证据不足，退回补充', '经审查，事实清楚'],
      revision: 2,
    });
    expect(await mine(desks.head)).toEqual({ items: [], revision: 0 });
    expect(said(await put(desks.leader, ['旧的一份'], 1))).toEqual(problemOf(409, 'savedElsewhere'));
  });
});
