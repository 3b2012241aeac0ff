import { z } from 'zod';
import { ENTRY_KINDS, fieldLabels } from '../workflows/law/register/entries.js';
import { UNIT_KINDS } from '../workflows/law/units.js';
import { powerKeys } from '../workflows/law/powers.js';
import { Moment, PersonId, Post, PowerItem, Secrecy, UnitId } from './schemas.js';

/** The shape of what is asked and answered about the register of people, units and reminders. */
const object = z.strictObject;
const text = (limit: number) => z.string().max(limit);

const UnitKind = z
  .enum(Object.keys(UNIT_KINDS) as [keyof typeof UNIT_KINDS, ...(keyof typeof UNIT_KINDS)[]])
  .meta({ id: 'UnitKind' });
export const Version = z
  .string()
  .regex(/^(initial|[A-Z]{1,12}-\d{4}#\d{1,9})$/, '版本有误')
  .meta({ id: 'EntryVersion', description: '读到该条登记时的版本；其间有他人变更的，答复 409' });
const flag = z.enum(['true', 'false']).transform((word) => word === 'true');

// ── people

const PostInput = object({ post: Post, unit: UnitId, from: Moment, until: Moment.nullable() });
const CertificateInput = object({ number: text(80), from: Moment, until: Moment });
/** 法律职业资格证书 and since when; `number` null: has done legal review since that day (行政处罚法第五十八条). */
const QualificationInput = object({ number: text(80).nullable(), from: Moment });
const personFields = {
  name: text(200),
  email: text(254).transform((word) => word.trim().toLowerCase()),
  active: z.boolean(),
  posts: z.array(PostInput).max(100),
  certificates: z.array(CertificateInput).max(100),
  /** Left out: it stays as it is. */
  legalQualification: QualificationInput.nullable().optional(),
  secrecyClearance: Secrecy.nullable().default(null),
};

export const NewPerson = object({
  id: text(64),
  ...personFields,
  active: z.boolean().default(true),
  certificates: z.array(CertificateInput).max(100).default([]),
  /** Send him a link to set his password. */
  invite: z.boolean().default(true),
}).meta({ id: 'NewPerson' });

/** The whole entry as it is to be: what has been registered is ended, never taken away. */
export const PersonChange = object({
  version: Version,
  ...personFields,
  /** He still has open tasks, and is to be 停用 all the same. */
  confirmOpenTasks: z.boolean().default(false),
}).meta({ id: 'PersonChange' });

const spanStates = ['future', 'current', 'expiring', 'ended'] as const;
const SpanState = z.enum(spanStates);
export const RegisterPerson = object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  active: z.boolean(),
  posts: z.array(
    object({
      post: z.string(),
      label: z.string(),
      unit: z.string(),
      unitName: z.string(),
      from: Moment,
      until: Moment.nullable(),
      state: SpanState,
    }),
  ),
  certificates: z.array(object({ number: z.string(), from: Moment, until: Moment, state: SpanState })),
  legalQualification: object({ number: z.string().nullable(), from: Moment }).nullable(),
  secrecyClearance: Secrecy.nullable(),
  /** Has he set a password? */
  hasPassword: z.boolean(),
  version: Version,
}).meta({ id: 'RegisterPerson' });

/** One change of an entry, in words; `by` is who asked for it. */
export const EntryHistory = object({
  at: Moment,
  by: z.string(),
  says: z.array(z.string()),
  record: object({ chainId: z.string(), seq: z.int() }),
}).meta({ id: 'EntryHistory' });

export const RegisterPersonDetail = object({
  person: RegisterPerson,
  history: z.array(EntryHistory),
  /** Tasks that are his alone. */
  openTasks: z.int(),
  warnings: z.array(z.string()),
  may: object({ change: z.boolean(), changePowers: z.boolean() }),
}).meta({ id: 'RegisterPersonDetail' });

