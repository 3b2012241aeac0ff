import type { Client } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/common';
import type { Logger } from '../connections/logger.js';
import { LedgerDamaged } from '../models/seal.js';
import type { Calendar } from '../workflows/law/calendar.js';
import {
  calendarBefore,
  crossing,
  moveFacts,
  moveInWords,
  moveStep,
  recounting,
  type CalendarImportFacts,
  type PutFacts,
  type SliceFacts,
} from '../workflows/law/calendar-import.js';
import type { CalendarNotice } from '../workflows/law/calendar-notice.js';
import { articleLabel, type ArticleNumber } from '../workflows/law/articles.js';
import { clockDeadline } from '../workflows/law/clock-deadline.js';
import { periodOf } from '../workflows/law/periods.js';
import { emptyState, fold, held, type ClockState, type State } from '../workflows/law/record/fold.js';
import {
  EMPTY_HEAD,
  procedureId,
  procedureName,
  SYSTEM,
  type Act,
  type Facts,
  type RecordHeader,
  startOfClock,
} from '../workflows/law/record/kinds.js';
import { createRecordActivities, type Knowing, type RecordParts } from './records.js';

/** One procedure that may have a clock to move. */
export type Found = { chainId: string; procedure: string };

/** What an import stands on. */
export type CalendarImportParts = Omit<RecordParts, 'calendar'> & {
  logger: Pick<Logger, 'error'>;
  /** The calendar on file at this moment. */
  readCalendar: () => Promise<Calendar>;
  /** Puts the notice's table in force; returns its version. */
  putNotice: (notice: CalendarNotice) => Promise<{ version: string }>;
  /** How long (ms) a process may go on computing from the calendar it has read. */
  refreshMs: number;
  /** Open procedures with a clock that crosses the year, after an id, in the order of their ids. */
  openCrossing: (year: number, after: string, limit: number) => Promise<Found[]>;
  /** Does again what follows from records of this span (epoch ms) whose consequences are missing. */
  makeUp: (from: number, to: number) => Promise<void>;
  /** Tells the procedure's run of a record put on file outside it; no run is no fault: it will load it. */
  tell: (workflowId: string, seq: number) => Promise<void>;
  /** Says that the work goes on. */
  beat: () => void;
};

/** A slice of the work: the import, what it says, and where to go on. */
export type Slice = { importId: string; facts: CalendarImportFacts; cursor: string; putAt: number };

/** The activities of a calendar import. */
export type CalendarActivities = ReturnType<typeof createCalendarImport>;

/** Open procedures in one slice: some seconds' work, and one record on the bureau's chain. */
export const SLICE_PROCEDURES = 100;
/** Procedures worked on at the same time. */
const AT_ONCE = 8;
/**
 * The longest an append is under way between reading the calendar and its commit: the ordinary activity's
 * 10 s, and some. A process that hangs for longer and then commits leaves a deadline of the old table.
 */
const APPEND_MS = 12_000;
/** Well inside the heartbeat's time of the slices (src/workflows/steps/calendar.ts). */
const BEAT_MS = 2_000;
/** Records from so long before the put may have lost their projection to a crash, in ms. */
const LOOK_BACK_MS = 10 * 60_000;

export function createCalendarImport(parts: CalendarImportParts) {
  return {
    /** Puts the table in force and says from when no process computes from the old one any more. */
    async putCalendar({
      year,
      number,
      issuedOn,
      holidays,
      makeUpDays,
    }: CalendarImportFacts): Promise<PutFacts> {
      const { version } = await parts.putNotice({ year, number, issuedOn, holidays, makeUpDays });
      return { version, inUseFrom: parts.now() + parts.refreshMs + APPEND_MS };
    },
    /**
     * Computes the clocks of the next open procedures again. A worker that dies in it does no harm: what is
     * on file already is counted, not done again.
     */
    async moveDeadlines(slice: Slice): Promise<SliceFacts> {
      const beating = setInterval(parts.beat, BEAT_MS);
      try {
        return await moveSlice(parts, slice);
      } finally {
        clearInterval(beating);
      }
    },
  };
}

type Work = Slice & {
  calendar: Calendar;
  before: Calendar;
  again: ReturnType<typeof recounting>;
  record: ReturnType<typeof createRecordActivities>;
};
type Tally = Omit<SliceFacts, 'cursor'>;

