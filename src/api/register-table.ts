import { posts as postTable, type Post } from '../workflows/law/posts.js';
import { shanghaiDay } from '../workflows/law/moments.js';
import { secrecyLabels, type SecrecyLevel } from '../workflows/law/record/kinds.js';
import {
  changed as changedBy,
  personErrors,
  personWarnings,
  unitErrorsOf,
  type EntryError,
} from '../workflows/law/register/check.js';
import { endOfDay, startOfDay } from '../workflows/law/register/days.js';
import {
  fieldLabels,
  NO_CHANGE,
  personFields,
  POWERS,
  unitFields,
  type EntryField,
  type Register,
  type RegisterChange,
  type RegisteredPerson,
  type RegisteredUnit,
  type Replaced,
} from '../workflows/law/register/entries.js';
import { UNIT_KINDS, type UnitKind } from '../workflows/law/units.js';
import { refusal } from '../workflows/refusals.js';
import { isDay } from './fields.js';
import type { ImportRow } from './register-schemas.js';

/**
 * The register as a table and back: one row a post and a certificate, several rows a person who has several.
 * An empty cell of somebody who is on file changes nothing; what an export writes, an import finds unchanged.
 */
export const personColumns = {
  id: '人员编号',
  name: '姓名',
  email: '电子邮箱',
  active: '在岗',
  post: '职务',
  unit: '科室',
  from: '任职日期',
  until: '终止日期',
  certificate: '执法证件号',
  certificateFrom: '证件有效期自',
  certificateUntil: '证件有效期至',
  clearance: '密级权限',
  qualification: '法律职业资格证书号',
  qualificationFrom: '法律职业资格起始日期',
} as const;
export const unitColumns = { id: '机构编号', name: '机构名称', kind: '机构类别', active: '状态' } as const;

export const personExample = [
  ['wang-xiaoyan', '王晓燕', 'wangxiaoyan@bureau.example', '是', '行政执法人员', '建设工程执法科'],
  ['2026-01-01', '', '陕E-000123', '2024-01-01', '2029-12-31', '不限'],
  ['', ''],
].flat();
export const unitExample = ['construction', '建设工程执法科', '承办机构', '在用'];

const SECRECY: readonly string[] = secrecyLabels;
const UNLIMITED = '不限';
/** In the place of a certificate: he did legal review before, and since when. */
const REVIEWED_BEFORE = '已从事法制审核';

type Column = keyof typeof personColumns | keyof typeof unitColumns;
type Cells = Partial<Record<Column, string>>;
type Row = { row: number; cells: Cells };
type CellError = { column: string; detail: string };

/**
 * What an import is, read against the register: every row's fate, the faults of the whole, and the change.
 */
export type ReadImport = { rows: ImportRow[]; faults: string[]; change: RegisterChange };

/** The first row names the columns, in whatever order; what no column is called is a fault. */
function rowsOf(
  table: readonly string[][],
  columns: Record<string, string>,
): { rows: Row[]; faults: string[] } {
  const [headings = [], ...rest] = table;
  const keys = headings.map((heading) =>
    Object.keys(columns).find((key) => columns[key] === heading.normalize('NFKC').replace(/\s/g, '')),
  );
  const named = headings.filter((heading) => heading !== '');
  const unknown = headings.filter((heading, index) => heading !== '' && keys[index] === undefined);
  const twice = named.filter((heading, index) => named.indexOf(heading) !== index);
  const faults = [
    ...unknown.map((heading) => `没有“${heading}”这一栏；栏目名称请与模板一致`),
    ...twice.map((heading) => `“${heading}”一栏出现了两次`),
    ...(keys.includes('id') ? [] : [`缺少“${columns['id'] ?? ''}”一栏`]),
  ];
  const rows = rest.flatMap((cells, index) => {
    const filled = keys.map((key, place) => [key, cells[place] ?? ''] as const);
    const known: Cells = Object.fromEntries(
      filled.flatMap(([key, cell]) => (key !== undefined && cell !== '' ? [[key, cell]] : [])),
    );
    return cells.some((cell) => cell !== '') ? [{ row: index + 2, cells: known }] : [];
  });
  return { rows, faults: rows.length === 0 ? [...faults, '没有数据行'] : faults };
}