export const RegisterQuery = object({
  q: text(60).optional(),
  unit: UnitId.optional(),
  post: Post.optional(),
  active: flag.optional(),
  /** Only those whose certificate ends soon or has ended. */
  expiring: flag.optional(),
  cursor: PersonId.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export const RegisterPeople = object({
  items: z.array(RegisterPerson),
  total: z.int(),
  next: z.string().nullable(),
}).meta({ id: 'RegisterPeople' });
export const RegisterParams = object({ id: PersonId });

// ── units

/** 权责清单 of a unit: the items it holds; null while nobody has set them. Not of an entrusted unit. */
const UnitPowers = z.array(PowerItem).max(powerKeys.length).nullable().default(null);
export const NewUnit = object({
  id: text(64),
  name: text(200),
  kind: UnitKind,
  powers: UnitPowers,
}).meta({ id: 'NewUnit' });
export const UnitChange = object({
  version: Version,
  name: text(200),
  kind: UnitKind,
  active: z.boolean(),
  /** Left out: they stay as they are. */
  powers: z.array(PowerItem).max(powerKeys.length).nullable().optional(),
}).meta({ id: 'UnitChange' });
export const RegisterUnit = object({
  id: z.string(),
  name: z.string(),
  kind: UnitKind,
  kindLabel: z.string(),
  active: z.boolean(),
  powers: z.array(PowerItem).nullable(),
  /** How many hold a post there now. */
  people: z.int(),
  version: Version,
}).meta({ id: 'RegisterUnit' });
export const RegisterUnits = object({ items: z.array(RegisterUnit), may: object({ change: z.boolean() }) });

// ── reminders

const ReminderUnit = z.enum(['hour', 'day', 'workingDay']);
export const ReminderEntry = object({
  period: z.string(),
  label: z.string(),
  source: z.string(),
  unit: ReminderUnit,
  /** What the law table says, and what holds now. */
  byDefault: z.array(z.int()),
  inForce: z.array(z.int()),
  bounds: object({
    most: z.int(),
    earliest: z.int(),
    latest: z.int(),
    lastNoSoonerThan: z.int(),
  }),
  /** Who set it and when; null while it is as the law table has it from the start. */
  changed: object({ by: z.string(), at: Moment }).nullable(),
  version: Version,
}).meta({ id: 'ReminderEntry' });
export const Reminders = object({ items: z.array(ReminderEntry), may: object({ change: z.boolean() }) });
export const ReminderParams = object({ period: z.string().regex(/^[A-Za-z]{1,60}$/, '没有这个期限') });
/** `after` null: as the law table has it. */
export const ReminderChange = object({
  version: Version,
  after: z.array(z.int()).max(50).nullable(),
}).meta({ id: 'ReminderChange' });

// ── what an act on the register is answered with

export const RegisterAnswer = object({
  outcome: z.enum(['applied', 'appliedInPart']),
  changed: z.array(
    object({
      what: z.enum(ENTRY_KINDS),
      id: z.string(),
      fields: z.array(z.enum(Object.keys(fieldLabels) as [keyof typeof fieldLabels])),
    }),
  ),
  /** Entries that met another one meanwhile and were left as they were. */
  conflicting: z.array(z.string()),
  /** How many are sent a link to set their password. */
  invited: z.int(),
  records: z.array(object({ chainId: z.string(), seq: z.int(), recordedAt: Moment })),
}).meta({ id: 'RegisterAnswer' });

// ── files

export const FileQuery = object({
  format: z.enum(['csv', 'xlsx']).default('xlsx'),
  /** Only the headings and an example. */
  template: flag.default(false),
});
export const FileBytes = z.file().meta({ description: '文件内容' });
export const ImportFile = z.object({
  file: z.file().meta({ description: '一个 CSV 或者 XLSX 文件，栏目与模板一致' }),
});
/** `version`: that of the preview it follows. */
export const ImportQuery = object({
  version: text(80).optional(),
  confirmOpenTasks: flag.default(false),
});

export const ImportRow = object({
  /** Row of the file, as spreadsheets count. */
  row: z.int(),
  id: z.string(),
  name: z.string(),
  status: z.enum(['add', 'change', 'nothing', 'error']),
  fields: z.array(z.string()),
  errors: z.array(object({ column: z.string(), detail: z.string() })),
  warnings: z.array(z.string()),
}).meta({ id: 'RegisterImportRow' });
export const ImportPreview = object({
  rows: z.array(ImportRow),
  counts: object({ add: z.int(), change: z.int(), nothing: z.int(), error: z.int() }),
  /** Wrong with the file as a whole; nothing of it is imported then. */
  faults: z.array(z.string()),
  /** The register it was compared with; sent again with the import. */
  version: z.string(),
  /** Somebody who is to be 停用 has open tasks. */
  confirmOpenTasks: z.boolean(),
}).meta({ id: 'RegisterImportPreview' });

// ── passwords

const Password = z.string().min(1).max(256);
const Token = z.string().regex(/^[A-Za-z0-9_-]{16,100}$/, '链接有误');
export const OpenInvitation = object({ token: Token }).meta({ id: 'OpenInvitation' });
export const InvitationView = object({
  name: z.string(),
  signIn: z.string(),
  bureau: z.string(),
  expiresAt: Moment,
}).meta({ id: 'InvitationView' });
export const FirstPassword = object({ token: Token, password: Password }).meta({ id: 'FirstPassword' });
export const NewPassword = object({ current: Password, password: Password }).meta({ id: 'NewPassword' });

export type NewPerson = z.input<typeof NewPerson>;
export type PersonChange = z.input<typeof PersonChange>;
export type RegisterPerson = z.output<typeof RegisterPerson>;
export type RegisterPersonDetail = z.output<typeof RegisterPersonDetail>;
export type RegisterPeople = z.output<typeof RegisterPeople>;
export type EntryHistory = z.output<typeof EntryHistory>;
export type RegisterUnit = z.output<typeof RegisterUnit>;
export type RegisterUnits = z.output<typeof RegisterUnits>;
export type NewUnit = z.input<typeof NewUnit>;
export type UnitChange = z.input<typeof UnitChange>;
export type ReminderEntry = z.output<typeof ReminderEntry>;
export type Reminders = z.output<typeof Reminders>;
export type ReminderChange = z.input<typeof ReminderChange>;
export type RegisterAnswer = z.output<typeof RegisterAnswer>;
export type ImportRow = z.output<typeof ImportRow>;
export type ImportPreview = z.output<typeof ImportPreview>;
export type InvitationView = z.output<typeof InvitationView>;
export type FirstPassword = z.input<typeof FirstPassword>;
export type NewPassword = z.input<typeof NewPassword>;