async function moveSlice(parts: CalendarImportParts, slice: Slice): Promise<SliceFacts> {
  const { facts, cursor, putAt } = slice;
  // A procedure whose projection was lost would not be found below.
  if (cursor === '') await parts.makeUp(putAt - LOOK_BACK_MS, parts.now());
  const calendar = await parts.readCalendar();
  // Facts and clocks of a record are computed from one and the same calendar.
  const record = createRecordActivities({ ...parts, calendar: () => Promise.resolve(calendar) });
  const before = calendarBefore(calendar, facts);
  const work = { ...slice, calendar, before, again: recounting(calendar, before), record };
  const found = await parts.openCrossing(facts.year, cursor, SLICE_PROCEDURES);
  const tally: Tally = { looked: found.length, moved: 0, settled: 0, lifted: 0, unreadable: 0 };
  for (let from = 0; from < found.length; from += AT_ONCE)
    await Promise.all(found.slice(from, from + AT_ONCE).map((one) => moveProcedure(parts, work, one, tally)));
  const last = found.length < SLICE_PROCEDURES ? undefined : found.at(-1);
  return { cursor: last ? procedureId(last.chainId, last.procedure) : '', ...tally };
}

/** One whose record does not hold together is left as it is and counted: it must not stop the others. */
async function moveProcedure(
  parts: CalendarImportParts,
  work: Work,
  found: Found,
  tally: Tally,
): Promise<void> {
  try {
    const moved = await moveClocks(parts, work, found);
    for (const { facts } of moved) {
      tally[facts['from'] === facts['to'] ? 'settled' : 'moved'] += 1;
      if (facts['lifts'] !== null) tally.lifted += 1;
    }
    const last = Math.max(0, ...moved.map(({ seq }) => seq));
    if (last > 0) await parts.tell(procedureId(found.chainId, found.procedure), last);
  } catch (error) {
    if (!(error instanceof LedgerDamaged)) throw error;
    const { chainId, procedure } = found;
    parts.logger.error({ chainId, procedure }, 'calendar import: the record does not hold together');
    tally.unreadable += 1;
  }
}

/** The records by which this import moved clocks of the procedure, whichever attempt wrote them. */
async function moveClocks(parts: CalendarImportParts, work: Work, found: Found): Promise<RecordHeader[]> {
  let known = await loadAll(work, found);
  const moved: RecordHeader[] = [];
  for (const key of Object.keys(known.state.clocks)) {
    const step = moveStep(key, work.importId);
    for (;;) {
      const done = held(known.state.steps, step);
      if (done) moved.push(done);
      const act = done ? undefined : actOfMove(parts, work, found, known.state, key);
      if (!act) break;
      const { records, head, refused } = await work.record.append(act, known);
      if (refused) throw new Error(`The move of a clock was refused: ${refused.code}`);
      known = { head, state: fold(records, known.state) };
    }
  }
  return moved;
}

async function loadAll({ record }: Work, { chainId, procedure }: Found): Promise<Knowing> {
  let known: Knowing = { head: EMPTY_HEAD, state: emptyState() };
  for (let more = true; more;) {
    const page = await record.load(chainId, procedure, known.state.seq);
    known = { head: page.head, state: fold(page.records, known.state) };
    ({ more } = page);
  }
  return known;
}

/** Undefined where there is nothing to move: met, ended with its procedure, or the same as before. */
function actOfMove(
  parts: CalendarImportParts,
  work: Work,
  { chainId, procedure }: Found,
  state: State,
  key: string,
): Act | undefined {
  const { facts, importId, calendar, before, again } = work;
  const clock = crossing(state, facts.year).find((one) => one.key === key);
  const to = clock && again(clock);
  if (!to) return undefined;
  const now = parts.now();
  const said = moveFacts(clock, to, facts, importId, now);
  const row = parts.rows.find((one) => one.key === procedureName(procedure));
  const article: ArticleNumber | undefined = periodOf(clock.period).article ?? row?.article;
  return {
    chainId,
    procedure,
    kind: 'clockMoved',
    step: moveStep(key, importId),
    actor: SYSTEM,
    occurredAt: now,
    receivedAt: now,
    opens: [],
    starts: [startOfClock(clock)],
    facts: said satisfies Facts,
    body: {
      reason: moveInWords(said),
      formerCount: countOf(clock, before),
      presentCount: countOf(clock, calendar),
    },
    attachments: [],
    secrecy: 1,
    policy: { id: 'procedure', version: 'calendar-import' },
    lawReferences: article === undefined ? [] : [articleLabel(article)],
  };
}

/** The steps of the count, for people to check by hand. */
const countOf = (clock: ClockState, calendar: Calendar): string[] => [
  ...clockDeadline(clock, calendar).explanation,
];

/** Tells a run by signal. */
export const tellRun =
  (client: Client) =>
  async (workflowId: string, seq: number): Promise<void> => {
    try {
      await client.workflow.getHandle(workflowId).signal<[number]>('recordAdded', seq);
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  };
