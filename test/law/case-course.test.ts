import { describe, expect, test } from '@jest/globals';
import {
  clocksWhileSuspended,
  courseOf,
  courseOfActs,
  courseRequirements,
} from '../../src/workflows/law/case-course.js';
import { caseGoesOn, notSuspended } from '../../src/workflows/law/case-requirements.js';
import { isDocumentKey } from '../../src/workflows/law/documents.js';
import { isPeriodKey, periods } from '../../src/workflows/law/periods.js';
import { rows } from '../../src/workflows/law/procedure-rows.js';
import { matterOf, type ProcedureRow } from '../../src/workflows/law/procedures.js';
import { SYSTEM, type Act } from '../../src/workflows/law/record/kinds.js';
import { articleTitle } from '../harness/article-title.js';

const title = (rest: string) => `${articleTitle(3)} ${rest}`;

/** The procedures of the course of a case up to the service of its decision. */
const ofCase = rows.filter(
  (row) =>
    matterOf(row) === 'case' &&
    (row.phase === 'investigation' || row.phase === 'decision' || row.key === 'service'),
);
const rowOf = (key: string): ProcedureRow => rows.find((row) => row.key === key)!;

const act = (procedure: string, more: Partial<Act>): Act => ({
  chainId: 'HY-2026-0001',
  procedure,
  kind: 'opening',
  step: 'opening',
  actor: { ...SYSTEM, id: 'officer-1', role: 'handler' },
  occurredAt: 0,
  receivedAt: 0,
  opens: [],
  starts: [],
  facts: {},
  body: {},
  attachments: [],
  secrecy: 1,
  policy: { id: 'test', version: '1' },
  lawReferences: [],
  ...more,
});

/** How the acts of a sentence of the table are made. */
const named = (key: string, name: string): Act =>
  name === 'opening'
    ? act(key, {})
    : isDocumentKey(name)
      ? act(key, { kind: 'recorded', step: `${name}/record/1`, facts: { document: name } })
      : act(key, { kind: 'decided', step: `${name}/submit/1`, decision: 'submit' });

const asked = (key: string, name: string): string[] =>
  courseRequirements(rowOf(key), named(key, name)).flatMap((one) =>
    one === caseGoesOn ? ['caseGoesOn'] : one === notSuspended ? ['notSuspended'] : [],
  );

describe(title('中止、终止对各程序的各项行为'), () => {
  test(title('调查、决定阶段的每一个程序都在表中，每一项都写明依据'), () => {
    expect(ofCase.map(({ key }) => key).filter((key) => !Object.hasOwn(courseOfActs, key))).toEqual([]);
    const rules = Object.values(courseOfActs).flatMap(({ general, otherwise }) => [
      general,
      ...Object.values(otherwise ?? {}),
    ]);
    expect(rules.filter(({ source }) => source.trim() === '')).toEqual([]);
  });

  test(title('表中的每一项都是该程序实有的启动、文书或者环节'), () => {
    const strange = Object.entries(courseOfActs).flatMap(([key, { otherwise = {} }]) => {
      const { records = {}, steps } = rowOf(key);
      const known = ['opening', ...Object.keys(records), ...Object.keys(steps)];
      return Object.keys(otherwise)
        .filter((name) => !known.includes(name))
        .map((name) => `${key} ${name}`);
    });
    expect(strange).toEqual([]);
  });

  test.each([
    ['investigation', 'opening', ['caseGoesOn', 'notSuspended']],
    ['investigation', 'questioningRecord', ['caseGoesOn', 'notSuspended']],
    ['investigation', 'rightsToldRecord', ['caseGoesOn']],
    ['investigation', 'recusal-1', ['caseGoesOn']],
    ['enforcement-case', 'questioningRecord', ['caseGoesOn', 'notSuspended']],
    ['enforcement-case', 'resumptionForm', ['caseGoesOn']],
    ['enforcement-case', 'course-notice-termination', []],
    ['appraisal', 'opening', ['caseGoesOn', 'notSuspended']],
    ['appraisal', 'appraisalOpinion', ['caseGoesOn']],
    ['evidence-preservation', 'opening', ['caseGoesOn', 'notSuspended']],
    ['evidence-preservation', 'preservation-disposition', []],
    ['seizure', 'measureLiftingDecision', []],
    ['seizure', 'things-returned', []],
    ['penalty-notice', 'opening', ['caseGoesOn', 'notSuspended']],
    ['penalty-notice', 'hearingRequest', ['caseGoesOn']],
    ['hearing', 'hearing-record-1', ['caseGoesOn', 'notSuspended']],
    ['hearing', 'hearingPostponement', ['caseGoesOn']],
    ['decision', 'draft', ['caseGoesOn', 'notSuspended']],
    ['decision', 'stamp', ['caseGoesOn']],
    ['summary-penalty', 'spotPenaltyDecision', ['caseGoesOn', 'notSuspended']],
    ['summary-penalty', 'spot-filing', []],
    ['crime-transfer', 'opening', ['caseGoesOn']],
    ['crime-transfer', 'policeReply', []],
    ['service', 'proofOfDirectService', []],
    ['recording-custody', 'opening', []],
  ])(title('%s 的 %s：须有 %j'), (key, name, expected) => {
    expect(asked(key, name)).toEqual(expected);
  });

  test(title('系统自己的行为、退回、撤回：不受阻止'), () => {
    const row = rowOf('decision');
    expect(courseRequirements(row, act('decision', { actor: SYSTEM }))).toEqual([]);
    const returned = { kind: 'decided', step: 'draft/review/1', decision: 'return' } as const;
    expect(courseRequirements(row, act('decision', returned))).toEqual([]);
    expect(courseOf({ key: 'substitution' }, act('substitution', {}))).toBeUndefined();
  });

  test.each([
    ['decision', 'investigation', '调查取证'],
    ['enforcement', 'decision', '审查决定'],
    ['archiving', 'enforcement', '送达执行'],
  ] as const)(title('%s 阶段的程序启动前：%s 阶段已有记录或者略过的理由已经批准'), (phase, _, label) => {
    const [first] = courseRequirements({ key: 'any', phase }, act('any', {}));
    expect(first?.missing).toContain(label);
    expect(first?.article).toBe(3);
  });

  test(title('当场处罚、移送、送达：不受前一阶段的限制'), () => {
    for (const key of ['summary-penalty', 'crime-transfer', 'service'])
      expect(courseRequirements(rowOf(key), act(key, {})).map(({ missing }) => missing)).not.toContainEqual(
        expect.stringContaining('阶段已有记录'),
      );
  });
});

describe(title('中止期间的各项期限'), () => {
  test(title('只有办案期限停止计算；每一项都写明依据'), () => {
    const stopped = Object.entries(clocksWhileSuspended).filter(([, { stops }]) => stops);
    expect(stopped.map(([key]) => key)).toEqual(['caseDecision']);
    expect(Object.keys(clocksWhileSuspended).filter((key) => !isPeriodKey(key))).toEqual([]);
    expect(Object.values(clocksWhileSuspended).filter(({ source }) => source.trim() === '')).toEqual([]);
  });

  test(title('期限表称中止不计入的，与此表一致'), () => {
    const said = Object.entries(periods).filter(
      ([, row]) => 'stops' in row && row.stops.includes('中止调查'),
    );
    expect(said.map(([key]) => key)).toEqual(['caseDecision']);
  });
});
