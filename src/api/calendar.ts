import { readCalendar, versionOfNotice } from '../models/calendar.js';
import { openCrossing, type Crossing } from '../models/crossing.js';
import { bodyOf } from '../models/seal.js';
import { bureauChain } from '../workflows/law/bureau.js';
import { weekdayOf, type CalendarYear } from '../workflows/law/calendar.js';
import {
  calendarBefore,
  importProgress,
  reaches,
  recounting,
  type CalendarImportFacts,
  type ImportProgress,
} from '../workflows/law/calendar-import.js';
import {
  isIssuedLater,
  noticeFaults,
  yearOfNotice,
  type CalendarNotice,
} from '../workflows/law/calendar-notice.js';
import { epochDayOfDate } from '../workflows/law/moments.js';
import { periodOf } from '../workflows/law/periods.js';
import { calendarImportRow } from '../workflows/law/procedure-rows.js';
import { fold } from '../workflows/law/record/fold.js';
import type { Facts, RecordHeader } from '../workflows/law/record/kinds.js';
import { refusal } from '../workflows/refusals.js';
import { actorOf, roleAs, type Caller } from './callers.js';
import {
  CalendarYearParams,
  CalendarYears,
  CalendarYearView,
  ImportAnswer,
  ImportEntry,
  ImportList,
  ImportParams,
  ImportPreview,
  NoticeImport,
  NoticePreview,
  PreviewQuery,
  type MovedDeadline,
} from './calendar-schemas.js';
import { open } from './doors.js';
import { textIn } from './matters.js';
import { namesFor } from './names.js';
import { rowIn, type ApiParts } from './parts.js';
import { pointing } from './pointers.js';
import { allowed, type Action } from './policies.js';
import { actorView, actReply, pendingReply, type Names } from './presenters.js';
import { refused } from './problems.js';
import { requestOf, type Told } from './requests.js';
import { route, type Route } from './route.js';
import { Pending } from './schemas.js';
import { bureauIdOf, homeOf, readBureauId } from './words.js';

/** Open procedures that one preview looks at: some two seconds' work. The import itself has no such bound. */
const PREVIEW_LIMIT = 20_000;
/** Imports in the list, newest first, and how many years' chains of the bureau they are looked for in. */
const LIST_LIMIT = 50;
const LIST_YEARS = 10;
/** More records than any import makes: one for each slice. */
const RECORDS_LIMIT = 10_000;
const YEAR_MS = 366 * 86_400_000;

/** What every deadline is read from: the years on file, a notice's preview, its import and progress. */
export const calendarRoutes = (parts: ApiParts): Route[] => [
  route({
    method: 'get',
    path: '/api/calendar',
    summary: '节假日日历：各年度、所依据的放假通知、是否暂定',
    answers: { 200: CalendarYears },
    may: ({ caller }) => mayDo(caller, 'seeCalendar', '查看节假日日历'),
    do: async ({ caller }) => ({
      items: (await readCalendar(parts.connection)).map(summaryOf),
      importable: allowed(caller, 'importCalendar'),
    }),
    present: (body) => ({ body }),
  }),
  importsRoute(parts),
  importRoute(parts),
  route({
    method: 'get',
    path: '/api/calendar/:year',
    summary: '一个年度的放假日和调休上班日',
    params: CalendarYearParams,
    answers: { 200: CalendarYearView },
    may: ({ caller }) => mayDo(caller, 'seeCalendar', '查看节假日日历'),
    do: async ({ params }) => {
      const found = (await readCalendar(parts.connection)).find(({ year }) => year === params.year);
      if (!found) throw refused(refusal('notFound', { what: '该年度的日历' }));
      return viewOf(found);
    },
    present: (body) => ({ body }),
  }),
  previewRoute(parts),
  startRoute(parts),
];

function mayDo(caller: Caller, action: Action, what: string): void {
  if (!allowed(caller, action)) throw refused(refusal('notPermitted', { what }));
}

const weekday = (date: string): string => weekdayOf(epochDayOfDate(date));

