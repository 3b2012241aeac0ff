import { describe, expect, test } from '@jest/globals';
import { articleLabel } from '../../src/workflows/law/articles.js';
import { provisionalYear, seededCalendar } from '../../src/workflows/law/calendar-seed.js';
import { deadline, safeEnd, safeOpening } from '../../src/workflows/law/deadline.js';
import {
  isPeriodKey,
  periodKeys,
  periodOf,
  periods,
  type PeriodKey,
} from '../../src/workflows/law/periods.js';
import { calendar, clock, due, shanghai, titleOf } from './shanghai.js';

const lastDay = (key: PeriodKey, event: string) => due(key, event).lastDay;
const END_OF_DAY = '23:59:59.999';

/** Each period from the evening of Monday 2 March 2026: one second before midnight, at midnight, one second after. */
const atMidnight: Record<PeriodKey, [before: string, from: string]> = {
  emergencyFiling: ['2026-03-03 23:59:59', '2026-03-04 00:00:00'],
  emergencyDecision: ['2026-03-03 23:59:59', '2026-03-04 00:00:00'],
  urgentInspectionApproval: ['2026-03-03 23:59:59', '2026-03-04 00:00:00'],
  entrustmentTerm: ['2026-04-01', '2026-04-02'],
  emergencyEntryLimit: ['2026-03-03 23:59:59', '2026-03-04 00:00:00'],
  jurisdictionNegotiation: ['2026-03-11', '2026-03-12'],
  jurisdictionDesignation: ['2026-03-11', '2026-03-12'],
  limitation: ['2028-03-02', '2028-03-03'],
  graveLimitation: ['2031-03-02', '2031-03-03'],
  petitionAcceptanceNotice: ['2026-03-17', '2026-03-18'],
  petitionOutcome: ['2026-05-06', '2026-05-06'],
  petitionOutcomeExtension: ['2026-04-01', '2026-04-02'],
  verification: ['2026-03-23', '2026-03-24'],
  verificationExtension: ['2026-03-16', '2026-03-17'],
  spotPenaltyFiling: ['2026-03-05', '2026-03-06'],
  caseDecision: ['2026-06-01', '2026-06-01'],
  caseDecisionExtension: ['2026-04-01', '2026-04-02'],
  caseDecisionSecondExtension: ['2026-05-06', '2026-05-06'],
  applicationCorrectionNotice: ['2026-03-09', '2026-03-10'],
  permitDecision: ['2026-03-30', '2026-03-31'],
  permitDecisionExtension: ['2026-03-16', '2026-03-17'],
  permitDelivery: ['2026-03-16', '2026-03-17'],
  evidencePreservation: ['2026-03-11', '2026-03-12'],
  powerCutNotice: ['2026-03-03 23:59:59', '2026-03-04 00:00:00'],
  emergencyMeasureApproval: ['2026-03-03 23:59:59', '2026-03-04 00:00:00'],
  measureDuration: ['2026-04-01', '2026-04-02'],
  measureExtension: ['2026-04-01', '2026-04-02'],
  crimeTransferDecision: ['2026-03-05', '2026-03-06'],
  crimeTransfer: ['2026-03-03 23:59:59', '2026-03-04 00:00:00'],
  policeDecision: ['2026-03-05', '2026-03-06'],
  policeReconsideration: ['2026-03-05', '2026-03-06'],
  policeReconsiderationDecision: ['2026-03-05', '2026-03-06'],
  procuratorateSupervision: ['2026-03-05', '2026-03-06'],
  thingsHandover: ['2026-03-05', '2026-03-06'],
  statementAndDefence: ['2026-03-09', '2026-03-10'],
  hearingRequest: ['2026-03-09', '2026-03-10'],
  hearingNotice: ['2026-03-11', '2026-03-12'],
  decisionService: ['2026-03-11', '2026-03-12'],
  publicNoticeService: ['2026-04-01', '2026-04-02'],
  publicNoticeServiceAbroad: ['2026-05-06', '2026-05-06'],
  entrustedService: ['2026-03-12', '2026-03-13'],
  penaltyPublication: ['2026-03-11', '2026-03-12'],
  publicationWithdrawal: ['2026-03-05', '2026-03-06'],
  permitAndPenaltyDisclosure: ['2026-03-11', '2026-03-12'],
  otherResultDisclosure: ['2026-03-30', '2026-03-31'],
  safetyPenaltyExposure: ['2026-03-11', '2026-03-12'],
  governmentInformation: ['2026-03-30', '2026-03-31'],
  finePayment: ['2026-03-17', '2026-03-18'],
  collectedFineToBureau: ['2026-03-04', '2026-03-05'],
  collectedFineToBank: ['2026-03-04', '2026-03-05'],
  demandNotice: ['2026-03-16', '2026-03-17'],
  additionalFineEnforcement: ['2026-04-01', '2026-04-02'],
  substitutePerformanceDemand: ['2026-03-05', '2026-03-06'],
  suspendedEnforcementLapse: ['2029-03-02', '2029-03-03'],
  postalAllowance: ['2026-03-09', '2026-03-10'],
  courtWindow: ['2026-06-02', '2026-06-03'],
  judgmentEnforcement: ['2028-03-02', '2028-03-03'],
  courtAcceptance: ['2026-03-09', '2026-03-10'],
  nonAcceptanceReconsideration: ['2026-03-17', '2026-03-18'],
  nonAcceptanceReconsiderationRuling: ['2026-03-17', '2026-03-18'],
  courtRuling: ['2026-03-11', '2026-03-12'],
  courtRulingAfterHearing: ['2026-04-01', '2026-04-02'],
  courtRefusalService: ['2026-03-09', '2026-03-10'],
  refusalReconsideration: ['2026-03-17', '2026-03-18'],
  refusalReconsiderationRuling: ['2026-04-01', '2026-04-02'],
  urgentCourtEnforcement: ['2026-03-09', '2026-03-10'],
  administrativeReview: ['2026-05-06', '2026-05-06'],
  reviewForwarding: ['2026-03-09', '2026-03-10'],
  reviewExamination: ['2026-03-09', '2026-03-10'],
  reviewCopy: ['2026-03-11', '2026-03-12'],
  reviewCopySummary: ['2026-03-05', '2026-03-06'],
  reviewReply: ['2026-03-16', '2026-03-17'],
  reviewReplySummary: ['2026-03-09', '2026-03-10'],
  reviewDecision: ['2026-05-06', '2026-05-06'],
  reviewDecisionExtension: ['2026-04-01', '2026-04-02'],
  reviewDecisionSummary: ['2026-04-01', '2026-04-02'],
  reviewOpinionReport: ['2026-05-06', '2026-05-06'],
  suit: ['2026-09-02', '2026-09-03'],
  suitAfterReview: ['2026-03-17', '2026-03-18'],
  suitAfterOverdueReview: ['2026-03-17', '2026-03-18'],
  suitWithoutRemedyInformation: ['2027-03-02', '2027-03-03'],
  reviewWithoutRemedyInformation: ['2027-03-02', '2027-03-03'],
  suitContentUnknown: ['2031-03-03', '2031-03-03'],
  suitRealEstate: ['2046-03-02', '2046-03-05'],
  courtAnswer: ['2026-03-17', '2026-03-18'],
  archiving: ['2026-04-01', '2026-04-02'],
  recordingCustody: ['2026-03-03 23:59:59', '2026-03-04 00:00:00'],
  copyRequest: ['2026-03-30', '2026-03-31'],
  informationRequest: ['2026-03-30', '2026-03-31'],
  informationRequestExtension: ['2026-03-30', '2026-03-31'],
  caseFileRetention: ['2056-03-02', '2056-03-03'],
  recordingRetention: ['2056-03-02', '2056-03-03'],
  countyArchiveTransfer: ['2036-03-02', '2036-03-03'],
  impactAssessmentRetention: ['2029-03-02', '2029-03-03'],
  networkLogRetention: ['2026-09-02', '2026-09-03'],
};

