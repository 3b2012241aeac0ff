import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { lettersOf } from '../../src/activities/letters/letters-of.js';
import { versionOfNotice } from '../../src/models/calendar.js';
import { verify, chainOf } from '../../src/models/verify.js';
import { bureauChain } from '../../src/workflows/law/bureau.js';
import { importProgress, type CalendarImportFacts } from '../../src/workflows/law/calendar-import.js';
import type { CalendarNotice } from '../../src/workflows/law/calendar-notice.js';
import { DECISION_CLOCK, enforcementCaseRow } from '../../src/workflows/law/procedure-rows.js';
import { fold } from '../../src/workflows/law/record/fold.js';
import { procedureId, type Facts } from '../../src/workflows/law/record/kinds.js';
import { articleTitle } from '../harness/article-title.js';
import { given } from '../harness/given.js';
import { corrected2027, notice2027 } from '../harness/notices.js';
import { answered, World, type Answered } from '../harness/world.js';

const seven = (rest: string) => `${articleTitle(7)} ${rest}`;
const CASE = 'HY-2026-0700';
const BUREAU = 'BUREAU-2026';
const DAY = 86_400_000;
const nobody = { handlers: [], reviewers: [], approvers: [], legalOffice: [] };
/** Ten in the morning in Shanghai. */
const morning = (date: string): number => Date.parse(`${date}T10:00:00+08:00`);
const endOf = (date: string): number => Date.parse(`${date}T23:59:59.999+08:00`);

let world: World;
let imports = 0;
beforeEach(() => {
  imports = 0;
});
afterEach(() => world.sandbox.dispose());

/** A case whose 90 days run from that day; it is approved at once. */
async function caseFrom(date: string): Promise<void> {
  world = new World(given('TEST_WORKFLOW_BUNDLE'), morning(date));
  await world.begin(CASE);
  await world.submit(CASE, 'officer-1');
  await world.review(CASE, 'head-1', 'agree');
  await world.approve(CASE, 'leader-1', 'agree');
}

const factsOf = (notice: CalendarNotice): CalendarImportFacts => ({
  ...notice,
  people: nobody,
  unit: 'legal',
  version: versionOfNotice(notice),
  replaces: world.calendar.find(({ year }) => year === notice.year) ?? null,
});

async function importNotice(
  notice: CalendarNotice,
  body: object = {},
  facts: CalendarImportFacts = factsOf(notice),
): Promise<Answered & { procedure: string }> {
  imports += 1;
  const chainId = bureauChain(world.sandbox.now);
  const procedure = `calendar-import/${String(notice.year)}/${String(imports)}`;
  const request = { ...world.requestOf('legal-1', {}), facts: facts as Facts, body };
  const outcome = await world.sandbox.updateWithStart(
    'calendarImport',
    procedureId(chainId, procedure),
    [{ chainId, procedure }],
    'open',
    request,
  );
  return { ...answered(outcome), procedure };
}

/** Past the time in which another process may still compute from the old table. */
const used = () => world.sandbox.advanceTo(world.sandbox.now + 60_000);
const clock = async () => (await world.state(CASE, 'enforcement-case')).clocks[DECISION_CLOCK]!;
const moves = async () => (await world.records(CASE)).filter(({ kind }) => kind === 'clockMoved');