const summaryOf = ({ holidays, makeUpDays, ...rest }: CalendarYear) => ({
  ...rest,
  holidays: holidays.length,
  makeUpDays: makeUpDays.length,
});
const viewOf = ({ holidays, makeUpDays, ...rest }: CalendarYear) => ({
  ...rest,
  holidays: holidays.map(({ date, name }) => ({ date, weekday: weekday(date), name })),
  makeUpDays: makeUpDays.map((date) => ({ date, weekday: weekday(date) })),
});

// ── a notice, before anything is done with it

/** A notice that is sound, over the table in force, and what a person should compare. */
type Sound = {
  notice: CalendarNotice;
  version: string;
  calendar: readonly CalendarYear[];
  replaces: CalendarYear | null;
  warnings: string[];
};

/** Refuses what is wrong, each fault at its field. */
async function soundNotice(
  parts: ApiParts,
  year: number,
  body: Omit<CalendarNotice, 'year'>,
  now: number,
): Promise<Sound> {
  const { number, issuedOn, holidays, makeUpDays } = body;
  const notice = { year, number, issuedOn, holidays, makeUpDays };
  const faults = noticeFaults(notice).map(({ pointer, detail }) => ({
    pointer: pointer === '/year' ? '/path/year' : pointer,
    detail,
  }));
  if (faults.length === 0 && isIssuedLater(notice, now))
    faults.push({ pointer: '/issuedOn', detail: '印发日期不得晚于今天' });
  const [first] = faults;
  if (first) throw refused(refusal('calendarNoticeFaulty', { fault: first.detail }), faults);
  const calendar = await readCalendar(parts.connection);
  const replaces = calendar.find((one) => one.year === year) ?? null;
  const version = versionOfNotice(notice);
  if (replaces?.version === version) throw refused(refusal('calendarInForce', { year }));
  // The library of lunar dates is large; a notice comes once a year.
  const { statutoryWarnings } = await import('../workflows/law/calendar-seed.js');
  return { notice, version, calendar, replaces, warnings: statutoryWarnings(notice) };
}

// ── preview

const previewRoute = (parts: ApiParts): Route =>
  route({
    method: 'post',
    path: '/api/calendar/:year/preview',
    summary: '预览：导入这份放假通知，哪些在办程序的期限会变动；不写入任何记录',
    params: CalendarYearParams,
    query: PreviewQuery,
    body: NoticePreview,
    answers: { 200: ImportPreview },
    may: ({ caller }) => mayDo(caller, 'importCalendar', '导入节假日日历'),
    do: async ({ params, query, body, receivedAt }) => {
      const sound = await soundNotice(parts, params.year, body, receivedAt);
      const found = await openCrossing(parts.connection, params.year, '', PREVIEW_LIMIT + 1);
      const moves = movesOf(parts, sound, found.slice(0, PREVIEW_LIMIT), receivedAt);
      const rest = moves.items.filter(({ at }) => query.cursor === undefined || at > readAt(query.cursor));
      const shown = rest.slice(0, query.limit);
      const count = (holds: (one: MovedDeadline) => boolean) =>
        moves.items.filter(({ moved }) => holds(moved)).length;
      return {
        year: params.year,
        replaces: sound.replaces?.version ?? null,
        supersedes: sound.replaces?.notice?.number ?? null,
        warnings: sound.warnings,
        looked: Math.min(found.length, PREVIEW_LIMIT),
        complete: found.length <= PREVIEW_LIMIT,
        earlier: count(({ from, to }) => to < from),
        later: count(({ from, to }) => to > from),
        settled: moves.settled,
        lifted: count(({ lifts }) => lifts),
        items: shown.map(({ moved }) => moved),
        next: rest.length > shown.length ? cursorAt(shown.at(-1)?.at ?? '') : null,
      };
    },
    present: (body) => ({ body }),
  });

const cursorAt = (at: string): string => Buffer.from(at).toString('base64url');
const readAt = (cursor: string): string => Buffer.from(cursor, 'base64url').toString('utf8');