/** A day as people write it, as YYYY-MM-DD; undefined when it is none. */
export function readDay(text: string): string | undefined {
  const plain = text.normalize('NFKC').trim();
  const [, year, month, day] =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 0?0:00(?::00)?)?$/.exec(plain) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(date) ? date : undefined;
}

const YES = ['是', '在岗', '在用', '1', 'true', 'yes'];
const NO = ['否', '停用', '已停用', '离岗', '已撤销', '撤销', '0', 'false', 'no'];

// ── people

/** Reads one row's cells; what cannot be read is an error in its column. */
class RowReader {
  readonly errors: CellError[] = [];
  constructor(
    readonly row: number,
    readonly cells: Cells,
    private readonly columns: Record<string, string>,
  ) {}

  wrong(column: Column, detail: string): void {
    this.errors.push({ column: this.columns[column] ?? column, detail });
  }

  text = (column: Column): string | undefined => this.cells[column];

  flag(column: Column): boolean | undefined {
    const word = this.cells[column]?.toLowerCase();
    if (word === undefined) return undefined;
    if (YES.includes(word)) return true;
    if (NO.includes(word)) return false;
    this.wrong(column, '请填写“是”或者“否”');
    return undefined;
  }

  day(column: Column): string | undefined {
    const word = this.cells[column];
    if (word === undefined) return undefined;
    const day = readDay(word);
    if (day === undefined) this.wrong(column, `“${word}”不是日期，请写成 2026-01-31 的形式`);
    return day;
  }

  choice<T>(column: Column, find: (word: string) => T | undefined, what: string): T | undefined {
    const word = this.cells[column];
    if (word === undefined) return undefined;
    const found = find(word);
    if (found === undefined) this.wrong(column, `没有“${word}”这个${what}`);
    return found;
  }
}

const postNamed = (word: string): Post | undefined =>
  (Object.keys(postTable) as Post[]).find((post) => post === word || postTable[post].label === word);

const levelNamed = (word: string): SecrecyLevel | typeof UNLIMITED | undefined => {
  if (word === UNLIMITED) return UNLIMITED;
  const level = SECRECY.includes(word) ? SECRECY.indexOf(word) : /^[0-3]$/.test(word) ? Number(word) : -1;
  return level < 0 ? undefined : (level as SecrecyLevel);
};

const plainId = (word: string | undefined): string => (word ?? '').normalize('NFKC').trim();

/**
 * One person's rows, and who he becomes by them; `posts` and `certificates` say which row gave which entry.
 */
type Group = {
  id: string;
  rows: RowReader[];
  before: RegisteredPerson | null;
  after: RegisteredPerson;
  posts: Map<number, RowReader>;
  certificates: Map<number, RowReader>;
};

/** Reads a table of people. Pure; `actor` may not change his own powers; `now` in epoch ms. */
export function readPeople(
  table: readonly string[][],
  register: Register,
  actor: string,
  now: number,
): ReadImport {
  const { rows, faults } = rowsOf(table, personColumns);
  const groups = new Map<string, Group>();
  const readers = rows.map(({ row, cells }) => new RowReader(row, cells, personColumns));
  for (const reader of readers) {
    const id = plainId(reader.text('id'));
    if (id === '') {
      reader.wrong('id', '请填写人员编号');
      continue;
    }
    const group = groups.get(id) ?? newGroup(id, register);
    groups.set(id, group);
    group.rows.push(reader);
    takeRow(group, reader, register);
  }
  const change: RegisterChange = {
    ...NO_CHANGE,
    people: [...groups.values()].map(({ before, after }) => ({ before, after })),
  };
  checkGroups([...groups.values()], register, change, actor, now);
  return {
    faults,
    change,
    rows: readers.map((reader) => personRow(reader, groups.get(plainId(reader.text('id'))), now)),
  };
}

function newGroup(id: string, { people }: Register): Group {
  const before = people.find((one) => one.id === id) ?? null;
  const blank: RegisteredPerson = {
    id,
    name: '',
    email: '',
    active: true,
    posts: [],
    certificates: [],
    secrecyClearance: null,
  };
  const after = { ...blank, ...before };
  return {
    id,
    rows: [],
    before,
    after: { ...after, posts: [...after.posts], certificates: [...after.certificates] },
    posts: new Map(),
    certificates: new Map(),
  };
}

