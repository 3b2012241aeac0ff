import type { Client } from '@temporalio/client';
import type { Logger } from '../connections/logger.js';
import { connectMongo } from '../connections/mongodb.js';
import type { Environment } from '../environment.js';
import { createCalendarReader } from '../models/calendar.js';
import { prepareDatabase } from '../models/prepare-database.js';
import { createFollow } from './follow.js';
import { createMongoLedgerStore } from '../models/ledger-store-mongo.js';
import { createLetterBox } from '../models/letter.js';
import { createLinks } from '../models/link.js';
import { createPeople } from '../models/people.js';
import { proceduresOn, type Procedure } from '../models/procedures.js';
import type { ProcedureRow } from '../workflows/law/procedures.js';
import { createLetterActivities, createTransport, lettersOf } from './letters/index.js';
import { createRecordCheck } from './record-check.js';
import { createRecordActivities } from './records.js';

/** What the worker gives: its settings, its log, a client to look after runs with, and the procedures. */
export type ActivityOptions = {
  environment: Environment;
  logger: Logger;
  client: Client;
  rows: readonly ProcedureRow[];
};

/**
 * Every activity of the worker over the real database and mail server; `close` gives their connections
 * back.
 */
export async function openActivities({ environment, logger, client, rows }: ActivityOptions) {
  const connection = await connectMongo(environment.MONGODB_URI);
  await prepareDatabase(connection);
  const now = () => Date.now();
  const store = createMongoLedgerStore(connection);
  const people = createPeople(connection);
  const letterBox = createLetterBox(connection, new URL(environment.PUBLIC_URL).hostname);
  const follow = createFollow({ connection, letterBox, rows, lettersOf });
  const procedures = proceduresOn(connection);
  const transport = createTransport(environment.SMTP_URL);
  const records = createRecordActivities({
    store,
    people,
    calendar: createCalendarReader(connection, now),
    rows,
    ledgerKey: environment.LEDGER_KEY,
    now,
    follow,
  });
  const letters = await createLetterActivities({
    letterBox,
    links: createLinks(connection, environment.LINK_KEY, environment.PUBLIC_URL),
    people,
    procedures: {
      procedureById: async (id) => (await procedures.findById(id).lean<Procedure | null>()) ?? undefined,
    },
    store,
    rows,
    transport,
    from: environment.MAIL_FROM,
    bureauName: environment.BUREAU_NAME,
    now,
  });
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
  return { activities: { ...records, ...letters, ...check }, close };
}
