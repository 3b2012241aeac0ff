import type { Client } from '@temporalio/client';
import type { PayloadCodec } from '@temporalio/common';
import type { Connection } from 'mongoose';
import type { RegisteredUnits } from '../activities/power-check.js';
import type { RecordDocuments } from '../activities/documents/record-documents.js';
import type { Environment } from '../environment.js';
import type { Logger } from '../connections/logger.js';
import type { AttachmentStore } from '../models/attachments.js';
import type { LedgerStore } from '../models/ledger-store.js';
import type { LetterBox } from '../models/letter.js';
import type { Invitations } from '../models/invitation.js';
import type { Links } from '../models/link.js';
import type { OwnWords } from '../models/own-words.js';
import type { People } from '../models/people.js';
import type { RegisterStore } from '../models/register.js';
import type { Substitutions } from '../models/substitutions.js';
import type { Units } from '../models/units.js';
import type { Calendar } from '../workflows/law/calendar.js';
import type { MatterMatrix } from '../workflows/law/media-matrix.js';
import type { ProcedureRow } from '../workflows/law/procedures.js';
import { procedureName } from '../workflows/law/record/kinds.js';
import type { CaseNumbers } from './case-numbers.js';
import type { DoorParts } from './doors.js';
import type { Lists } from './lists.js';
import type { Metrics } from './metrics.js';
import type { ResumableUploads } from './resumable-uploads.js';
import type { SignInLimits } from './sign-in-limits.js';
import type { Tokens } from './tokens.js';
import type { Uploads } from './uploads.js';

/** Everything the API stands on; `server.ts` makes the real parts, tests others. `now` in epoch ms. */
export type ApiParts = {
  environment: Environment;
  logger: Logger;
  now: () => number;
  connection: Connection;
  client: Client;
  codec: PayloadCodec;
  ledger: LedgerStore;
  people: People;
  units: Units;
  /** A unit as the rules of powers need it (第二条); the bureau's own are read now and then, not each time. */
  actingUnit: RegisteredUnits;
  register: RegisterStore;
  /** By which media matrix a matter that begins now is recorded; undefined: by the table (第五条). */
  mediaMatrix: () => Promise<MatterMatrix | undefined>;
  invitations: Invitations;
  substitutions: Substitutions;
  calendar: () => Promise<Calendar>;
  letterBox: LetterBox;
  links: Links;
  attachments: AttachmentStore;
  uploads: Uploads;
  /** The documents of records, as PDF. */
  documents: RecordDocuments;
  recordings: ResumableUploads;
  lists: Lists;
  /** 草稿 and 常用意见: each person's own. */
  drafts: OwnWords;
  phrases: OwnWords;
  tokens: Tokens;
  caseNumbers: CaseNumbers;
  signInLimits: SignInLimits;
  metrics: Metrics;
  rows: readonly ProcedureRow[];
  doors: DoorParts;
  /** Folder of the built page. */
  webRoot: string;
};

/** The row of a procedure instance. */
export const rowIn = (rows: readonly ProcedureRow[], procedure: string): ProcedureRow | undefined =>
  rows.find((row) => row.key === procedureName(procedure));
