import { describe, expect, test } from '@jest/globals';
import {
  peopleTable,
  personColumns,
  personExample,
  readDay,
  readPeople,
  readUnits,
  unitColumns,
  unitExample,
  unitsTable,
} from '../../src/api/register-table.js';
import { isEmpty, effective, type Register } from '../../src/workflows/law/register/entries.js';

/** 2026-11-24 09:00 in Shanghai. */
const NOW = Date.UTC(2026, 10, 24, 1);
const SINCE = Date.UTC(2019, 11, 31, 16);
const UNTIL = Date.UTC(2029, 11, 31, 16) - 1;

const register: Register = {
  units: [
    { id: 'construction', name: '建设工程执法科', kind: 'handlingUnit', active: true },
    { id: 'housing', name: '房产市场执法科', kind: 'handlingUnit', active: true },
    { id: 'closed', name: '旧科', kind: 'handlingUnit', active: false },
  ],
  people: [
    {
      id: 'officer-1',
      name: '李建平',
      email: 'officer-1@bureau.example',
      active: true,
      posts: [
        // Ended in the middle of a day, and in force since the middle of one.
        { post: 'clerk', unit: 'housing', from: SINCE + 3_600_000, until: SINCE + 86_400_000 },
        { post: 'officer', unit: 'construction', from: SINCE + 1, until: null },
      ],
      certificates: [{ number: '陕E-000001', from: SINCE, until: UNTIL }],
      secrecyClearance: null,
    },
    {
      id: 'administrator-1',
      name: '蒋涛',
      email: 'administrator-1@bureau.example',
      active: true,
      posts: [{ post: 'administrator', unit: 'construction', from: SINCE, until: null }],
      certificates: [],
      secrecyClearance: 2,
    },
  ],
};
const headings = Object.values(personColumns);

/** A row by its columns. */
const row = (cells: Partial<Record<keyof typeof personColumns, string>>): string[] =>
  (Object.keys(personColumns) as (keyof typeof personColumns)[]).map((key) => cells[key] ?? '');
const read = (...rows: string[][]) => readPeople([headings, ...rows], register, 'administrator-1', NOW);
const fates = ({ rows }: ReturnType<typeof read>) =>
  rows.map((one) =>
    [one.row, one.status, ...one.fields, ...one.errors.map(({ column }) => column)].join(' '),
  );

const newcomer = { id: 'new-1', name: '新人', email: 'new-1@bureau.example' };

describe('人员导入 › what becomes of a row', () => {
  test('the template’s example › can be imported as it is', () => {
    expect(fates(read([...personExample]))).toEqual(['2 add 姓名 电子邮箱 在岗 职务 执法证件 密级权限']);
    const [unit] = readUnits([Object.values(unitColumns), unitExample], { ...register, units: [] }, NOW).rows;
    expect(unit?.status).toBe('add');
  });

  test('what is exported is imported › nothing to do, whatever hour an entry began or ended', () => {
    const people = read(...peopleTable(register.people, register.units).slice(1));
    expect(fates(people).map((fate) => fate.split(' ')[1])).toEqual(['nothing', 'nothing', 'nothing']);
    expect(isEmpty(effective(people.change))).toBe(true);
    const units = readUnits(unitsTable(register.units), register, NOW);
    expect(isEmpty(effective(units.change))).toBe(true);
  });

  test('columns in another order, some left out › read by their names', () => {
    const table = [
      ['电子邮箱', '人员编号'],
      ['other@bureau.example', 'officer-1'],
    ];
    const { rows, faults } = readPeople(table, register, 'administrator-1', NOW);
    expect([faults, rows.map(({ status, fields }) => [status, fields])]).toEqual([
      [],
      [['change', ['电子邮箱']]],
    ]);
  });

  test('several rows a person › one person; each row says what it changes itself', () => {
    const table = read(
      row({ ...newcomer, post: '内勤', unit: '房产市场执法科', from: '2026-01-01' }),
      row({ id: 'new-1', post: '行政执法人员', unit: 'construction', from: '2026/2/1' }),
      row({
        id: 'officer-1',
        certificate: '陕E-000002',
        certificateFrom: '2026-01-01',
        certificateUntil: '2030-12-31',
      }),
      row({ id: 'officer-1', name: '李建平' }),
    );
    expect(fates(table)).toEqual([
      '2 add 姓名 电子邮箱 职务',
      '3 add 职务',
      '4 change 执法证件',
      '5 nothing',
    ]);
    expect(table.change.people.map(({ after }) => [after.id, after.posts.length])).toEqual([
      ['new-1', 2],
      ['officer-1', 2],
    ]);
  });

  test('an end given for a post that is open, without its beginning › ends that one on that day', () => {
    const { change, rows } = read(
      row({ id: 'officer-1', post: '行政执法人员', unit: '建设工程执法科', until: '2026年12月31日' }),
    );
    expect(rows[0]).toMatchObject({ status: 'change', fields: ['职务'] });
    expect(change.people[0]?.after.posts[1]).toMatchObject({
      from: SINCE + 1,
      until: Date.UTC(2026, 11, 31, 16) - 1,
    });
  });
});