/** What would move, in the order of the procedures; `at` is a move's place in it. */
function movesOf(
  parts: ApiParts,
  { notice, version, calendar, replaces }: Sound,
  found: readonly Crossing[],
  now: number,
): { items: { at: string; moved: MovedDeadline }[]; settled: number } {
  const after = [...calendar.filter(({ year }) => year !== notice.year), yearOfNotice(notice, version)];
  const again = recounting(after, calendarBefore(after, { year: notice.year, replaces }));
  let settled = 0;
  const items = found.flatMap(({ _id, chainId, procedure, clocks, terminated }) =>
    (terminated ? [] : clocks).flatMap((clock) => {
      if (clock.met !== undefined || !reaches(clock, notice.year)) return [];
      const to = again(clock);
      if (to?.at === clock.at) settled += 1;
      if (!to || to.at === clock.at) return [];
      const moved: MovedDeadline = {
        caseNumber: chainId,
        procedure,
        procedureTitle: rowIn(parts.rows, procedure)?.title ?? procedure,
        clock: clock.key,
        clockLabel: periodOf(clock.period).label,
        from: clock.at,
        to: to.at,
        fromLastDay: clock.lastDay,
        toLastDay: to.lastDay,
        provisional: to.provisional,
        lifts: clock.passed !== undefined && to.at >= now,
      };
      return [{ at: `${_id}#${clock.key}`, moved }];
    }),
  );
  return { items, settled };
}

// ── import

const startRoute = (parts: ApiParts): Route =>
  route({
    method: 'post',
    path: '/api/calendar/:year/imports',
    summary: '导入放假通知：写入日历，跨该年度的期限随后逐一重新计算、记录并告知',
    act: true,
    params: CalendarYearParams,
    body: NoticeImport,
    answers: { 201: ImportAnswer, 202: Pending },
    may: ({ caller }) => mayDo(caller, 'importCalendar', '导入节假日日历'),
    do: async (call) => {
      const sound = await soundNotice(parts, call.params.year, call.body, call.receivedAt);
      return pointing(FIELDS, () => begin(parts, call, sound, call.body));
    },
    present: (outcome) => {
      if ('record' in outcome) return actReply(outcome.record, (procedure) => rowIn(parts.rows, procedure));
      return pendingReply(homeOf(outcome));
    },
  });

/** The fields that the refusals of an import are about. */
const FIELDS = {
  supersedingReasonRequired: ['/reason'],
  calendarChanged: ['/replaces'],
  statutoryHolidayMissing: ['/acceptWarnings'],
} as const;

type Asked = { replaces: string | null; reason: string; acceptWarnings: boolean };
type Ids = { chainId: string; procedure: string };

async function begin(
  parts: ApiParts,
  told: Told,
  { notice, version, replaces, warnings }: Sound,
  asked: Asked,
): Promise<{ record: RecordHeader } | (Ids & { pending: true })> {
  const { year } = notice;
  if ((replaces?.version ?? null) !== asked.replaces) throw refused(refusal('calendarChanged', { year }));
  if (warnings.length > 0 && !asked.acceptWarnings)
    throw refused(refusal('statutoryHolidayMissing', { warnings: warnings.join('；') }));
  const ids = await nextImport(parts, year, told.receivedAt);
  const role = roleAs(told.caller, '');
  const { unit } = actorOf(told.caller, role, '', told.receivedAt);
  const facts: CalendarImportFacts = {
    ...notice,
    unit,
    people: { handlers: [], reviewers: [], approvers: [], legalOffice: [] },
    version,
    replaces,
  };
  const title = `${String(year)} 年节假日安排（${notice.number}）`;
  const outcome = await open(parts.doors, ids, {
    ...requestOf(told, role, unit, 0),
    facts: facts satisfies Facts,
    body: { title, reason: asked.reason, warnings },
    secrecy: 1,
    attachments: [],
  });
  return 'record' in outcome ? outcome : { ...ids, pending: true };
}

