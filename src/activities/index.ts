import { Context } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import type { Connection } from 'mongoose';
import type { MetricMeter } from '@temporalio/common';
import DataLoader from 'dataloader';
import type { Logger } from '../connections/logger.js';
import { connectMongo } from '../connections/mongodb.js';
import type { Environment } from '../environment.js';
import { CALENDAR_REFRESH_MS, createCalendarReader, putNotice, readCalendar } from '../models/calendar.js';
import { createAttachmentStore } from '../models/attachments.js';
import { openCrossing } from '../models/crossing.js';
import { createDocumentNumbers } from '../models/document-numbers.js';
import { prepareDatabase } from '../models/prepare-database.js';
import { createCalendarImport, tellRun } from './calendar-import.js';
import { createDocumentActivities } from './documents/record-documents.js';
import { createFollow } from './follow.js';
import { openHandover } from './handover.js';
import type { LedgerStore } from '../models/ledger-store.js';
import { createMongoLedgerStore } from '../models/ledger-store-mongo.js';
import { createLetterBox } from '../models/letter.js';
import { createInvitations } from '../models/invitation.js';
import { createLinks } from '../models/link.js';
import { createPeople, type People } from '../models/people.js';
import { createReminderReader, createRegister } from '../models/register.js';
import { proceduresOn, projectedSeq, type Procedure } from '../models/procedures.js';
import { headerId } from '../models/seal.js';
import { createSubstitutions } from '../models/substitutions.js';
import { createUnitReader } from '../models/units.js';
import { inspectionsOn } from '../models/inspections.js';
import type { ProcedureRow } from '../workflows/law/procedures.js';
import { createLetterActivities, createTransport, lettersOf, type LetterParts } from './letters/index.js';
import { createRecordCheck, makeUpBetween } from './record-check.js';
import { createRecordActivities, type RecordParts } from './records.js';
import { createRegisterActivities } from './register.js';
import { timedAppend } from './timed-append.js';

/** What the worker gives: its settings, log and meter, a client to look after runs with, the procedures. */
export type ActivityOptions = {
  environment: Environment;
  logger: Logger;
  meter: MetricMeter;
  client: Client;
  rows: readonly ProcedureRow[];
};

/**
 * Every activity of the worker over the real database and mail server; `close` gives their connections
 * back.
 */
export async function openActivities({ environment, logger, meter, client, rows }: ActivityOptions) {
  const connection = await connectMongo(environment.MONGODB_URI);
  await prepareDatabase(connection);
  const now = () => Date.now();
  const store = createMongoLedgerStore(connection);
  const people = createPeople(connection);
  const letterBox = createLetterBox(connection, new URL(environment.PUBLIC_URL).hostname);
  const follow = createFollow({ connection, letterBox, rows, lettersOf });
  const procedures = proceduresOn(connection);
  const transport = createTransport(environment.SMTP_URL);
  const recordParts = {
    store,
    people,
    rows,
    ledgerKey: environment.LEDGER_KEY,
    now,
    follow,
    reminders: createReminderReader(connection, now),
    devices: createRegister(connection),
    ...competenceOn(connection, store, { environment, now }),
    followedUpTo: (chainId: string, procedure: string) => projectedSeq(procedures, chainId, procedure),
  };
  const records = createRecordActivities({ ...recordParts, calendar: createCalendarReader(connection, now) });
  const letters = await openLetters(connection, {
    environment,
    store,
    people,
    letterBox,
    transport,
    rows,
    now,
  });
  const register = createRegisterActivities({ store, register: createRegister(connection) });
  const close = async () => {
    transport.close();
    await connection.close();
  };
  const check = createRecordCheck({
    connection,
    store,
    client,
    rows,
    follow,
    logger,
    now,
    taskQueue: environment.TEMPORAL_TASK_QUEUE,
  });
  const calendarImport = openCalendarImport(connection, recordParts, { client, logger });
  const handover = openHandover(connection, store, {
    client,
    taskQueue: environment.TEMPORAL_TASK_QUEUE,
    rows,
  });
  const append = timedAppend(records.append, meter);
  return {
    activities: {
      ...records,
      append,
      ...letters,
      ...check,
      ...calendarImport,
      ...register,
      ...handover,
      ...openDocuments(connection, store, { environment, rows }),
    },
    close,
  };
}

