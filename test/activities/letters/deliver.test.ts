import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { pauseAfter } from '../../../src/activities/letters/deliver.js';
import { createLetterActivities } from '../../../src/activities/letters/index.js';
import { articleLabel } from '../../../src/workflows/law/articles.js';
import { caseInitiationRow, FILING_CLOCK } from '../../../src/workflows/law/procedure-rows.js';
import { by, form, HOUR_MS, Scene, START } from './scene.js';
import { PostOffice } from './post-office.js';

const article = articleLabel(caseInitiationRow.article);
const MINUTE_MS = 60_000;
const office = new PostOffice();

beforeAll(() => office.open());
afterAll(() => office.close());
beforeEach(() => office.clear());

/** An emergency start whose two letters are in the box. */
async function opened(): Promise<Scene> {
  const scene = new Scene();
  await office.box.post(scene.open());
  return scene;
}

describe(`${article} 投递`, () => {
  test('a record is followed and delivered twice › one letter a person, stable Message-ID', async () => {
    const scene = await opened();
    await office.box.post(new Scene().open());
    expect(await office.deliver(scene)).toMatchObject({ sent: 2, failing: 0 });
    await office.box.post(new Scene().open());
    expect(await office.deliver(scene)).toMatchObject({ sent: 0 });
    expect(office.inbox.mails.map((mail) => mail.messageId).sort()).toEqual(
      (await office.letters()).map((letter) => letter.messageId).sort(),
    );
    expect(office.inbox.mails).toHaveLength(2);
    expect(office.inbox.mails[0]!.messageId).toMatch(/^<[0-9a-f]{64}@10\.1\.2\.3>$/);
  });

  test('delivered › the letter says so, and holds no name and no address', async () => {
    await office.deliver(await opened());
    const [letter] = await office.letters();
    expect(letter).toMatchObject({ state: 'sent', sentAt: START, attempts: 1 });
    expect(JSON.stringify(letter)).not.toMatch(/张一|bureau\.example/);
  });

  test('the mail server is down for a while › delayed, counted, delivered once', async () => {
    const scene = await opened();
    await office.inbox.stop();
    expect(await office.deliver(scene)).toMatchObject({ sent: 0, failing: 2 });
    expect(await office.letters()).toMatchObject([
      { state: 'failing', attempts: 1, nextAttemptAt: START + 5_000 },
      { state: 'failing', attempts: 1, nextAttemptAt: START + 5_000 },
    ]);
    scene.now += 4_999;
    expect(await office.deliver(scene)).toMatchObject({ failing: 0 });
    scene.now += 1;
    expect(await office.deliver(scene)).toMatchObject({ failing: 2 });
    await office.inbox.start();
    scene.now += 10_000;
    expect(await office.deliver(scene)).toMatchObject({ sent: 2 });
    const letters = await office.letters();
    expect(letters).toMatchObject([
      { state: 'sent', attempts: 3 },
      { state: 'sent', attempts: 3 },
    ]);
    expect(letters[0]).not.toHaveProperty('lastError');
    expect(office.inbox.mails).toHaveLength(2);
  });

  test('the mail server refuses and names the address › only the class of it is kept', async () => {
    const scene = await opened();
    office.inbox.refusing = { responseCode: 552, message: 'officer-1@bureau.example is over quota' };
    await office.deliver(scene);
    const [letter] = await office.letters();
    expect(letter!.lastError).toMatch(/^E[A-Z]+ 552$/);
    expect(await office.box.waiting()).toEqual({ waiting: 2, failing: 2 });
  });

  test.each([
    [1, 5_000],
    [2, 10_000],
    [7, 320_000],
    [8, 600_000],
    [5_000, 600_000],
  ])('after %d attempts › the pause is %d ms, never for good', (attempts, pause) => {
    expect(pauseAfter(attempts)).toBe(pause);
  });

  test('the task is decided before the letter goes › not sent, and why', async () => {
    const scene = await opened();
    scene.submit();
    expect(await office.deliver(scene)).toMatchObject({ sent: 0, notNeeded: 2 });
    expect(await office.letters()).toMatchObject([
      { state: 'notNeeded', notNeeded: 'taskClosed' },
      { state: 'notNeeded', notNeeded: 'taskClosed' },
    ]);
    expect(office.inbox.mails).toHaveLength(0);
  });

  test('the task is given to another before the letter goes › only he is asked', async () => {
    const scene = await opened();
    const facts = { assignee: 'officer-2' };
    const drafts = scene.put({
      kind: 'reassigned',
      step: `${form}/submit/1`,
      actor: by('officer-1', 'handler'),
      facts,
    });
    await office.box.post(drafts);
    expect(await office.deliver(scene)).toMatchObject({ sent: 2, notNeeded: 1 });
    const letters = await office.letters();
    expect(letters.find((letter) => letter.recipient === 'officer-1')).toMatchObject({
      notNeeded: 'heldByAnother',
    });
  });

  test('the clock is met before its reminder goes › not sent', async () => {
    const scene = await opened();
    const clock = { clock: FILING_CLOCK };
    await office.clear();
    await office.box.post(scene.put({ kind: 'reminded', step: `${FILING_CLOCK}/reminded/1`, facts: clock }));
    scene.submit();
    expect(await office.deliver(scene)).toMatchObject({ sent: 0, notNeeded: 2 });
    expect((await office.letters())[0]).toMatchObject({ notNeeded: 'clockMet' });
  });

  test('the lapse is corrected before its letter goes › only the correction is sent', async () => {
    const scene = await opened();
    await office.clear();
    const facts = { clock: FILING_CLOCK };
    scene.now += 25 * HOUR_MS;
    await office.box.post(scene.put({ kind: 'periodPassed', step: `${FILING_CLOCK}/passed`, facts }));
    scene.submit();
    await office.box.post(scene.put({ kind: 'lapseCorrected', step: `${FILING_CLOCK}/corrected`, facts }));
    expect(await office.deliver(scene)).toMatchObject({ sent: 5, notNeeded: 5 });
    expect(new Set(office.inbox.mails.map((mail) => mail.subject!.slice(0, 4)))).toEqual(
      new Set(['【更正】']),
    );
  });

  test('somebody who has left › is not written to; somebody without an address › waits for one', async () => {
    const scene = await opened();
    scene.people.get('officer-1')!.active = false;
    scene.people.get('officer-2')!.email = '';
    expect(await office.deliver(scene)).toMatchObject({ notNeeded: 1, failing: 1 });
    expect(await office.letters()).toMatchObject([
      { notNeeded: 'recipientInactive' },
      { lastError: 'NoAddress' },
    ]);
  });

  test('the letter overtakes its projection › it waits untried, and goes after it', async () => {
    const scene = await opened();
    const behind = { procedureById: () => Promise.resolve({ ...scene.view(), seq: 0 }) };
    expect(await office.deliver(scene, { procedures: behind })).toMatchObject({ behind: 2 });
    expect(await office.letters()).toMatchObject([
      { state: 'pending', attempts: 0 },
      { state: 'pending', attempts: 0 },
    ]);
    scene.now += 200;
    expect(await office.deliver(scene)).toMatchObject({ sent: 2 });
  });

  test('a letter whose record is unknown › fails alone; the others go', async () => {
    const scene = await opened();
    const [draft] = new Scene('HY-2026-0099').open();
    await office.box.post([{ ...draft!, seq: 77 }]);
    expect(await office.deliver(scene)).toMatchObject({ sent: 2, failing: 1 });
    const letters = await office.letters();
    expect(letters.find((letter) => letter.chainId === 'HY-2026-0099')).toMatchObject({
      lastError: 'UnknownFacts',
    });
  });

  test('two deliverers and thirty letters › each is sent once', async () => {
    const scene = await opened();
    await office.clear();
    const steps = Array.from({ length: 15 }, (_, index) => `asked-${String(index)}`);
    for (const step of steps) {
      const task = scene.state.tasks[`${form}/submit/1`]!;
      await office.box.post(
        scene.put({ kind: 'asked', step, opens: [{ ...task, step: `${form}/${step}/1` }] }),
      );
    }
    const tallies = await Promise.all([office.deliver(scene), office.deliver(scene)]);
    expect(tallies[0].sent + tallies[1].sent).toBe(30);
    expect(new Set(office.inbox.mails.map((mail) => mail.messageId)).size).toBe(30);
    expect(office.inbox.mails).toHaveLength(30);
  });

  test('a deliverer dies holding a letter › it goes when the lease is over, not before', async () => {
    const scene = await opened();
    await office.box.claim(await office.box.due(scene.now, 20), scene.now + MINUTE_MS);
    scene.now += MINUTE_MS - 1;
    expect(await office.deliver(scene)).toMatchObject({ sent: 0, elsewhere: 0 });
    scene.now += 1;
    expect(await office.deliver(scene)).toMatchObject({ sent: 2 });
    expect((await office.letters())[0]).toMatchObject({ state: 'sent', attempts: 2 });
  });

  test('a deliverer dies after the 250 › the letter may go again, same message, same link', async () => {
    const scene = await opened();
    await office.deliver(scene, { letterBox: { ...office.box, markSent: () => Promise.resolve() } });
    scene.now += MINUTE_MS;
    await office.deliver(scene);
    const ids = office.inbox.mails.map((mail) => mail.messageId);
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(2);
    const links = office.inbox.mails.map((mail) => /http\S+\/t#\S+/.exec(mail.text!)?.[0]);
    expect(new Set(links).size).toBe(2);
  });

  test('a lease that was lost › marks nothing', async () => {
    const scene = await opened();
    const [letter] = await office.box.due(scene.now, 1);
    const [first] = await office.box.claim([letter!], scene.now + 1);
    const again = (await office.box.due(scene.now + 1, 20)).find(({ _id }) => _id === letter!._id);
    const [second] = await office.box.claim([again!], scene.now + MINUTE_MS);
    await office.box.markFailing(first!, 'ECONNECTION', scene.now);
    await office.box.markSent(second!, scene.now);
    await office.box.markNotNeeded(first!, 'taskClosed');
    expect((await office.letters()).find(({ _id }) => _id === letter!._id)).toMatchObject({
      state: 'sent',
      attempts: 2,
    });
  });

  test('the link of a letter › opens its task for its reader', async () => {
    const scene = await opened();
    await office.deliver(scene);
    const mail = office.inbox.mails.find(({ to }) => JSON.stringify(to).includes('officer-1'))!;
    const token = /\/t#([A-Za-z0-9_-]{43})/.exec(mail.text!)![1]!;
    expect(mail.html).toContain(`/t#${token}"`);
    expect(await office.links.openLink(token, 'officer-2', START)).toMatchObject({
      refused: { code: 'linkNotYours' },
    });
    expect(await office.links.openLink(token, 'officer-1', START)).toEqual({
      chainId: 'HY-2026-0001',
      procedure: 'case-initiation',
      step: `${form}/submit/1`,
    });
  });

  test('the worker shuts down › the activity sends what is under way, ends and says why', async () => {
    const scene = await opened();
    const { sleep: _, ...parts } = office.parts(scene);
    const environment = new MockActivityEnvironment();
    const idle = new Promise<void>((resolve) => {
      environment.on('heartbeat', ({ sent }: { sent: number }) => {
        if (sent === 2) resolve();
      });
    });
    const { deliverLetters } = await createLetterActivities(parts);
    const ended = environment.run(deliverLetters).then(
      () => 'completed',
      (error: unknown) => (error as Error).name,
    );
    await idle;
    environment.cancel('WORKER_SHUTDOWN');
    expect(await ended).toBe('CancelledFailure');
    expect(office.inbox.mails).toHaveLength(2);
  });

  test('a round is over › the activity returns what became of the letters', async () => {
    const scene = await opened();
    const sleep = (ms: number): Promise<void> => Promise.resolve(void (scene.now += ms));
    const { deliverLetters } = await createLetterActivities(office.parts(scene, { sleep }));
    expect(await new MockActivityEnvironment().run(deliverLetters)).toMatchObject({ sent: 2 });
    expect(scene.now).toBeGreaterThanOrEqual(START + 5 * MINUTE_MS);
  });
});