describe('人员导入 › what is wrong is said at its row and column', () => {
  test.each([
    ['no id', { name: '某人' }, '2 error 人员编号'],
    ['an id with capitals', { ...newcomer, id: 'New' }, '2 error 人员编号'],
    ['no name, no e-mail', { id: 'new-1' }, '2 error 姓名 电子邮箱'],
    ["another's e-mail", { ...newcomer, email: 'Officer-1@bureau.example' }, '2 error 电子邮箱'],
    ['neither yes nor no', { ...newcomer, active: '大概' }, '2 error 在岗'],
    [
      'a post nobody knows',
      { ...newcomer, post: '局长助理', unit: 'housing', from: '2026-01-01' },
      '2 error 职务',
    ],
    ['a post without its unit', { ...newcomer, post: '内勤', from: '2026-01-01' }, '2 error 科室'],
    ['a closed unit', { ...newcomer, post: '内勤', unit: '旧科', from: '2026-01-01' }, '2 error 科室'],
    ['no beginning', { ...newcomer, post: '内勤', unit: 'housing' }, '2 error 任职日期'],
    [
      'a day that is none',
      { ...newcomer, post: '内勤', unit: 'housing', from: '2026-02-30' },
      '2 error 任职日期',
    ],
    [
      'an end before the beginning',
      { ...newcomer, post: '内勤', unit: 'housing', from: '2026-02-01', until: '2026-01-01' },
      '2 error 终止日期',
    ],
    [
      'an end before today',
      { id: 'officer-1', post: '行政执法人员', unit: 'construction', until: '2026-11-23' },
      '2 error 终止日期',
    ],
    [
      "another's certificate",
      {
        ...newcomer,
        certificate: '陕E-000001',
        certificateFrom: '2026-01-01',
        certificateUntil: '2027-01-01',
      },
      '2 error 执法证件号',
    ],
    [
      'a certificate without its term',
      { ...newcomer, certificate: '陕E-9' },
      '2 error 证件有效期自 证件有效期至',
    ],
    ['a term without its certificate', { ...newcomer, certificateFrom: '2026-01-01' }, '2 error 执法证件号'],
    ['a level nobody knows', { ...newcomer, clearance: '绝' }, '2 error 密级权限'],
    [
      'his own posts',
      { id: 'administrator-1', post: '内勤', unit: 'housing', from: '2026-01-01' },
      '2 error 人员编号',
    ],
  ])('%s › %p', (_, cells, fate) => {
    expect(fates(read(row(cells)))).toEqual([fate]);
  });

  test('two in the file with the same e-mail or certificate › both are wrong', () => {
    const certificate = {
      certificate: '陕E-7',
      certificateFrom: '2026-01-01',
      certificateUntil: '2027-01-01',
    };
    const table = read(
      row({ ...newcomer, ...certificate }),
      row({ id: 'new-2', name: '又一人', email: newcomer.email, ...certificate }),
    );
    expect(fates(table)).toEqual(['2 error 电子邮箱 执法证件号', '3 error 电子邮箱 执法证件号']);
  });

  test('two rows of one person that disagree › the second says with which', () => {
    const table = read(row(newcomer), row({ id: 'new-1', name: '别名' }));
    expect(table.rows[1]?.errors).toEqual([{ column: '姓名', detail: '与第 2 行不一致' }]);
  });

  test('columns nobody knows, twice, missing › the file is at fault as a whole', () => {
    const table = [
      ['姓名', '姓名', '备注'],
      ['某人', '某人', ''],
    ];
    expect(readPeople(table, register, 'administrator-1', NOW).faults).toEqual([
      '没有“备注”这一栏；栏目名称请与模板一致',
      '“姓名”一栏出现了两次',
      '缺少“人员编号”一栏',
    ]);
    expect(readPeople([headings], register, 'administrator-1', NOW).faults).toEqual(['没有数据行']);
  });

  test('an officer without a certificate › may be imported, with a warning', () => {
    const { rows } = read(row({ ...newcomer, post: '行政执法人员', unit: 'housing', from: '2026-01-01' }));
    expect([rows[0]?.status, rows[0]?.warnings]).toEqual([
      'add',
      [expect.stringContaining('没有在有效期内的执法证件')],
    ]);
  });

  test('two thousand rows › within a few seconds', () => {
    const many = Array.from({ length: 2_000 }, (_, index) =>
      row({
        id: `many-${String(index)}`,
        name: `某${String(index)}`,
        email: `many-${String(index)}@bureau.example`,
        certificate: `陕M-${String(index)}`,
        certificateFrom: '2026-01-01',
        certificateUntil: '2029-12-31',
      }),
    );
    const { rows } = read(...many);
    expect(rows.filter(({ status }) => status === 'add')).toHaveLength(2_000);
  });
});

test.each([
  ['2026-01-31', '2026-01-31'],
  ['2026/1/31', '2026-01-31'],
  ['2026.1.31', '2026-01-31'],
  ['2026年1月31日', '2026-01-31'],
  ['２０２６－０１－３１', '2026-01-31'],
  ['2026-1-31 0:00', '2026-01-31'],
  ['31/1/2026', undefined],
  ['2026-02-29', undefined],
  ['46024', undefined],
])('a day as people write it › %s › %s', (written, day) => {
  expect(readDay(written)).toBe(day);
});
