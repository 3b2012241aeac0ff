import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createFollow } from '../../src/activities/follow.js';
import { createRecordActivities } from '../../src/activities/records.js';
import type {
  CalendarYears,
  ImportEntry,
  ImportPreview,
  NoticeImport,
} from '../../src/api/calendar-schemas.js';
import { connectMongo } from '../../src/connections/mongodb.js';
import { calendarOn, readCalendar, versionOfNotice } from '../../src/models/calendar.js';
import { headersOn } from '../../src/models/ledger.js';
import { createMongoLedgerStore } from '../../src/models/ledger-store-mongo.js';
import { createLetterBox, lettersOn } from '../../src/models/letter.js';
import { createPeople } from '../../src/models/people.js';
import { proceduresOn, projectedSeq, type Procedure } from '../../src/models/procedures.js';
import { isWeekend, type CalendarYear } from '../../src/workflows/law/calendar.js';
import { recounting } from '../../src/workflows/law/calendar-import.js';
import { yearOfNotice, type CalendarNotice } from '../../src/workflows/law/calendar-notice.js';
import { epochDayOf, formatEpochDay, yearOf } from '../../src/workflows/law/moments.js';
import { DECISION_CLOCK, rows } from '../../src/workflows/law/procedure-rows.js';
import { emptyState, fold, type ClockState } from '../../src/workflows/law/record/fold.js';
import {
  EMPTY_HEAD,
  SYSTEM,
  type Act,
  type Actor,
  type Facts,
} from '../../src/workflows/law/record/kinds.js';
import { articleTitle } from '../harness/article-title.js';
import { Parts } from '../harness/parts.js';
import { ledgerCommand, verifyCommand } from './ledger-command.js';
import { Office, until } from './office.js';

/**
 * In every run; CALENDAR_CASES asks for more. Four slices of a hundred: worker and database die in different
 * ones, with whole slices before, between and after.
 */
const CASES = Number(process.env['CALENDAR_CASES'] ?? 400);
const AT_ONCE = 16;
const DAY = 86_400_000;
/** Cases were approved on the last so many days, so that their ends spread over as many. */
const DAYS = 20;
const title = (rest: string) => `${articleTitle(7)} ${rest}`;
const numberOf = (index: number) => `HY-2026-N${String(index).padStart(4, '0')}`;
const people = {
  handlers: ['officer-1', 'officer-2'],
  reviewers: ['head-1'],
  approvers: ['leader-1'],
  legalOffice: ['legal-1'],
};

let parts: Parts;
let office: Office;
/** This run's day, and the year most of the cases end in. */
const today = epochDayOf(Date.now());
const YEAR = yearOf(today + 80);

beforeAll(async () => {
  parts = await Parts.create();
  await parts.start('temporal', 'database', 'inbox', 'server');
  office = await Office.open(parts);
}, 120_000);
afterAll(() => parts.remove(), 60_000);