describe('each period from an event one second before midnight, at midnight and one second after', () => {
  const midnight = shanghai('2026-03-03 00:00:00');

  test.each(periodKeys.map((key) => [titleOf(key), key] as const))(
    '%s › %s › ends as counted by hand',
    (_, key) => {
      const [before, from] = atMidnight[key];
      const period = periodOf(key);
      const at = (event: number) => deadline(period, event, calendar);
      if (period.unit === 'hour') {
        expect(clock(at(midnight - 1_000).at)).toBe(before);
        expect(clock(at(midnight).at)).toBe(from);
        expect(at(midnight + 1_000).at - at(midnight).at).toBe(1_000);
        expect(at(midnight).lastDay).toBeNull();
        return;
      }
      expect(at(midnight - 1_000).lastDay).toBe(before);
      expect(at(midnight).lastDay).toBe(from);
      expect(at(midnight + 1_000)).toEqual(at(midnight));
      expect(at(midnight).at).toBe(shanghai(`${from} ${END_OF_DAY}`));
    },
  );
});

describe('the end itself', () => {
  test(`${titleOf('emergencyFiling')} › filed exactly 24 h after the start › is in time, a millisecond later is late`, () => {
    const started = shanghai('2026-11-24 14:05:00');
    const { at } = deadline(periods.emergencyFiling, started, calendar);
    expect(at - started).toBe(24 * 3_600_000);
    expect(clock(at)).toBe('2026-11-25 14:05:00');
    expect(at + 1 <= at).toBe(false);
  });

  test(`${titleOf('emergencyFiling')} › over a week of holidays › no hour is skipped`, () => {
    expect(clock(due('emergencyFiling', '2026-10-01 08:00:00').at)).toBe('2026-10-02 08:00:00');
    expect(due('emergencyFiling', '2026-10-01 08:00:00').calendarVersion).toBe('none');
  });

  test(`${titleOf('archiving')} › an act in the last millisecond of the last day › is in time`, () => {
    const { at } = due('archiving', '2026-11-02 09:00:00');
    expect(at).toBe(shanghai('2026-12-02 00:00:00') + 86_400_000 - 1);
  });
});

