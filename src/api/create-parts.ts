import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import type { Connection } from 'mongoose';
import { createRecordDocuments } from '../activities/documents/record-documents.js';
import { createPayloadCodec, readKeyRing } from '../connections/codec.js';
import type { Logger } from '../connections/logger.js';
import type { Environment } from '../environment.js';
import { createAttachmentStore } from '../models/attachments.js';
import { createCalendarReader } from '../models/calendar.js';
import { createDocumentNumbers } from '../models/document-numbers.js';
import { lastFindings, lastVerification } from '../models/findings.js';
import { createMongoLedgerStore } from '../models/ledger-store-mongo.js';
import { createLetterBox } from '../models/letter.js';
import { createInvitations } from '../models/invitation.js';
import { createLinks } from '../models/link.js';
import { createMatrixReader } from '../models/media-settings.js';
import { createDrafts, createPhrases } from '../models/own-words.js';
import { createPeople } from '../models/people.js';
import { createRegister } from '../models/register.js';
import { createSubstitutions } from '../models/substitutions.js';
import { createUnitReader, createUnits } from '../models/units.js';
import { rows } from '../workflows/law/procedure-rows.js';
import { createCaseNumbers } from './case-numbers.js';
import { createLists } from './lists.js';
import { createMetrics } from './metrics.js';
import { rowIn, type ApiParts } from './parts.js';
import { createResumableUploads } from './resumable-uploads.js';
import { createSignInLimits } from './sign-in-limits.js';
import { createTokens } from './tokens.js';
import { createUploads } from './uploads.js';

/** What the process has connected to. */
export type Connected = {
  environment: Environment;
  logger: Logger;
  connection: Connection;
  client: Client;
  webRoot: string;
  now?: () => number;
};

/** The real parts of the API on these connections. */
export function createApiParts({
  environment,
  logger,
  connection,
  client,
  webRoot,
  now = Date.now,
}: Connected): ApiParts {
  const ledger = createMongoLedgerStore(connection);
  const lists = createLists(connection, rows);
  const letterBox = createLetterBox(connection, new URL(environment.PUBLIC_URL).hostname);
  const metrics = createMetrics({
    now,
    procedures: () => lists.counts(now()),
    letters: () => letterBox.waiting(),
    findings: () => lastFindings(connection),
    verification: () => lastVerification(connection),
  });
  return {
    environment,
    logger,
    now,
    connection,
    client,
    codec: createPayloadCodec(readKeyRing(environment.PAYLOAD_KEYS)),
    ledger,
    people: createPeople(connection),
    units: createUnits(connection),
    actingUnit: createUnitReader(connection, now),
    register: createRegister(connection),
    mediaMatrix: createMatrixReader(connection, now),
    invitations: createInvitations(connection, environment.LINK_KEY, environment.PUBLIC_URL),
    substitutions: createSubstitutions(connection),
    calendar: createCalendarReader(connection, now),
    letterBox,
    links: createLinks(connection, environment.LINK_KEY, environment.PUBLIC_URL),
    attachments: createAttachmentStore(environment.ATTACHMENTS_DIR, environment.ATTACHMENT_MAX_BYTES),
    uploads: createUploads(connection),
    documents: documentsOf(environment, connection, ledger),
    recordings: recordingsOf(environment, connection, now),
    lists,
    drafts: createDrafts(connection),
    phrases: createPhrases(connection),
    tokens: createTokens(connection),
    caseNumbers: createCaseNumbers(connection),
    signInLimits: createSignInLimits(connection),
    metrics,
    rows,
    doors: {
      client,
      taskQueue: environment.TEMPORAL_TASK_QUEUE,
      ledger,
      rowOf: (procedure) => rowIn(rows, procedure),
      projected: (chainId, procedure) => lists.procedureById(chainId, procedure),
      timed: metrics.timed,
    },
    webRoot,
  };
}

/** Documents are shown here and issued by the worker. */
const documentsOf = (environment: Environment, connection: Connection, ledger: ApiParts['ledger']) =>
  createRecordDocuments({
    ledger,
    people: createPeople(connection),
    rows,
    numbers: createDocumentNumbers(connection),
    attachments: createAttachmentStore(environment.ATTACHMENTS_DIR, environment.ATTACHMENT_MAX_BYTES),
    bureau: environment.BUREAU_NAME,
    numberPrefix: environment.DOCUMENT_NUMBER_PREFIX,
    fontFiles: environment.DOCUMENT_FONT_FILES,
  });

/** Recordings are larger than other attachments, and kept in the same store. */
const recordingsOf = (environment: Environment, connection: Connection, now: () => number) =>
  createResumableUploads({
    connection,
    folder: join(environment.ATTACHMENTS_DIR, 'unfinished'),
    maxBytes: environment.RECORDING_MAX_BYTES,
    store: createAttachmentStore(environment.ATTACHMENTS_DIR, environment.RECORDING_MAX_BYTES),
    noted: createUploads(connection),
    now,
  });