/**
 * The next import of a year on this year's chain of the bureau. One that was begun on the chain of the year
 * before is not known to the gate, so it is looked for here.
 */
async function nextImport(parts: ApiParts, year: number, now: number): Promise<Ids> {
  const prefix = `${calendarImportRow.key}/${String(year)}/`;
  const importsOn = async (chainId: string) =>
    (await parts.ledger.outline(chainId)).filter(({ procedure }) => procedure.startsWith(prefix));
  const [chainId, lastChain] = [bureauChain(now), bureauChain(now - YEAR_MS)];
  const before = chainId === lastChain ? [] : await importsOn(lastChain);
  const concluded = new Set(before.filter(({ kind }) => kind === 'concluded').map((one) => one.procedure));
  if (before.some(({ procedure }) => !concluded.has(procedure)))
    throw refused(refusal('calendarImportRunning', { year }));
  const places = (await importsOn(chainId)).map(({ procedure }) => Number(procedure.slice(prefix.length)));
  return { chainId, procedure: `${prefix}${String(Math.max(0, ...places) + 1)}` };
}

// ── progress

const importsRoute = (parts: ApiParts): Route =>
  route({
    method: 'get',
    path: '/api/calendar/imports',
    summary: '历次导入及其进度，新的在前',
    answers: { 200: ImportList },
    may: ({ caller }) => mayDo(caller, 'seeCalendar', '查看节假日日历'),
    do: async ({ receivedAt }) => {
      const chains = Array.from({ length: LIST_YEARS }, (_, back) =>
        bureauChain(receivedAt - back * YEAR_MS),
      );
      const found = await parts.lists.ofRow(calendarImportRow.key, [...new Set(chains)], LIST_LIMIT);
      const items = await Promise.all(found.map((one) => entryOf(parts, one)));
      return { items: items.flatMap((item) => item ?? []) };
    },
    present: (body) => ({ body }),
  });

const importRoute = (parts: ApiParts): Route =>
  route({
    method: 'get',
    path: '/api/calendar/imports/:id',
    summary: '一次导入：由谁、依据哪份通知、进度和结果',
    params: ImportParams,
    answers: { 200: ImportEntry },
    may: ({ caller }) => mayDo(caller, 'seeCalendar', '查看节假日日历'),
    do: async ({ params }) => {
      const entry = await entryOf(parts, readBureauId(calendarImportRow.key, params.id));
      if (!entry) throw refused(refusal('notFound', { what: '该次导入' }));
      return entry;
    },
    present: (body) => ({ body }),
  });

const stateLabels: Record<ImportProgress['state'], string> = {
  opened: '已受理，正在写入日历',
  put: '日历已写入，等待各进程启用新日历',
  moving: '正在重新计算期限',
  done: '已完成',
};

async function entryOf(parts: ApiParts, { chainId, procedure }: Ids) {
  const span = { after: 0, upTo: Number.MAX_SAFE_INTEGER, limit: RECORDS_LIMIT };
  const records = await parts.ledger.ofProcedure(chainId, procedure, span);
  const state = fold(records);
  const { opening } = state;
  const last = records.at(-1);
  if (!opening || !last) return undefined;
  const stored = await parts.ledger.body(opening.body.sha256);
  const names = await namesFor(parts, [opening.actor.id]);
  const reason = textIn(stored && bodyOf(stored), 'reason');
  return presented(opening, reason, last.recordedAt, names, importProgress(state));
}

function presented(
  opening: RecordHeader,
  reason: string | null,
  updatedAt: number,
  names: Names,
  progress: ImportProgress,
) {
  const { year, number, issuedOn, version, replaces } = opening.facts as unknown as CalendarImportFacts;
  return {
    id: bureauIdOf(opening.chainId, opening.procedure),
    ...{ year, number, issuedOn, version },
    supersedes: replaces?.notice?.number ?? null,
    reason: reason === '' ? null : reason,
    by: actorView(opening.actor, names),
    at: opening.receivedAt,
    ...progress,
    stateLabel: stateLabels[progress.state],
    updatedAt,
  };
}