describe(seven('节假日日历导入'), () => {
  test.each([
    [
      '2026-11-11',
      '2027-02-09',
      '2027-02-14',
      'a last day that became a holiday moves on to the make-up day',
    ],
    ['2026-11-01', '2027-02-01', '2027-01-30', 'a Saturday that is worked takes the last day back'],
  ])(seven('导入 › 90 days from %s › the end moves from %s to %s: %s'), async (from, before, after) => {
    await caseFrom(from);
    expect(await clock()).toMatchObject({ lastDay: before, provisional: true });
    await world.sandbox.advanceTo(morning('2026-11-20'));
    const answer = await importNotice(notice2027);
    expect(answer.seq).toBe(1);
    expect(await moves()).toEqual([]);
    await used();

    expect(await clock()).toMatchObject({ lastDay: after, at: endOf(after), provisional: false });
    const [move, ...more] = await moves();
    expect(more).toEqual([]);
    expect(move?.facts).toMatchObject({
      clock: DECISION_CLOCK,
      from: endOf(before),
      to: endOf(after),
      wasProvisional: true,
      provisional: false,
      import: `${BUREAU}/${answer.procedure}`,
      notice: notice2027.number,
      lifts: null,
    });
    const body = await world.bodyOf(move!);
    expect(body['reason']).toContain(notice2027.number);
    expect(JSON.stringify(body['formerCount'])).toContain(before);
    expect(JSON.stringify(body['presentCount'])).toContain(after);
    expect(await world.onFile(BUREAU, answer.procedure)).toEqual([
      'opening',
      'carriedOut',
      'carriedOut',
      'concluded',
    ]);
    expect(importProgress(await world.state(BUREAU, answer.procedure))).toMatchObject({
      state: 'done',
      looked: 1,
      moved: 1,
      settled: 0,
      lifted: 0,
    });
    // The running case goes by the new end, and notes it once.
    await world.sandbox.advanceTo(endOf(after) - DAY);
    expect(await world.onFile(CASE, 'enforcement-case')).not.toContain(`periodPassed ${DECISION_CLOCK}`);
    await world.sandbox.advanceTo(endOf(after) + 1);
    const lapses = (await world.records(CASE)).filter(({ kind }) => kind === 'periodPassed');
    expect(lapses.map(({ occurredAt }) => occurredAt)).toEqual([endOf(after) + 1]);
    const { store } = world;
    expect((await verify([chainOf(CASE, store.headers, [...store.bodies.values()])])).whole).toBe(true);
  });

  test(
    seven('导入 › only the mark 暂定 falls away › a record says so, and nobody is written to'),
    async () => {
      await caseFrom('2026-11-24');
      const before = await clock();
      expect(before).toMatchObject({ lastDay: '2027-02-22', provisional: true });
      await importNotice(notice2027);
      await used();
      expect(await clock()).toMatchObject({ lastDay: '2027-02-22', provisional: false });
      expect((await clock()).moved).toBeUndefined();
      const [move] = await moves();
      const own = (await world.records(CASE)).filter(({ procedure }) => procedure === 'enforcement-case');
      const state = fold(own.filter(({ seq }) => seq < move!.seq));
      expect(lettersOf(move!, state, fold([move!], state), enforcementCaseRow as never)).toEqual([]);
    },
  );

  test(seven('导入 › the end moved › 承办人 and 科室负责人 are written to, each once'), async () => {
    await caseFrom('2026-11-11');
    await importNotice(notice2027);
    await used();
    const [move] = await moves();
    const own = (await world.records(CASE)).filter(({ procedure }) => procedure === 'enforcement-case');
    const state = fold(own.filter(({ seq }) => seq < move!.seq));
    const letters = lettersOf(move!, state, fold([move!], state), enforcementCaseRow as never);
    expect(letters.map(({ template, recipient }) => `${template} ${recipient}`)).toEqual([
      'deadlineMoved officer-1',
      'deadlineMoved officer-2',
      'deadlineMoved head-1',
      'deadlineMoved head-2',
    ]);
  });

  test(
    seven(
      '导入 › after the provisional end has passed › the lapse no longer stands, and the new end is noted when it comes',
    ),
    async () => {
      await caseFrom('2026-11-11');
      await world.sandbox.advanceTo(morning('2027-02-10'));
      const lapse = (await world.records(CASE)).find(({ kind }) => kind === 'periodPassed')!;
      expect((await clock()).passed).toBe(lapse.seq);
      await importNotice(notice2027);
      await used();
      const [move] = await moves();
      expect(move?.facts['lifts']).toBe(lapse.seq);
      expect((await clock()).passed).toBeUndefined();
      expect(world.sandbox.overdue.get(procedureId(CASE, 'enforcement-case'))).toEqual([true, false]);
      await world.sandbox.advanceTo(endOf('2027-02-14') + 1);
      const steps = (await world.records(CASE))
        .filter(({ kind }) => kind === 'periodPassed')
        .map(({ step }) => step);
      expect(steps).toEqual([
        `clock/${DECISION_CLOCK}/passed`,
        `clock/${DECISION_CLOCK}/after/${String(move?.seq)}/passed`,
      ]);
    },
  );

  test(seven('导入 › after the new end as well has passed › the lapse stands'), async () => {
    await caseFrom('2026-11-11');
    await world.sandbox.advanceTo(morning('2027-03-01'));
    await importNotice(notice2027);
    await used();
    const [move] = await moves();
    expect(move?.facts['lifts']).toBeNull();
    expect((await clock()).passed).toBeDefined();
    expect((await world.records(CASE)).filter(({ kind }) => kind === 'periodPassed')).toHaveLength(1);
  });

  test(seven('导入 › the case has ended meanwhile › its clocks are left alone'), async () => {
    world = new World(given('TEST_WORKFLOW_BUNDLE'), morning('2026-11-11'));
    await world.begin(CASE, { hoursAgo: 1 });
    await world.submit(CASE, 'officer-1');
    await world.review(CASE, 'head-1', 'agree');
    await world.approve(CASE, 'leader-1', 'refuse');
    await importNotice(notice2027);
    await used();
    expect(await moves()).toEqual([]);
    const progress = importProgress(await world.state(BUREAU, 'calendar-import/2027/1'));
    expect(progress).toMatchObject({ state: 'done', looked: 0, moved: 0 });
  });

  test(
    seven('导入 › a wrong table is superseded › the clock moves again, each move with its own record'),
    async () => {
      await caseFrom('2026-11-14');
      expect((await clock()).lastDay).toBe('2027-02-12');
      await importNotice(notice2027);
      await used();
      expect((await clock()).lastDay).toBe('2027-02-14');
      const refused = await importNotice(corrected2027);
      expect(refused.refused?.code).toBe('supersedingReasonRequired');
      const answer = await importNotice(corrected2027, { reason: '2月12日录入有误' });
      expect(answer.refused).toBeUndefined();
      await used();
      expect((await clock()).lastDay).toBe('2027-02-12');
      expect((await moves()).map(({ facts }) => facts['toLastDay'])).toEqual(['2027-02-14', '2027-02-12']);
    },
  );

  test(
    seven(
      '导入 › the worker dies after the work of a slice, twice › each clock is moved once and counted once',
    ),
    async () => {
      await caseFrom('2026-11-11');
      const CASES = 12;
      for (let index = 1; index < CASES; index += 1) {
        const number = `HY-2026-07${String(index).padStart(2, '0')}X`;
        await world.begin(number);
        await world.submit(number, 'officer-1');
        await world.review(number, 'head-1', 'agree');
        await world.approve(number, 'leader-1', 'agree');
      }
      await importNotice(notice2027);
      world.deadSlices = 2;
      await used();
      const moved = world.store.headers.filter(({ kind }) => kind === 'clockMoved');
      expect(moved).toHaveLength(CASES);
      expect(new Set(moved.map(({ chainId }) => chainId)).size).toBe(CASES);
      const progress = importProgress(await world.state(BUREAU, 'calendar-import/2027/1'));
      expect(progress).toMatchObject({ looked: CASES, moved: CASES, settled: 0 });
    },
  );

  test(
    seven('导入 › every run is lost after the put › resumed, it waits no second time and ends the work'),
    async () => {
      await caseFrom('2026-11-11');
      const { procedure } = await importNotice(notice2027);
      await world.loseRuns();
      await world.sandbox.advanceTo(world.sandbox.now + DAY);
      await world.sandbox.start('calendarImport', procedureId(BUREAU, procedure), [
        { chainId: BUREAU, procedure },
      ]);
      expect(world.sandbox.timersOf(procedureId(BUREAU, procedure))).toEqual([]);
      expect(await world.onFile(BUREAU, procedure)).toEqual([
        'opening',
        'carriedOut',
        'carriedOut',
        'concluded',
      ]);
      // No run of the case heard of it; the one that is started reads it.
      await world.resume(CASE);
      await world.sandbox.advanceTo(endOf('2027-02-09') + 1);
      expect(await world.onFile(CASE, 'enforcement-case')).not.toContain(`periodPassed ${DECISION_CLOCK}`);
      await world.sandbox.advanceTo(endOf('2027-02-14') + 1);
      expect(await world.onFile(CASE, 'enforcement-case')).toContain(`periodPassed ${DECISION_CLOCK}`);
    },
  );
});