async function severalAtOnce(work: (index: number) => Promise<void>): Promise<void> {
  const left = Array.from({ length: CASES }, (_, index) => index);
  const one = async () => {
    for (let index = left.shift(); index !== undefined; index = left.shift()) await work(index);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

const clerk: Actor = {
  id: 'clerk-1',
  name: '冯雪梅',
  role: 'manager',
  unit: 'construction',
  authentication: 'password',
};
const leader: Actor = {
  id: 'leader-1',
  name: '周明远',
  role: 'approver',
  unit: 'bureau',
  authentication: 'password',
};

/** The records of an approved case, as the procedures would write them; its 90 days run from `at`. */
function recordsOf(index: number, at: number): Act[] {
  const facts: Facts = { edition: 'test', unit: 'construction', people, emergency: null };
  const act = (procedure: string, kind: Act['kind'], step: string, more: Partial<Act> = {}): Act => ({
    chainId: numberOf(index),
    procedure,
    kind,
    step,
    actor: SYSTEM,
    occurredAt: at,
    receivedAt: at,
    opens: [],
    starts: [],
    facts: {},
    body: {},
    attachments: [],
    secrecy: 1,
    policy: { id: 'test', version: '1' },
    lawReferences: [],
    ...more,
  });
  const requestId = `seed:${numberOf(index)}`;
  return [
    act('case-initiation', 'opening', 'opening', { actor: clerk, facts, body: { title: '某案' }, requestId }),
    act('case-initiation', 'decided', 'initiation-form/approve/1', {
      actor: leader,
      decision: 'agree',
      effect: 'startApproved',
      body: { opinion: '同意' },
    }),
    act('case-initiation', 'concluded', 'concluded', { facts: { outcome: 'initiated' } }),
    act('enforcement-case', 'opening', 'opening', {
      facts: { ...facts, startedAt: at },
      starts: [{ key: DECISION_CLOCK, period: 'caseDecision', from: at }],
    }),
  ];
}

/** A year of weekends alone, which no notice has said anything of. */
const plainYear: Omit<CalendarYear, 'year'> = {
  version: 'plain',
  notice: null,
  provisional: true,
  source: '周末',
  holidays: [],
  makeUpDays: [],
};

/** Of the days on which the cases end, every third a holiday, and every Saturday beside one worked. */
function madeNotice(): CalendarNotice {
  const ends = Array.from({ length: DAYS }, (_, back) => today + 90 - back).filter(
    (day) => yearOf(day) === YEAR,
  );
  const holidays = ends.filter((day) => day % 3 === 0).sort((one, other) => one - other);
  const worked = ends.filter((day) => day % 3 !== 0 && isWeekend(day)).sort((one, other) => one - other);
  return {
    year: YEAR,
    number: `国办发明电〔${String(YEAR - 1)}〕99号`,
    issuedOn: formatEpochDay(today),
    holidays: holidays.map((day) => ({ date: formatEpochDay(day), name: '假日' })),
    makeUpDays: worked.map((day) => formatEpochDay(day)),
  };
}

async function seedCases(calendar: readonly CalendarYear[]): Promise<void> {
  const connection = await connectMongo(parts.mongodbUri);
  const record = createRecordActivities({
    store: createMongoLedgerStore(connection),
    people: createPeople(connection),
    calendar: () => Promise.resolve(calendar),
    rows,
    ledgerKey: parts.environment['LEDGER_KEY'] ?? '',
    now: () => Date.now(),
    // Who was asked when the cases began is not what this is about.
    follow: createFollow({
      connection,
      letterBox: createLetterBox(connection, 'seed'),
      rows,
      lettersOf: () => [],
    }),
    followedUpTo: (chainId, procedure) => projectedSeq(proceduresOn(connection), chainId, procedure),
  });
  await severalAtOnce(async (index) => {
    let known = { head: EMPTY_HEAD, state: emptyState() };
    for (const act of recordsOf(index, Date.now() - (index % DAYS) * DAY)) {
      const from = act.kind === 'opening' ? { ...known, state: emptyState() } : known;
      const { records, head, refused } = await record.append(act, from);
      if (refused) throw new Error(refused.message);
      known = { head, state: fold(records, from.state) };
    }
  });
  await connection.close();
}

/** What is in the database at the end. */
async function picture() {
  const connection = await connectMongo(parts.mongodbUri);
  const clocks = await proceduresOn(connection)
    .find({ procedure: 'enforcement-case' }, { clocks: 1 })
    .lean<Pick<Procedure, '_id' | 'clocks'>[]>();
  const moves = await headersOn(connection)
    .find({ kind: 'clockMoved' }, { chainId: 1, step: 1, facts: 1 })
    .lean<{ chainId: string; step: string; facts: string }[]>();
  const letters = await lettersOn(connection).find({ template: 'deadlineMoved' }, { recipient: 1 }).lean();
  await connection.close();
  return { clocks, moves, letters };
}

describe(title(`节假日日历导入：${String(CASES)} 个在办案件，中途终止`), () => {
  test(
    title(
      '导入 › worker and database killed in the middle › every deadline moved once, told once, counted right',
    ),
    async () => {
      const connection = await connectMongo(parts.mongodbUri);
      await calendarOn(connection).updateOne({ _id: YEAR }, { $set: plainYear }, { upsert: true });
      const before = await readCalendar(connection);
      await connection.close();
      await seedCases(before);
      await parts.start('worker');
      expect(await ledgerCommand(parts, 'resume', '--json')).toMatchObject({ exitCode: 0 });

      const notice = madeNotice();
      const path = `/api/calendar/${String(YEAR)}`;
      const { year: _, ...said } = notice;
      const { body: preview } = await office.post<ImportPreview>('legal-1', `${path}/preview`, said);
      const years = (await office.get<CalendarYears>('legal-1', '/api/calendar')).body.items;
      const body: NoticeImport = {
        ...said,
        holidays: [...notice.holidays],
        makeUpDays: [...notice.makeUpDays],
        replaces: years.find(({ year }) => year === YEAR)?.version ?? null,
        acceptWarnings: true,
      };
      const { procedure } = await office.sure('legal-1', `${path}/imports`, body);
      const id = procedure.split('/').slice(1).join('.');
      const progress = async () => {
        const chain = `BUREAU-${String(yearOf(today))}`;
        return (await office.get<ImportEntry>('clerk-1', `/api/calendar/imports/${chain}~${id}`)).body;
      };
      const whenLooked = (count: number) =>
        until(`${String(count)} looked at`, async () => (await progress()).looked >= count, 120_000);
      await whenLooked(1);
      await parts.kill('worker');
      const atKill = await progress();
      await parts.start('worker');
      await whenLooked(atKill.looked + CASES / 5);
      await parts.kill('database');
      await parts.start('database');
      await until('the import is done', async () => (await progress()).state === 'done', 120_000);

      const after = [
        ...before.filter(({ year }) => year !== YEAR),
        yearOfNotice(notice, versionOfNotice(notice)),
      ];
      const again = recounting(after, before);
      const { clocks, moves, letters } = await picture();
      const expected = clocks.map(({ _id, clocks: [clock] }) => [_id, endUnder(again, clock!)]);
      expect(clocks.map(({ _id, clocks: [clock] }) => [_id, clock!.at])).toEqual(expected);
      expect(clocks).toHaveLength(CASES);
      expect(new Set(moves.map(({ chainId, step }) => `${chainId} ${step}`)).size).toBe(moves.length);
      const moved = moves.filter(({ facts }) => {
        const { from, to } = JSON.parse(facts) as { from: number; to: number };
        return from !== to;
      });
      expect(moved.length).toBeGreaterThan(CASES / 5);
      expect(await progress()).toMatchObject({
        looked: CASES,
        moved: moved.length,
        settled: moves.length - moved.length,
        lifted: 0,
        unreadable: 0,
      });
      expect([preview.looked, preview.earlier + preview.later, preview.settled]).toEqual([
        CASES,
        moved.length,
        moves.length - moved.length,
      ]);
      expect(letters).toHaveLength(moved.length * 3);
      expect(new Set(letters.map(({ _id }) => _id)).size).toBe(letters.length);
      expect(await verifyCommand(parts)).toMatchObject({ exitCode: 0 });
    },
    6 * 60_000,
  );
});

/** The end a clock has to have: computed again it stays the same. */
function endUnder(again: ReturnType<typeof recounting>, clock: ClockState): number {
  return again(clock)?.at ?? clock.at;
}
