import type { RegisteredDevice, RegisteredStore } from '../devices.js';
import type { Demand, MediaActKey } from '../media-matrix.js';
import type { PeriodKey } from '../periods.js';
import type { Person } from '../posts.js';
import { powerKeys, type PowerKey } from '../powers.js';
import type { Facts, SecrecyLevel } from '../record/kinds.js';
import type { UnitKind } from '../units.js';

/** A person as the register has him: everything but his password. Times in epoch ms. */
export type RegisteredPerson = Person & { email: string; secrecyClearance: SecrecyLevel | null };

/**
 * A unit as the register has it; one that is closed stays, because records name it. `powers`: the items the
 * 权责清单 gives it (第二条), null or left out while nobody has set them.
 */
export type RegisteredUnit = {
  id: string;
  name: string;
  kind: UnitKind;
  active: boolean;
  powers?: readonly PowerKey[] | null;
};

/** When people are reminded of a period, in the unit of its bounds; null is as the law table has it. */
export type ReminderSetting = { period: PeriodKey; after: readonly number[] | null };

/**
 * What the bureau's own media matrix asks of one act (第五条); null is as the table has it. `reason`: why it
 * departs, or no longer does.
 */
export type MediaSetting = { act: MediaActKey; audioVisual: Demand | null; reason: string };

/** An entry as it was, null for one that is new, and as it is to be. */
export type Replaced<T> = { before: T | null; after: T };

/**
 * One change of the register: whole entries, so that carrying it out needs nothing but itself. It is the body
 * of its record; `invited` are those who are sent a link to set their password, by id.
 */
export type RegisterChange = {
  people: readonly Replaced<RegisteredPerson>[];
  units: readonly Replaced<RegisteredUnit>[];
  reminders: readonly Replaced<ReminderSetting>[];
  /** 音像记录设备 and 专用存储设备 (第四条, 第三十条第三款). */
  devices: readonly Replaced<RegisteredDevice>[];
  stores: readonly Replaced<RegisteredStore>[];
  media: readonly Replaced<MediaSetting>[];
  invited: readonly string[];
};

/** A change of nothing, to begin from; records from before a table was there lack what it has. */
export const NO_CHANGE: RegisterChange = {
  people: [],
  units: [],
  reminders: [],
  devices: [],
  stores: [],
  media: [],
  invited: [],
};

/** The register at a moment, as changes are checked against it. */
export type Register = { people: readonly RegisteredPerson[]; units: readonly RegisteredUnit[] };

/** The part of it that lists what recordings are made with and kept in. */
export type RegisterOfDevices = Register & {
  devices: readonly RegisteredDevice[];
  stores: readonly RegisteredStore[];
};

/** What a record says of one changed entry without saying what it holds. */
export type ChangedEntry = { what: EntryKind; id: string; fields: readonly string[] };

