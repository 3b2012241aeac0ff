import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ActAnswer, Letters, OpenedLink, TaskDetail } from '../../src/api/schemas.js';
import { LINK_LIFE_MS } from '../../src/models/link.js';
import { Inbox } from '../activities/letters/inbox.js';
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
import { problemOf, said, type Visitor } from './service.js';

const inbox = new Inbox();
let office: Office;
let desks: Desks;

beforeAll(async () => {
  await inbox.start();
  office = await openOffice({ SMTP_URL: inbox.url });
  desks = office.desks;
});
afterAll(async () => {
  await office.close();
  await inbox.stop();
});

/** The token of a link to a step, as a letter to this person would carry it, made at a moment (epoch ms). */
async function linkTo(number: string, person: string, step: string, madeAt = Date.now()): Promise<string> {
  const target = { chainId: number, procedure: 'case-initiation', step };
  const address = (
    await office.service.parts.links.makeLinks(
      [{ letterId: `letter to ${person} about ${number} ${step}`, person: person, target: target }],
      madeAt,
    )
  ).join();
  return address.split('#')[1] ?? '';
}

const open = (visitor: Visitor, token: string) => visitor.post('/api/links/open', { token });

/** Follows a link to what its page shows. */
async function follow(visitor: Visitor, token: string) {
  const { taskId } = read(await open(visitor, token), 200, OpenedLink);
  return read(await visitor.get(`/api/tasks/${taskId}`), 200, TaskDetail);
}

const FIRST = 'initiation-form/submit/1';

describe('a link in a letter', () => {
  test('one millisecond before its life is over › opens; at its end › expired', async () => {
    const number = await startCase(desks);
    const { parts } = office.service;
    const madeAt = Date.now() - 1_000;
    const openAt = async (now: number, letter: string) => {
      const target = { chainId: number, procedure: 'case-initiation', step: FIRST };
      const address = (
        await parts.links.makeLinks([{ letterId: letter, person: 'officer-1', target: target }], madeAt)
      ).join();
      return parts.links.openLink(address.split('#')[1] ?? '', 'officer-1', now);
    };
    expect(await openAt(madeAt + LINK_LIFE_MS - 1, `${number} in time`)).toMatchObject({ chainId: number });
    expect(await openAt(madeAt + LINK_LIFE_MS, `${number} too late`)).toMatchObject({
      refused: { code: 'linkExpired' },
    });
  });

  test('older than its life › 410 with the way to the task, and the task is still open', async () => {
    const number = await startCase(desks);
    const token = await linkTo(number, 'officer-1', FIRST, Date.now() - LINK_LIFE_MS - 1);
    const answer = await open(desks.officer, token);
    expect(said(answer)).toEqual(problemOf(410, 'linkExpired'));
    expect((answer.body as { detail: string }).detail).toContain('我的任务');
    expect((await desks.officer.get(`/api/tasks/${taskOf(number, 'submit')}`)).body).toMatchObject({
      state: 'pool',
    });
  });

  test('the task was claimed by another › shows who holds it; nothing can be decided', async () => {
    const number = await startCase(desks);
    const token = await linkTo(number, 'officer-2', FIRST);
    read(await desks.officer.post(`/api/tasks/${taskOf(number, 'submit')}/claim`), 200, ActAnswer);
    expect(await follow(desks.second, token)).toMatchObject({
      state: 'held',
      task: { assignee: { id: 'officer-1', name: '李建平' } },
      permissions: { decide: [] },
      end: null,
    });
  });

  test('the task was decided by another › shows by whom, when and how', async () => {
    const number = await startCase(desks);
    const token = await linkTo(number, 'officer-2', FIRST);
    read(await submit(number, desks.officer), 200, ActAnswer);
    const shown = await follow(desks.second, token);
    expect(shown).toMatchObject({ state: 'decided', end: { by: { name: '李建平' }, decision: 'submit' } });
    expect(shown.end?.sentence).toMatch(/^李建平于.*办理（提交）。$/);
  });

  test('the task was handed over from somebody the case does not name › he still hears who holds it', async () => {
    const number = await startCase(desks);
    const { connection } = office.service;
    await connection
      .collection('people')
      .updateOne({ _id: 'officer-3' as never }, { $set: { 'certificates.0.until': Date.UTC(2030, 0, 1) } });
    const hand = (to: string) =>
      desks.head.post(`/api/tasks/${taskOf(number, 'submit')}/reassignment`, { to, opinion: '出差' });
    read(await hand('officer-3'), 200, ActAnswer);
    const token = await linkTo(number, 'officer-3', FIRST);
    read(await hand('officer-2'), 200, ActAnswer);
    expect(await follow(desks.expired, token)).toMatchObject({
      state: 'held',
      task: { assignee: { name: '王晓燕' } },
      permissions: { decide: [] },
    });
  });

  test('the round is over › shows how the step ended', async () => {
    const number = await startCase(desks);
    read(await submit(number, desks.officer), 200, ActAnswer);
    const token = await linkTo(number, 'head-1', 'initiation-form/review/1');
    read(await decide(desks.head, taskOf(number, 'review'), 'return', '请补充'), 200, ActAnswer);
    expect(await follow(desks.head, token)).toMatchObject({
      state: 'decided',
      end: { decisionLabel: '退回' },
    });
  });
});

describe('the mail server away', () => {
  test('the case goes on; each letter arrives once the server is back', async () => {
    await inbox.stop();
    const number = await startCase(desks);
    read(await submit(number, desks.officer), 200, ActAnswer);
    read(await decide(desks.head, taskOf(number, 'review'), 'agree'), 200, ActAnswer);
    const letters = office.service.connection.collection('letters');
    const toLeader = { chainId: number, recipient: 'leader-1', template: 'assigned' };
    await until(
      'the letter has failed',
      async () => (await letters.findOne(toLeader))?.['state'] === 'failing',
    );
    const { items } = read(await desks.leader.get('/api/letters'), 200, Letters);
    const failing = items.find((letter) => letter.caseNumber === number);
    expect(failing).toMatchObject({ state: 'failing', stateLabel: '发送失败，将重试', sentAt: null });
    expect(failing?.attempts).toBeGreaterThan(0);

    await inbox.start();
    // The pause after a failure is over.
    await letters.updateMany({ chainId: number, state: 'failing' }, { $set: { nextAttemptAt: 0 } });
    await until('the letter is sent', async () => (await letters.findOne(toLeader))?.['state'] === 'sent');
    const arrived = inbox.mails.filter(
      (mail) => mail.subject?.includes(number) && JSON.stringify(mail.to).includes('leader-1@'),
    );
    expect(arrived).toHaveLength(1);
    expect(arrived[0]?.text).toContain('/t#');
    const token = /\/t#([\w-]{43})/.exec(arrived[0]?.text ?? '')?.[1] ?? '';
    expect(await follow(desks.leader, token)).toMatchObject({ task: { caseNumber: number } });
  });
});