function takeRow(group: Group, reader: RowReader, register: Register): void {
  const { after } = group;
  const clearance = reader.choice('clearance', levelNamed, '密级权限');
  const said = {
    name: reader.text('name'),
    email: reader.text('email')?.normalize('NFKC').toLowerCase(),
    active: reader.flag('active'),
  };
  for (const [key, value] of Object.entries(said)) {
    if (value === undefined) continue;
    const earlier = group.rows.find((one) => one !== reader && one.text(key as Column) !== undefined);
    if (earlier && after[key as keyof typeof said] !== value)
      reader.wrong(key as Column, `与第 ${String(earlier.row)} 行不一致`);
    Object.assign(after, { [key]: value });
  }
  if (clearance !== undefined) after.secrecyClearance = clearance === UNLIMITED ? null : clearance;
  takePost(group, reader, register);
  takeCertificate(group, reader);
  takeQualification(group, reader);
}

/** A span that is on file already, by its day where one is given, else the one that is open. */
function known<T extends { from: number; until: number | null }>(
  entries: readonly T[],
  from: string | undefined,
  alike: (entry: T) => boolean,
): number {
  const own = (entry: T) =>
    alike(entry) && (from === undefined ? entry.until === null : shanghaiDay(entry.from) === from);
  return entries.findIndex(own);
}

function takePost({ after, posts }: Group, reader: RowReader, { units }: Register): void {
  const columns = ['post', 'unit', 'from', 'until'] as const;
  if (columns.every((column) => reader.text(column) === undefined)) return;
  const post = reader.choice('post', postNamed, '职务');
  const unit = reader.choice(
    'unit',
    (word) => units.find(({ id, name }) => id === word || name === word)?.id,
    '科室',
  );
  const [from, until] = [reader.day('from'), reader.day('until')];
  for (const column of ['post', 'unit'] as const)
    if (reader.text(column) === undefined) reader.wrong(column, '职务和科室须一并填写');
  if (post === undefined || unit === undefined) return;
  const place = known(after.posts, from, (held) => held.post === post && held.unit === unit);
  if (place < 0 && from === undefined) {
    if (reader.text('from') === undefined) reader.wrong('from', '请填写任职日期');
    return;
  }
  const held = after.posts[place];
  const entry = held
    ? { ...held, until: endGiven(held.until, until) }
    : { post, unit, from: startOfDay(from ?? ''), until: until === undefined ? null : endOfDay(until) };
  const index = held ? place : after.posts.length;
  after.posts[index] = entry;
  posts.set(index, reader);
}

/** The same day is the same end, to whatever hour it was registered. */
const endGiven = (held: number | null, until: string | undefined): number | null =>
  until === undefined || (held !== null && shanghaiDay(held) === until) ? held : endOfDay(until);

function takeCertificate({ after, certificates }: Group, reader: RowReader): void {
  const number = reader.text('certificate')?.normalize('NFKC').replace(/\s/g, '');
  const [from, until] = [reader.day('certificateFrom'), reader.day('certificateUntil')];
  if (number === undefined) {
    for (const column of ['certificateFrom', 'certificateUntil'] as const)
      if (reader.text(column) !== undefined) reader.wrong('certificate', '请填写证件号');
    return;
  }
  const place = after.certificates.findIndex(
    (held) => plainNumber(held.number) === number && (from === undefined || shanghaiDay(held.from) === from),
  );
  const held = after.certificates[place];
  if (!held && (from === undefined || until === undefined)) {
    for (const column of ['certificateFrom', 'certificateUntil'] as const)
      if (reader.text(column) === undefined) reader.wrong(column, '请填写证件的有效期');
    return;
  }
  const index = held ? place : after.certificates.length;
  after.certificates[index] = held
    ? { ...held, until: endGiven(held.until, until) ?? held.until }
    : { number, from: startOfDay(from ?? ''), until: endOfDay(until ?? '') };
  certificates.set(index, reader);
}