/** What the register has entries of. */
export const ENTRY_KINDS = ['person', 'unit', 'reminder', 'device', 'store', 'media'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/**
 * Facts of a change of the register. `basis`: how many changes were carried out when it was checked;
 * `source`: the file of an import, and whether this record is the last of it.
 */
export type RegisterFacts = {
  unit: string;
  basis: number;
  changed: readonly ChangedEntry[];
  invited: readonly string[];
  source: { sha256: string; rows: number; last: boolean } | null;
  /** What a change of the media matrix asks for, by act: the gate judges it. */
  media?: Readonly<Record<string, Demand | null>>;
};

/** What the fields of an entry are called, for people. */
export const fieldLabels = {
  name: '姓名',
  email: '电子邮箱',
  active: '在岗',
  posts: '职务',
  certificates: '执法证件',
  legalQualification: '法律职业资格',
  secrecyClearance: '密级权限',
  kind: '机构类别',
  powers: '权责事项',
  after: '提醒时间',
  type: '设备种类',
  serial: '设备编码',
  holder: '保管人',
  unit: '所属机构',
  calibration: '校准',
  place: '存放地点',
  use: '用途',
  audioVisual: '音像记录',
} as const;
export type EntryField = keyof typeof fieldLabels;

/** Fields that say what a person may do: nobody changes his own. */
export const POWERS: readonly EntryField[] = [
  'active',
  'posts',
  'certificates',
  'legalQualification',
  'secrecyClearance',
];

const PERSON_FIELDS = ['name', 'email', ...POWERS] as const satisfies readonly EntryField[];
const UNIT_FIELDS = ['name', 'kind', 'active', 'powers'] as const satisfies readonly EntryField[];
const DEVICE_FIELDS = [
  'name',
  'type',
  'serial',
  'holder',
  'unit',
  'use',
  'calibration',
  'active',
] as const satisfies readonly EntryField[];
const STORE_FIELDS = ['name', 'holder', 'unit', 'place', 'active'] as const satisfies readonly EntryField[];

const differing = <F extends string>(
  fields: readonly F[],
  before: Partial<Record<F, unknown>> | null,
  after: Record<F, unknown>,
) => fields.filter((field) => JSON.stringify(before?.[field]) !== JSON.stringify(after[field]));

/** The same person with his posts and certificates in the order in which they began. */
const ordered = (person: RegisteredPerson): RegisteredPerson => ({
  ...person,
  posts: person.posts.toSorted(
    (one, other) => one.from - other.from || (one.unit + one.post < other.unit + other.post ? -1 : 1),
  ),
  certificates: person.certificates.toSorted(
    (one, other) => one.from - other.from || (one.number < other.number ? -1 : 1),
  ),
});

/** Entries from before the qualification was asked do not say it. */
const compared = (person: RegisteredPerson) => ({
  ...ordered(person),
  legalQualification: person.legalQualification ?? null,
});

/** Which fields of a person a change touches; all of them for a new one. */
export const personFields = ({ before, after }: Replaced<RegisteredPerson>): EntryField[] =>
  differing(
    PERSON_FIELDS as readonly (keyof RegisteredPerson & EntryField)[],
    before && compared(before),
    compared(after),
  );

/** The same of a unit. */
export const unitFields = ({ before, after }: Replaced<RegisteredUnit>): EntryField[] =>
  differing(UNIT_FIELDS, before && withPowers(before), withPowers(after));

/** Changes from before powers were there do not say them; whoever has none set has none set. */
const withPowers = (unit: RegisteredUnit) => ({
  ...unit,
  powers: unit.powers ? powerKeys.filter((key) => unit.powers?.includes(key)) : null,
});

/** The same of a device. */
export const deviceFields = ({ before, after }: Replaced<RegisteredDevice>): EntryField[] =>
  differing(DEVICE_FIELDS, before, after);

/** The same of a dedicated store. */
export const storeFields = ({ before, after }: Replaced<RegisteredStore>): EntryField[] =>
  differing(STORE_FIELDS, before, after);

/** Only what differs from what is on file. Pure. */
export const effective = (change: RegisterChange): RegisterChange => ({
  people: change.people
    .filter((one) => personFields(one).length > 0)
    .map(({ before, after }) => ({ before, after: ordered(after) })),
  units: change.units.filter((one) => unitFields(one).length > 0),
  reminders: change.reminders.filter(
    ({ before, after }) => JSON.stringify(before?.after ?? null) !== JSON.stringify(after.after),
  ),
  devices: change.devices.filter((one) => deviceFields(one).length > 0),
  stores: change.stores.filter((one) => storeFields(one).length > 0),
  media: change.media.filter(({ before, after }) => (before?.audioVisual ?? null) !== after.audioVisual),
  invited: change.invited,
});

/** Does it do nothing? */
export const isEmpty = (change: RegisterChange): boolean =>
  Object.values(change).every((entries) => entries.length === 0);

/** The facts of a change: ids and fields, nothing that is in them. Pure. */
export function factsOf(
  change: RegisterChange,
  { unit, basis, source }: Pick<RegisterFacts, 'unit' | 'basis' | 'source'>,
): RegisterFacts {
  return {
    unit,
    basis,
    source,
    invited: change.invited,
    ...(change.media.length === 0
      ? {}
      : { media: Object.fromEntries(change.media.map(({ after }) => [after.act, after.audioVisual])) }),
    changed: [
      ...change.media.map(({ after }) => ({
        what: 'media' as const,
        id: after.act,
        fields: ['audioVisual'],
      })),
      ...change.units.map((one) => ({
        what: 'unit' as const,
        id: one.after.id,
        fields: unitFields(one),
      })),
      ...change.people.map((one) => ({
        what: 'person' as const,
        id: one.after.id,
        fields: personFields(one),
      })),
      ...change.reminders.map(({ after }) => ({
        what: 'reminder' as const,
        id: after.period,
        fields: ['after'],
      })),
      ...change.devices.map((one) => ({
        what: 'device' as const,
        id: one.after.id,
        fields: deviceFields(one),
      })),
      ...change.stores.map((one) => ({
        what: 'store' as const,
        id: one.after.id,
        fields: storeFields(one),
      })),
    ],
  };
}

/** The facts of a record as those of a change of the register. */
export const readFacts = (facts: Facts): RegisterFacts => facts as unknown as RegisterFacts;