describe('month ends and leap days', () => {
  test.each([
    ['courtWindow', '2025-11-30 10:00:00', '2026-02-28'],
    ['courtWindow', '2027-11-30 10:00:00', '2028-02-29'],
    ['courtWindow', '2026-08-31 10:00:00', '2026-11-30'],
    ['courtWindow', '2026-03-31 10:00:00', '2026-06-30'],
    ['suit', '2023-08-31 10:00:00', '2024-02-29'],
    ['suit', '2026-12-31 10:00:00', '2027-06-30'],
    ['limitation', '2024-02-29 10:00:00', '2026-02-28'],
    ['limitation', '2026-02-28 10:00:00', '2028-02-28'],
    ['graveLimitation', '2024-02-29 23:59:59', '2029-02-28'],
  ] as const)('民法典第二百零二条 › %s from %s › ends on %s', (key, event, day) => {
    expect(lastDay(key, event)).toBe(day);
  });

  test('民法典第二百零二条 › no corresponding day › the explanation says it is the last of the month', () => {
    const { explanation } = due('courtWindow', '2025-11-30 10:00:00');
    expect(explanation.join('\n')).toContain('无对应日，月末日为 2026-02-28');
  });
});

describe('holidays and make-up days', () => {
  test.each([
    // 春节 2026: rests 15–23 February, worked on Saturdays 14 and 28 February.
    ['evidencePreservation', '2026-02-10 16:00:00', '2026-02-26'],
    ['demandNotice', '2026-02-12 09:00:00', '2026-03-04'],
    ['collectedFineToBureau', '2026-02-12 09:00:00', '2026-02-14'],
    // 国庆 2026: rests 1–7 October, worked on Sunday 20 September and Saturday 10 October.
    ['hearingRequest', '2026-09-30 09:00:00', '2026-10-13'],
    ['decisionService', '2026-09-17 18:00:00', '2026-09-28'],
    // Year end 2025: 1–3 January rest, Sunday 4 January 2026 worked.
    ['substitutePerformanceDemand', '2025-12-30 09:00:00', '2026-01-05'],
    // An event on a rest day: its own day does not count anyway.
    ['hearingRequest', '2026-10-03 09:00:00', '2026-10-13'],
  ] as const)('工作日 › %s from %s › ends on %s', (key, event, day) => {
    expect(lastDay(key, event)).toBe(day);
    expect(due(key, event).provisional).toBe(false);
  });

  test.each([
    ['finePayment', '2026-02-02 09:00:00', '2026-02-24'],
    ['finePayment', '2026-09-16 09:00:00', '2026-10-08'],
    ['finePayment', '2026-11-06 09:00:00', '2026-11-23'],
    // The last day is a Saturday or Sunday on which people work: it stays.
    ['finePayment', '2026-01-30 09:00:00', '2026-02-14'],
    ['archiving', '2026-08-21 09:00:00', '2026-09-20'],
    ['caseDecision', '2026-07-08 09:00:00', '2026-10-08'],
  ] as const)('末日逢节假日 › %s from %s › ends on %s', (key, event, day) => {
    expect(lastDay(key, event)).toBe(day);
  });

  test(`${titleOf('measureDuration')} › last day in a holiday › does not roll, and the explanation says why`, () => {
    const found = due('measureDuration', '2026-09-03 09:00:00');
    expect(found.lastDay).toBe('2026-10-03');
    expect(found.explanation.join('\n')).toContain('不因节假日延长');
  });

  test(`${titleOf('courtWindow')} › last day on a Saturday › closes then; the later reading is shown`, () => {
    const found = due('courtWindow', '2026-08-28 09:00:00');
    expect(found.lastDay).toBe('2026-11-28');
    expect(found.latest.lastDay).toBe('2026-11-30');
    expect(safeEnd('courtWindow', found).lastDay).toBe('2026-11-28');
    expect(found.explanation.join('\n')).toContain('较早日');
  });
});

