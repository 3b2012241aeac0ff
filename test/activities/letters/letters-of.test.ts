import { describe, expect, test } from '@jest/globals';
import { articleLabel } from '../../../src/workflows/law/articles.js';
import {
  caseInitiationRow,
  enforcementCaseRow,
  FILING_CLOCK,
} from '../../../src/workflows/law/procedure-rows.js';
import type { ProcedureRow } from '../../../src/workflows/law/procedures.js';
import { SYSTEM } from '../../../src/workflows/law/record/kinds.js';
import { approve, by, casePeople, filingClock, form, review, Scene, START, submit, told } from './scene.js';

const article = articleLabel(caseInitiationRow.article);

const returning = (round: number) =>
  ({
    kind: 'decided',
    step: `${form}/review/${String(round)}`,
    actor: by('head-1', 'reviewer'),
    decision: 'return',
  }) as const;

/** A scene whose form has been submitted. */
const submitted = (): Scene => {
  const scene = new Scene();
  scene.open();
  scene.submit();
  return scene;
};

describe(`${article} 信件`, () => {
  test('opening › asks every candidate of the first task › one letter each, with its clock', () => {
    const drafts = new Scene().open();
    expect(told(drafts)).toEqual([
      `assigned officer-1 ${form}/submit/1`,
      `assigned officer-2 ${form}/submit/1`,
    ]);
    expect(drafts[0]).toEqual({
      _id: `HY-2026-0001#1#assigned#${form}/submit/1#officer-1`,
      chainId: 'HY-2026-0001',
      procedure: 'case-initiation',
      seq: 1,
      template: 'assigned',
      step: `${form}/submit/1`,
      recipient: 'officer-1',
      clock: FILING_CLOCK,
      createdAt: START,
      state: 'pending',
      attempts: 0,
      nextAttemptAt: START,
    });
  });

  test('the same record twice › the same letters', () => {
    expect(new Scene().open()).toEqual(new Scene().open());
  });

  test('a decision opens the next task › its candidates are asked, the decider is not', () => {
    const scene = new Scene();
    scene.open();
    expect(told(scene.submit())).toEqual([
      `assigned head-1 ${form}/review/1`,
      `assigned head-2 ${form}/review/1`,
    ]);
    expect(told(scene.review())).toEqual([`assigned leader-1 ${form}/approve/1`]);
  });

  test('转办 › the new person only', () => {
    const scene = submitted();
    const drafts = scene.put({
      kind: 'reassigned',
      step: `${form}/review/1`,
      actor: by('head-1', 'reviewer'),
      facts: { assignee: 'head-2' },
    });
    expect(told(drafts)).toEqual([`assigned head-2 ${form}/review/1`]);
  });

  test('认领 › nobody; 催办 afterwards › whoever claimed it', () => {
    const scene = submitted();
    const claim = { kind: 'claimed', step: `${form}/review/1`, actor: by('head-2', 'reviewer') } as const;
    expect(scene.put({ ...claim, facts: { assignee: 'head-2' } })).toEqual([]);
    const urge = { kind: 'urged', step: `${form}/review/1`, actor: by('officer-1', 'handler') } as const;
    expect(told(scene.put(urge))).toEqual([`urged head-2 ${form}/review/1`]);
  });

  test('到期提醒 › who holds the task of the clock', () => {
    const scene = new Scene();
    scene.open();
    const drafts = scene.put({
      kind: 'reminded',
      step: `${FILING_CLOCK}/reminded/1`,
      facts: { clock: FILING_CLOCK },
    });
    expect(told(drafts)).toEqual([
      `reminder officer-1 ${form}/submit/1`,
      `reminder officer-2 ${form}/submit/1`,
    ]);
  });

  test('到期提醒 of a clock that no open task meets › the officers of the case', () => {
    const scene = submitted();
    const step = 'clock/case-decision/reminded/1';
    const drafts = scene.put({ kind: 'reminded', step, facts: { clock: 'case-decision' } });
    expect(told(drafts)).toEqual([`reminder officer-1 ${step}`, `reminder officer-2 ${step}`]);
  });

  test('期限届满 › officers, unit heads and legal office, pointing at the open task', () => {
    const scene = new Scene();
    scene.open();
    const drafts = scene.put({
      kind: 'periodPassed',
      step: `${FILING_CLOCK}/passed`,
      facts: { clock: FILING_CLOCK },
    });
    expect(told(drafts)).toEqual(
      ['head-1', 'head-2', 'legal-1', 'officer-1', 'officer-2'].map(
        (id) => `periodPassed ${id} ${form}/submit/1`,
      ),
    );
  });

  test('批准期限届满 › the approver who holds the task is told as well', () => {
    const scene = submitted();
    const clock = { ...filingClock, key: 'approval-term' };
    scene.put({
      kind: 'decided',
      step: `${form}/review/1`,
      actor: by('head-1', 'reviewer'),
      decision: 'agree',
      opens: [{ ...approve(), clock: clock.key }],
      clocks: [clock],
    });
    const drafts = scene.put({
      kind: 'periodPassed',
      step: `${clock.key}/passed`,
      facts: { clock: clock.key },
    });
    expect(told(drafts)).toContain(`periodPassed leader-1 ${form}/approve/1`);
  });

  test('届满记录更正 › the same people', () => {
    const scene = new Scene();
    scene.open();
    scene.put({ kind: 'periodPassed', step: `${FILING_CLOCK}/passed`, facts: { clock: FILING_CLOCK } });
    scene.submit();
    const drafts = scene.put({
      kind: 'lapseCorrected',
      step: `${FILING_CLOCK}/corrected`,
      facts: { clock: FILING_CLOCK },
    });
    expect(told(drafts)).toEqual(
      ['head-1', 'head-2', 'legal-1', 'officer-1', 'officer-2'].map(
        (id) => `lapseCorrected ${id} ${FILING_CLOCK}/corrected`,
      ),
    );
  });

  test('退回 › the submitter hears that it came back, in one letter with his new task', () => {
    expect(told(submitted().review('return'))).toEqual([`returned officer-1 ${form}/submit/2`]);
  });

  test('退回 to several › the submitter is told, the others are asked', () => {
    const drafts = submitted().put({
      kind: 'decided',
      step: `${form}/review/1`,
      actor: by('head-1', 'reviewer'),
      decision: 'return',
      opens: [submit(2)],
    });
    expect(told(drafts)).toEqual([
      `assigned officer-2 ${form}/submit/2`,
      `returned officer-1 ${form}/submit/2`,
    ]);
  });

  test('退回 in a round that began with a review › still reaches whoever submitted', () => {
    const scene = submitted();
    scene.review();
    const actor = by('head-1', 'reviewer');
    scene.put({
      kind: 'withdrawn',
      step: `${form}/approve/1`,
      actor,
      decision: 'withdraw',
      opens: [review(2)],
    });
    expect(told(scene.put({ ...returning(2), opens: [submit(3, ['officer-1'])] }))).toEqual([
      `returned officer-1 ${form}/submit/3`,
    ]);
  });

  test('撤回 › those whose task vanished are told, the submitter is asked again', () => {
    const drafts = submitted().put({
      kind: 'withdrawn',
      step: `${form}/review/1`,
      actor: by('officer-1', 'handler'),
      decision: 'withdraw',
      opens: [submit(2, ['officer-1'])],
    });
    expect(told(drafts)).toEqual([
      `assigned officer-1 ${form}/submit/2`,
      `withdrawn head-1 ${form}/review/1`,
      `withdrawn head-2 ${form}/review/1`,
    ]);
  });

  test.each([
    ['agree', 'startApproved', 'initiated'],
    ['refuse', 'startRefused', 'notInitiated'],
  ] as const)(
    '%s with effect %s › officers and reviewers hear it once, the conclusion adds nothing',
    (decision, effect, outcome) => {
      const scene = submitted();
      scene.review();
      const step = `${form}/approve/1`;
      const actor = by('leader-1', 'approver');
      expect(told(scene.put({ kind: 'decided', step, actor, decision, effect }))).toEqual(
        ['head-1', 'head-2', 'officer-1', 'officer-2'].map((id) => `decided ${id} ${step}`),
      );
      expect(scene.put({ kind: 'concluded', step: 'concluded', facts: { outcome } })).toEqual([]);
    },
  );

  test('a refusal that asks for another decision › is not the outcome yet', () => {
    const scene = submitted();
    const drafts = scene.put({
      kind: 'decided',
      step: `${form}/review/1`,
      actor: by('head-1', 'reviewer'),
      decision: 'refuse',
      opens: [approve()],
    });
    expect(told(drafts)).toEqual([`assigned leader-1 ${form}/approve/1`]);
  });
});