/** The letters, over what they read of people, tasks and the record. */
const openLetters = (
  connection: Connection,
  {
    environment,
    store,
    people,
    letterBox,
    transport,
    rows,
    now,
  }: Pick<ActivityOptions, 'environment' | 'rows'> & {
    store: LedgerStore;
    people: ReturnType<typeof createPeople>;
    letterBox: ReturnType<typeof createLetterBox>;
    transport: ReturnType<typeof createTransport>;
    now: () => number;
  },
) =>
  createLetterActivities({
    letterBox,
    links: createLinks(connection, environment.LINK_KEY, environment.PUBLIC_URL),
    substitutions: substitutesOf(connection),
    invitations: createInvitations(connection, environment.LINK_KEY, environment.PUBLIC_URL),
    ...readsOfLetters(people, proceduresOn(connection), store),
    rows,
    transport,
    from: environment.MAIL_FROM,
    bureauName: environment.BUREAU_NAME,
    now,
  });

/** What the record asks of units, of inspections and of the regulation's first day (第二条, 第三十七条). */
const competenceOn = (
  connection: Connection,
  store: LedgerStore,
  { environment, now }: Pick<ActivityOptions, 'environment'> & { now: () => number },
): Pick<RecordParts, 'units' | 'inspections' | 'inspectionsPerYear' | 'regulationFrom'> => ({
  units: createUnitReader(connection, now),
  inspections: inspectionsOn(connection, store),
  inspectionsPerYear: environment.INSPECTIONS_PER_YEAR ?? null,
  regulationFrom: environment.REGULATION_EFFECTIVE_FROM ?? null,
});

/** The activities that make documents, on this connection. */
const openDocuments = (
  connection: Connection,
  ledger: LedgerStore,
  { environment, rows }: Pick<ActivityOptions, 'environment' | 'rows'>,
) =>
  createDocumentActivities({
    ledger,
    people: createPeople(connection),
    rows,
    numbers: createDocumentNumbers(connection),
    attachments: createAttachmentStore(environment.ATTACHMENTS_DIR, environment.ATTACHMENT_MAX_BYTES),
    bureau: environment.BUREAU_NAME,
    numberPrefix: environment.DOCUMENT_NUMBER_PREFIX,
    fontFiles: environment.DOCUMENT_FONT_FILES,
  });

/** The activities of a calendar import on this connection. */
const openCalendarImport = (
  connection: Connection,
  recordParts: Omit<RecordParts, 'calendar'>,
  { client, logger }: Pick<ActivityOptions, 'client' | 'logger'>,
) =>
  createCalendarImport({
    ...recordParts,
    logger,
    readCalendar: () => readCalendar(connection),
    putNotice: (notice) => putNotice(connection, notice),
    refreshMs: CALENDAR_REFRESH_MS,
    openCrossing: (year, after, limit) => openCrossing(connection, year, after, limit),
    makeUp: async (from, to) => {
      await makeUpBetween({ connection, ...recordParts, logger }, from, to);
    },
    tell: tellRun(client),
    beat: () => Context.current().heartbeat(),
  });

/** Letters that are delivered at the same time ask together, within so many ms. */
const ASK_TOGETHER_MS = 2;

/** What a letter reads again before it is sent; several letters' questions are one read each. */
function readsOfLetters(
  people: People,
  procedures: ReturnType<typeof proceduresOn>,
  store: LedgerStore,
): Pick<LetterParts, 'people' | 'procedures' | 'store'> {
  const person = together(
    (ids) => people.peopleByIds(ids),
    ({ id }) => id,
  );
  const view = together(
    (ids) => procedures.find({ _id: { $in: [...ids] } }).lean<Procedure[]>(),
    ({ _id }) => _id,
  );
  const record = together(
    (ids) => store.byIds(ids),
    ({ chainId, seq }) => headerId(chainId, seq),
  );
  return {
    people: { personById: (id) => person.load(id) },
    procedures: { procedureById: (id) => view.load(id) },
    store: {
      ofProcedure: (...of) => store.ofProcedure(...of),
      recordAt: (chainId, seq) => record.load(headerId(chainId, seq)),
    },
  };
}

/** Who acts for the readers of letters; several letters' questions are one read. */
function substitutesOf(connection: Connection): LetterParts['substitutions'] {
  const substitutions = createSubstitutions(connection);
  const asked = together(
    async (principals) => {
      const found = await substitutions.actingOfAny(principals, Date.now());
      return principals.map((id) => ({ id, entries: found.filter(({ principal }) => principal === id) }));
    },
    ({ id }) => id,
  );
  return { actingOf: async (principal) => (await asked.load(principal))?.entries ?? [] };
}

/** Asks for several documents at once; nothing is remembered, because a letter's facts are read afresh. */
const together = <T>(read: (ids: readonly string[]) => Promise<T[]>, idOf: (found: T) => string) =>
  new DataLoader<string, T | undefined>(
    async (ids) => {
      const found = new Map((await read(ids)).map((one) => [idOf(one), one]));
      return ids.map((id) => found.get(id));
    },
    { cache: false, batchScheduleFn: (ask) => setTimeout(ask, ASK_TOGETHER_MS) },
  );