describe('a decision served on Monday 2 March 2026, nothing filed', () => {
  const served = '2026-03-02 10:00:00';

  test(`${titleOf('finePayment')} › is due 17 March`, () => {
    expect(lastDay('finePayment', served)).toBe('2026-03-17');
  });

  test(`${titleOf('administrativeReview')} › would end 1 May › rolls past 劳动节 to 6 May`, () => {
    const found = due('administrativeReview', served);
    expect(found.lastDay).toBe('2026-05-06');
    expect(found.explanation.join('\n')).toContain('第 60 日为 2026-05-01');
  });

  test(`${titleOf('suit')} and ${titleOf('courtWindow')} › suit ends 2 September › the window ends 2 December`, () => {
    const suit = due('suit', served);
    expect(suit.lastDay).toBe('2026-09-02');
    const window = deadline(periods.courtWindow, safeOpening(suit).at, calendar);
    expect(window.lastDay).toBe('2026-12-02');
    expect(window.explanation.join('\n')).toContain('自 2026-09-03（星期四）起');
  });

  test(`${titleOf('demandNotice')} › demand served 17 November › counts 18 November to 1 December`, () => {
    const { lastDay: last, explanation } = due('demandNotice', '2026-11-17 11:00:00');
    expect(last).toBe('2026-12-01');
    expect(explanation).toContain('第 1 个工作日：2026-11-18（星期三）');
    expect(explanation).toContain('第 10 个工作日：2026-12-01（星期二）');
    expect(explanation).toContain('2026-11-21（星期六）至 2026-11-22（星期日）为周末，不计入');
  });

  test(`${titleOf('demandNotice')} › demand served a day later › leaves no day in the window`, () => {
    const window = deadline(periods.courtWindow, shanghai('2026-09-02 12:00:00'), calendar);
    expect(due('demandNotice', '2026-11-18 11:00:00').at).toBe(window.at);
  });
});