describe(`${articleLabel(enforcementCaseRow.article)} 信件`, () => {
  const opened = (): Scene => {
    const scene = new Scene('HY-2026-0001', enforcementCaseRow as unknown as ProcedureRow);
    scene.put({ kind: 'opening', step: 'opening', facts: { people: casePeople } });
    return scene;
  };

  test('a conclusion that follows no decision › is told', () => {
    const drafts = opened().put({ kind: 'concluded', step: 'concluded', facts: { outcome: 'terminated' } });
    expect(told(drafts)).toHaveLength(4);
    expect(told(drafts)[0]).toBe('decided head-1 concluded');
  });

  test('an outcome without words › is told to nobody', () => {
    expect(opened().put({ kind: 'concluded', step: 'concluded', facts: { outcome: 'carriedOn' } })).toEqual(
      [],
    );
  });

  test('程序终止 › officers and reviewers, and its tasks are asked', () => {
    const task = { ...submit(1, ['officer-1']), step: 'termination-report/submit/1' };
    const drafts = opened().put({ kind: 'terminated', step: 'terminated', opens: [task] });
    expect(told(drafts)).toContain('assigned officer-1 termination-report/submit/1');
    expect(told(drafts).filter((line) => line.startsWith('decided'))).toHaveLength(4);
  });

  test('the system is never a recipient', () => {
    const task = { ...submit(1, [SYSTEM.id]), step: 'termination-report/submit/1' };
    expect(opened().put({ kind: 'asked', step: 'termination-report/asked', opens: [task] })).toEqual([]);
  });
});