describe(seven('节假日日历导入的门'), () => {
  beforeEach(() => {
    world = new World(given('TEST_WORKFLOW_BUNDLE'), morning('2026-11-20'));
  });
  const codeOf = async (notice: CalendarNotice, body: object = {}, facts = factsOf(notice)) =>
    (await importNotice(notice, body, facts)).refused?.code;

  test(seven('导入 › a make-up day on a Monday › refused, nothing is put'), async () => {
    const before = world.calendar;
    expect(await codeOf({ ...notice2027, makeUpDays: ['2027-02-15'] })).toBe('calendarNoticeFaulty');
    expect(world.calendar).toBe(before);
  });

  test(seven('导入 › issued tomorrow › refused; issued today › accepted'), async () => {
    expect(await codeOf({ ...notice2027, issuedOn: '2026-11-21' })).toBe('calendarNoticeFaulty');
    expect(await codeOf({ ...notice2027, issuedOn: '2026-11-20' })).toBeUndefined();
  });

  test(seven('导入 › another of the year is under way › refused'), async () => {
    expect(await codeOf(notice2027)).toBeUndefined();
    expect(await codeOf(corrected2027, { reason: '录入有误' })).toBe('calendarImportRunning');
  });

  test(seven('导入 › the same table again › refused as in force'), async () => {
    expect(await codeOf(notice2027)).toBeUndefined();
    await used();
    expect(await codeOf(notice2027, { reason: '再导一次' })).toBe('calendarInForce');
  });

  test(seven('导入 › over a table that is not in force any more › refused'), async () => {
    const stale = factsOf(corrected2027);
    expect(await codeOf(notice2027)).toBeUndefined();
    await used();
    expect(await codeOf(corrected2027, { reason: '录入有误' }, stale)).toBe('calendarChanged');
  });

  test(seven('导入 › by somebody without a post › refused'), async () => {
    const legal = world.people.get('legal-1')!;
    const ended = legal.posts.map((held) => ({ ...held, until: morning('2026-11-19') }));
    world.people.set('legal-1', { ...legal, posts: ended });
    expect(await codeOf(notice2027)).toBe('postNotHeld');
  });
});