describe('years whose notice has not been published', () => {
  test(`${titleOf('demandNotice')} › days of 2027 are examined › is provisional, with both readings`, () => {
    const found = due('demandNotice', '2027-02-01 09:00:00');
    expect(found.provisional).toBe(true);
    expect(found.calendarVersion).toBe('2027:provisional-2024');
    expect(found.explanation.at(-1)).toMatch(/^2027 年有关放假安排尚未公布.*最早 .*最晚 /);
    expect(found.earliest.at).toBeLessThan(found.at);
    expect(found.latest.at).toBeGreaterThan(found.at);
  });

  test(`${titleOf('evidencePreservation')} › over the new year 2026/2027 › names both years`, () => {
    const found = due('evidencePreservation', '2026-12-28 09:00:00');
    expect(found.calendarVersion).toBe('2026:tyme4ts-1.5.2, 2027:provisional-2024');
    expect(found.provisional).toBe(true);
  });

  test(`${titleOf('demandNotice')} › ends in December 2026, 1 January 2027 being a Friday › is not provisional`, () => {
    expect(due('demandNotice', '2026-12-17 09:00:00')).toMatchObject({
      lastDay: '2026-12-31',
      provisional: false,
    });
  });

  test('a published December › next year unpublished and beginning on a Tuesday › is still open', () => {
    const asOf2018 = [...seededCalendar(2017, 2018), provisionalYear(2019)];
    const found = deadline(periods.collectedFineToBureau, shanghai('2018-12-27 09:00:00'), asOf2018);
    const published = deadline(periods.collectedFineToBureau, shanghai('2018-12-27 09:00:00'), calendar);
    expect(found.provisional).toBe(true);
    expect(published.provisional).toBe(false);
    expect(published.at).toBeGreaterThanOrEqual(found.earliest.at);
    expect(published.at).toBeLessThanOrEqual(found.latest.at);
    expect(found.explanation.at(-1)).toMatch(/^2019 年/);
  });

  test(`${titleOf('measureDuration')} › a period that reads no calendar › is never provisional`, () => {
    expect(due('measureDuration', '2027-02-01 09:00:00')).toMatchObject({
      provisional: false,
      calendarVersion: 'none',
    });
    expect(due('emergencyFiling', '2027-02-01 09:00:00')).toMatchObject({ provisional: false });
  });

  test('a year that is not at hand › is read from weekends, provisional, and safely late', () => {
    const found = deadline(periods.demandNotice, shanghai('2026-12-30 09:00:00'), seededCalendar(2026, 2026));
    expect(found.provisional).toBe(true);
    expect(found.calendarVersion).toContain('2027:missing');
    expect(found.lastDay).toBe('2027-01-13');
    expect(found.earliest.lastDay).toBe('2027-01-09');
    expect(found.latest.at - found.at).toBeGreaterThanOrEqual(60 * 86_400_000);
  });

  test('the safe side › a duty takes the earlier end, a right the later, a window closes at the earlier', () => {
    const found = due('demandNotice', '2027-02-01 09:00:00');
    expect(safeEnd('dutyOfBureau', found)).toEqual(found.earliest);
    expect(safeEnd('courtWindow', found)).toEqual(found.earliest);
    expect(safeEnd('rightOfParty', found)).toEqual(found.latest);
    expect(safeEnd('dutyOfOthers', found)).toEqual(found.latest);
    expect(safeOpening(found)).toEqual(found.latest);
  });
});

describe('what is no event', () => {
  test.each([Number.NaN, Number.POSITIVE_INFINITY, 1.5, -1e15, 8.64e15])('%p › refused', (event) => {
    expect(() => deadline(periods.archiving, event, calendar)).toThrow(RangeError);
    expect(() => deadline(periods.emergencyFiling, event, calendar)).toThrow(RangeError);
  });

  test('a word that is no period › is none', () => {
    expect([isPeriodKey('archiving'), isPeriodKey('toString'), isPeriodKey('归档')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test(`${articleLabel(9)} › the label on timers and letters › is the table's`, () => {
    expect(titleOf('emergencyFiling')).toBe('第九条 紧急启动补报');
  });
});
