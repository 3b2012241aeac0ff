import { expect, test } from '@jest/globals';
import { describeRecord } from '../../dev/ledger-show.js';
import { rows } from '../../src/workflows/law/procedure-rows.js';
import type { Body, RecordHeader } from '../../src/workflows/law/record/kinds.js';

const AT = Date.UTC(2026, 10, 24, 1);
const NO_HASH = { sha256: '0'.repeat(64), sm3: '0'.repeat(64) };
const names = {
  person: (id: string) => ({ 'officer-1': '李建平', 'officer-2': '王晓燕', 'head-1': '赵国栋' })[id] ?? id,
  unit: (id: string) => (id === 'construction' ? '建设工程执法科' : id),
};

const record = (told: Partial<RecordHeader>): RecordHeader => ({
  v: 1,
  chainId: 'HY-2026-0001',
  procedure: 'case-initiation',
  seq: 1,
  idem: 'case-initiation:opening',
  kind: 'opening',
  step: 'opening',
  actor: {
    id: 'officer-1',
    name: '李建平',
    role: 'officer',
    unit: 'construction',
    certificate: 'E-1',
    authentication: 'password',
    session: 's',
  },
  occurredAt: AT,
  receivedAt: AT,
  recordedAt: AT,
  opens: [],
  clocks: [],
  facts: {},
  attachments: [],
  secrecy: 1,
  policy: { id: 'policies', version: '1' },
  lawReferences: ['第九条'],
  late: [],
  body: NO_HASH,
  prev: NO_HASH,
  hash: NO_HASH,
  ...told,
});

const show = (told: Partial<RecordHeader>, body?: Body): string[] =>
  describeRecord(record(told), body, rows, names).split('\n');

test('an opening › its step, fields, people and units in Chinese', () => {
  const step = 'initiation-form/submit/1';
  const opens = [
    {
      step,
      role: 'handler',
      document: 'initiationForm',
      decisions: ['submit'],
      candidates: ['officer-1', 'officer-2'],
    },
  ] as const;
  const lines = show(
    { opens: opens as unknown as RecordHeader['opens'] },
    {
      title: '未设围挡案',
      party: { name: '某公司', kind: 'organisation', phone: '' },
      priorVerification: { at: AT, description: '现场核查', officers: ['officer-2'] },
      attachmentNames: [],
    },
  );
  expect(lines).toEqual([
    '第 1 号  2026年11月24日 09:00  程序启动',
    '    办理：李建平（行政执法人员，建设工程执法科，证件 E-1）',
    '    交办：程序启动审批表·填报，承办人 李建平、王晓燕',
    '    案由：未设围挡案',
    '    当事人：',
    '      姓名或者名称：某公司',
    '      类别：单位',
    '    启动前的核查、检查：',
    '      时间：2026年11月24日 09:00',
    '      情况：现场核查',
    '      人员：王晓燕',
    '    依据：本制度第九条',
    `    SHA-256 ${NO_HASH.sha256}`,
  ]);
});

test('a form › under the labels of its document', () => {
  const step = 'initiation-form/submit/2';
  const lines = show(
    { kind: 'decided', step, decision: 'submit' },
    { opinion: '建议启动', form: { causeOfInitiation: '未设置围挡' } },
  );
  expect(lines[0]).toMatch(/程序启动审批表·填报（第 2 轮）$/);
  expect(lines).toEqual(expect.arrayContaining(['    意见：建议启动', '      启动原因：未设置围挡']));
});

test('a record that rests on no article › has no line for one; contents not on file are said to be so', () => {
  const lines = show({ lawReferences: [] });
  expect(lines.join('\n')).not.toContain('依据');
  expect(lines).toContain('    （内容不在卷）');
});

test('a decision by a substitute › both names, and the grant it rests on', () => {
  const onBehalfOf = {
    id: 'head-1',
    name: '赵国栋',
    role: 'reviewer',
    unit: 'construction',
    authentication: 'system',
  } as const;
  const lines = show(
    {
      kind: 'decided',
      decision: 'agree',
      step: 'initiation-form/review/1',
      onBehalfOf,
      facts: { substitution: 'BUREAU-2026/substitution/a' },
    },
    { opinion: '同意' },
  );
  expect(lines[1]).toBe('    办理：李建平（行政执法人员，建设工程执法科，证件 E-1，代 赵国栋）');
  expect(lines[2]).toBe('    代理依据：BUREAU-2026/substitution/a');
});

test('a grant and a handover › who, for whom, in what, until when', () => {
  const facts = {
    principal: 'head-1',
    substitute: 'officer-2',
    from: AT,
    until: AT + 3_600_000,
    roles: ['reviewer'],
    units: ['construction'],
  };
  const grant = show(
    { procedure: 'substitution/a', facts },
    { authority: '华住建发〔2026〕12号', authorityDate: '2026-11-20' },
  );
  expect(grant).toEqual(
    expect.arrayContaining([
      '    代理：王晓燕 代 赵国栋，2026年11月24日 09:00 至 2026年11月24日 10:00',
      '    范围：审核人，建设工程执法科',
      '    代理依据：华住建发〔2026〕12号',
    ]),
  );
  const handed = show(
    {
      kind: 'handedOver',
      step: 'handover/handler',
      facts: { role: 'handler', from: 'officer-1', assignee: 'officer-2' },
    },
    {},
  );
  expect(handed).toContain('    移交：李建平 的承办人职责，由 王晓燕 承接');
});