/** The day alone moves what is on file; the same day leaves it to the hour it was registered for. */
function takeQualification({ after }: Group, reader: RowReader): void {
  const said = reader.text('qualification');
  const from = reader.day('qualificationFrom');
  const held = after.legalQualification ?? null;
  if (said === undefined && from === undefined) return;
  if (said === undefined && held === null) return reader.wrong('qualification', '请填写证书号');
  const number = said === REVIEWED_BEFORE ? null : said === undefined ? held?.number : plainNumber(said);
  const begun = held && (from === undefined || shanghaiDay(held.from) === from) ? held.from : undefined;
  if (from === undefined && (held === null || held.number !== number))
    return reader.wrong('qualificationFrom', '请填写起始日期');
  after.legalQualification = { number: number ?? null, from: begun ?? startOfDay(from ?? '') };
}

const plainNumber = (number: string): string => number.normalize('NFKC').replace(/\s/g, '');

/**
 * Each against everybody else as he is and as the file makes him; errors go to the row that gave the entry.
 */
function checkGroups(
  groups: readonly Group[],
  register: Register,
  change: RegisterChange,
  actor: string,
  now: number,
): void {
  const known = new Set(register.people);
  const fresh = changedBy(register, change).people.filter((one) => !known.has(one));
  const others = [...register.people, ...fresh];
  for (const group of groups) {
    const { id, before, after } = group;
    const beside = others.filter((one) => one.id !== id);
    for (const error of personErrors({ before, after }, { ...register, people: beside }, now))
      place(group, error);
    const own = personFields({ before, after }).some((field) => POWERS.includes(field));
    if (id === actor && own) group.rows[0]?.wrong('id', refusal('ownPosts').message);
  }
}

const columnOf: Readonly<Record<string, Column>> = {
  id: 'id',
  name: 'name',
  email: 'email',
  active: 'active',
  secrecyClearance: 'clearance',
  legalQualification: 'qualification',
};
const ofPost: Readonly<Record<string, Column>> = { post: 'post', unit: 'unit', until: 'until' };
const ofCertificate: Readonly<Record<string, Column>> = {
  number: 'certificate',
  until: 'certificateUntil',
};

function place(group: Group, { pointer, detail }: EntryError): void {
  const [field = '', index = '', part = ''] = pointer.slice(1).split('/');
  const [first] = group.rows;
  const giving = (column: Column) => group.rows.find((row) => row.text(column) !== undefined) ?? first;
  if (field === 'posts') (group.posts.get(Number(index)) ?? first)?.wrong(ofPost[part] ?? 'from', detail);
  else if (field === 'certificates')
    (group.certificates.get(Number(index)) ?? first)?.wrong(ofCertificate[part] ?? 'certificateFrom', detail);
  else giving(columnOf[field] ?? 'id')?.wrong(columnOf[field] ?? 'id', detail);
}

/** What becomes of one row: of its person as a whole when he is new, else of what the row itself changes. */
function personRow(reader: RowReader, group: Group | undefined, now: number): ImportRow {
  const errors = reader.errors;
  const common = { row: reader.row, id: group?.id ?? '', name: group?.after.name ?? '' };
  if (errors.length > 0 || !group) return { ...common, status: 'error', fields: [], errors, warnings: [] };
  const { before, after, rows } = group;
  const all = personFields({ before, after });
  const byRow = (field: EntryField) =>
    (field === 'posts' && changes(group.posts, reader, before?.posts, after.posts)) ||
    (field === 'certificates' &&
      changes(group.certificates, reader, before?.certificates, after.certificates)) ||
    (reader.text(columnOf[field] ?? 'post') !== undefined && !['posts', 'certificates'].includes(field));
  const fields = all.filter(byRow);
  const warnings =
    rows[0] === reader && all.length > 0
      ? personWarnings({ before, after }, now).map(({ detail }) => detail)
      : [];
  const status = before === null ? 'add' : fields.length > 0 ? 'change' : 'nothing';
  return { ...common, status, fields: fields.map((field) => fieldLabels[field]), errors: [], warnings };
}

/** Did this row give an entry that is new or differs? */
function changes<T>(
  given: ReadonlyMap<number, RowReader>,
  reader: RowReader,
  before: readonly T[] | undefined,
  after: readonly T[],
): boolean {
  return [...given].some(
    ([index, row]) =>
      row === reader && JSON.stringify(before?.[index] ?? null) !== JSON.stringify(after[index]),
  );
}

