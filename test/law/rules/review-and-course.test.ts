import { describe, expect, test } from '@jest/globals';
import type { PeriodKey } from '../../../src/workflows/law/periods.js';
import {
  discussionGrounds,
  refuseSingleSignature,
} from '../../../src/workflows/law/rules/collective-discussion.js';
import { extensionAskedFor, refuseExtension } from '../../../src/workflows/law/rules/extension.js';
import { limits } from '../../../src/workflows/law/limits.js';
import { refuseTooOften } from '../../../src/workflows/law/rules/inspection.js';
import {
  refuseReviewer,
  refuseUnreviewed,
  reviewGrounds,
} from '../../../src/workflows/law/rules/legal-review.js';
import { refuseRecused } from '../../../src/workflows/law/rules/recusal.js';
import { articleTitle } from '../../harness/article-title.js';

const none = {
  publicInterest: false,
  majorRights: false,
  heard: false,
  complexRelations: false,
  otherGround: false,
  demolition: false,
};

describe(`${articleTitle(17)} 行政处罚法第五十八条 legal review`, () => {
  test.each([
    ['publicInterest', true],
    ['majorRights', false],
    ['heard', false],
    ['complexRelations', true],
    ['otherGround', true],
    ['demolition', true],
  ] as const)('%s alone › required: %s', (ground, required) => {
    expect(reviewGrounds({ ...none, [ground]: true }).length > 0).toBe(required);
  });

  test('major rights after a hearing › required', () => {
    expect(reviewGrounds({ ...none, majorRights: true, heard: true })).toHaveLength(1);
  });

  test('required and not passed, or not made › no decision; not required › free, but 未通过 stands', () => {
    const grounds = reviewGrounds({ ...none, publicInterest: true });
    expect(refuseUnreviewed(grounds, null)?.code).toBe('legalReviewNotPassed');
    expect(refuseUnreviewed(grounds, 'notPassed')?.code).toBe('legalReviewNotPassed');
    expect(refuseUnreviewed(grounds, 'passed')).toBeUndefined();
    expect(refuseUnreviewed([], null)).toBeUndefined();
    expect(refuseUnreviewed([], 'notPassed')?.code).toBe('legalReviewNotPassed');
  });

  test('a handler, or a first-timer without the qualification › may not review', () => {
    const reviewer = { id: 'legal-1', name: '甲', legalQualification: false, firstTime: false };
    expect(refuseReviewer(reviewer, ['officer-1'])).toBeUndefined();
    expect(refuseReviewer(reviewer, ['legal-1'])?.code).toBe('reviewerUnsuitable');
    expect(refuseReviewer({ ...reviewer, firstTime: true }, [])?.code).toBe('reviewerUnsuitable');
    expect(refuseReviewer({ ...reviewer, firstTime: true, legalQualification: true }, [])).toBeUndefined();
  });
});

describe(`${articleTitle(19)} 行政处罚法第五十七条 collective discussion`, () => {
  test('complex, serious, demolition, second extension › each asks for a meeting', () => {
    expect(discussionGrounds({ gravity: 'ordinary', demolition: false })).toEqual([]);
    for (const grounds of [
      discussionGrounds({ gravity: 'complex', demolition: false }),
      discussionGrounds({ gravity: 'serious', demolition: false }),
      discussionGrounds({ gravity: 'ordinary', demolition: true }),
      discussionGrounds({ gravity: 'ordinary', demolition: false, secondExtension: true }),
    ]) {
      expect(grounds).toHaveLength(1);
      expect(refuseSingleSignature(grounds, null)?.code).toBe('collectiveDiscussionRequired');
      expect(refuseSingleSignature(grounds, ['leader-1', 'leader-2'])).toBeUndefined();
    }
  });

  test('a meeting of one, or of one named twice › is none', () => {
    expect(refuseSingleSignature(['重大违法行为'], ['leader-1'])?.code).toBe('meetingTooSmall');
    expect(refuseSingleSignature([], ['leader-1', 'leader-1'])?.code).toBe('meetingTooSmall');
    expect(refuseSingleSignature([], null)).toBeUndefined();
  });
});

describe('行政处罚法第六十条、行政强制法第二十五条 extensions', () => {
  const ask = (period: PeriodKey, granted: PeriodKey[], next: PeriodKey, more = {}) =>
    refuseExtension({ period, granted, next, decider: 'agencyHead', endsAt: 10, at: 10, ...more })?.code;

  test('the case’s term › thirty days by a 负责人, then sixty by the meeting, then none', () => {
    const [first, second] = ['caseDecisionExtension', 'caseDecisionSecondExtension'] as const;
    expect(ask('caseDecision', [], first)).toBeUndefined();
    expect(ask('caseDecision', [], second)).toBe('extensionNotAllowed');
    expect(ask('caseDecision', [first], second)).toBe('extensionNotAllowed');
    expect(ask('caseDecision', [first], second, { decider: 'collective' })).toBeUndefined();
    expect(ask('caseDecision', [first, second], first)).toBe('extensionNotAllowed');
  });

  test('sealing › once; after the end › never', () => {
    expect(ask('measureDuration', [], 'measureExtension')).toBeUndefined();
    expect(ask('measureDuration', ['measureExtension'], 'measureExtension')).toBe('extensionNotAllowed');
    expect(ask('measureDuration', [], 'measureExtension', { at: 11 })).toBe('extensionNotAllowed');
  });
});

describe('延长至某日', () => {
  test.each([
    ['2027-03-24', '2027-04-08', 15],
    ['2027-03-24', '2027-03-24', 0],
    ['2027-03-24', '2027-03-01', 0],
    ['2027-03-24', '', 0],
    ['2027-03-24', '下月底', 0],
    [null, '2027-04-08', 0],
  ])('最后一日 %s，延长至 %s › %i 日（0 为法定的全部）', (lastDay, until, days) => {
    expect(extensionAskedFor(lastDay, until)).toBe(days);
  });
});

describe(`${articleTitle(12)} 行政处罚法第四十三条 recusal`, () => {
  test('before the decision he goes on, from its instant on he does not', () => {
    const person = { id: 'officer-1', name: '甲' };
    const recusals = [{ person: 'officer-1', at: 100 }];
    expect(refuseRecused(person, 99, recusals)).toBeUndefined();
    expect(refuseRecused(person, 100, recusals)?.code).toBe('recused');
    expect(refuseRecused({ id: 'officer-2', name: '乙' }, 100, recusals)).toBeUndefined();
  });
});

describe(`${articleTitle(2)} 国办发〔2024〕54号 how often a subject is inspected`, () => {
  test('no cap set › nothing is refused, and that is said', () => {
    expect(limits.inspectionsPerYear.value).toBeNull();
    expect(limits.inspectionsPerYear.unconfirmedBecause).not.toBe('');
    expect(refuseTooOften('planned', 99)).toBeUndefined();
  });

  test('a cap › the visit that would exceed it is refused, a clue-driven one never', () => {
    expect(refuseTooOften('planned', 1, 2)).toBeUndefined();
    expect(refuseTooOften('special', 2, 2)?.code).toBe('inspectionTooOften');
    expect(refuseTooOften('clueDriven', 9, 2)).toBeUndefined();
  });
});