/** The table of people, headings first; ended posts and certificates included. */
export function peopleTable(
  people: readonly RegisteredPerson[],
  units: readonly RegisteredUnit[],
): string[][] {
  const unitName = new Map(units.map(({ id, name }) => [id, name]));
  const rows = people.flatMap((person) => {
    const { posts, certificates, secrecyClearance } = person;
    const count = Math.max(posts.length, certificates.length, 1);
    return Array.from({ length: count }, (_, index) => {
      const held = posts[index];
      const certificate = certificates[index];
      return [
        person.id,
        person.name,
        person.email,
        person.active ? '是' : '否',
        ...(held
          ? [postTable[held.post].label, unitName.get(held.unit) ?? held.unit, ...span(held)]
          : ['', '', '', '']),
        ...(certificate ? [certificate.number, ...span(certificate)] : ['', '', '']),
        secrecyClearance === null ? UNLIMITED : (SECRECY[secrecyClearance] ?? ''),
        ...(person.legalQualification
          ? [person.legalQualification.number ?? REVIEWED_BEFORE, shanghaiDay(person.legalQualification.from)]
          : ['', '']),
      ];
    });
  });
  return [Object.values(personColumns), ...rows];
}

const span = ({ from, until }: { from: number; until: number | null }): string[] => [
  shanghaiDay(from),
  until === null ? '' : shanghaiDay(until),
];

// ── units

const kindNamed = (word: string): UnitKind | undefined =>
  (Object.keys(UNIT_KINDS) as UnitKind[]).find((kind) => kind === word || UNIT_KINDS[kind] === word);

/** Reads a table of units. Pure; `now` in epoch ms. */
export function readUnits(table: readonly string[][], register: Register, now: number): ReadImport {
  const { rows, faults } = rowsOf(table, unitColumns);
  const readers = rows.map(({ row, cells }) => new RowReader(row, cells, unitColumns));
  const read = readers.map((reader) => ({ reader, change: unitOf(reader, register) }));
  const units = read.flatMap(({ change }) => (change ? [change] : []));
  const all = changedBy(register, { ...NO_CHANGE, units });
  const seen = new Set<string>();
  for (const { reader, change } of read) {
    if (!change) continue;
    const { id } = change.after;
    if (seen.has(id)) reader.wrong('id', '该机构在文件中出现了两次');
    seen.add(id);
    const beside = [...register.units, ...all.units].filter((one) => one.id !== id);
    for (const { pointer, detail } of unitErrorsOf(change, { ...register, units: beside }, now))
      reader.wrong(pointer.slice(1) as Column, detail);
  }
  return {
    faults,
    change: { ...NO_CHANGE, units },
    rows: read.map(({ reader, change }) => unitRow(reader, change)),
  };
}

function unitOf(reader: RowReader, { units }: Register): Replaced<RegisteredUnit> | undefined {
  const id = plainId(reader.text('id'));
  if (id === '') {
    reader.wrong('id', '请填写机构编号');
    return undefined;
  }
  const before = units.find((one) => one.id === id) ?? null;
  const kind = reader.choice('kind', kindNamed, '机构类别') ?? before?.kind;
  if (kind === undefined) {
    if (reader.text('kind') === undefined) reader.wrong('kind', '请填写机构类别');
    return undefined;
  }
  const active = reader.flag('active') ?? before?.active ?? true;
  const name = reader.text('name') ?? before?.name ?? '';
  // A table does not say 权责事项: they stay as they are.
  const powers = before?.powers === undefined ? {} : { powers: before.powers };
  return { before, after: { id, name, kind, active, ...powers } };
}

function unitRow(reader: RowReader, change: Replaced<RegisteredUnit> | undefined): ImportRow {
  const common = {
    row: reader.row,
    id: plainId(reader.text('id')),
    name: change?.after.name ?? '',
    warnings: [],
  };
  if (reader.errors.length > 0 || !change)
    return { ...common, status: 'error', fields: [], errors: reader.errors };
  const fields = unitFields(change);
  const status = change.before === null ? 'add' : fields.length > 0 ? 'change' : 'nothing';
  const labels = fields.map((field) => (field === 'name' ? '名称' : fieldLabels[field]));
  return { ...common, status, fields: labels, errors: [] };
}

/** The table of units, headings first. */
export const unitsTable = (units: readonly RegisteredUnit[]): string[][] => [
  Object.values(unitColumns),
  ...units.map(({ id, name, kind, active }) => [id, name, UNIT_KINDS[kind], active ? '在用' : '已撤销']),
];
