import type { DocumentKey } from '../documents.js';
import { unread } from '../periods/period.js';

/**
 * 笔录 that those heard or present and the officers sign on every page. Article 13 asks for the signature; that
 * it stands on every page is from memory, so a place is offered there and nothing is refused without it.
 */
export const signedOnEachPage = {
  documents: ['questioningRecord', 'inspectionRecord', 'defenceRecord', 'hearingRecord'],
  ...unread('笔录逐页签名凭记忆，规章条款未见原文'),
} as const satisfies { documents: readonly DocumentKey[] };

/** Letters of the bureau to the party of the case, whose name stands above the text. */
export const addressedToParty: readonly DocumentKey[] = [
  'preservationNotice',
  'preservationDisposition',
  'sealingDecision',
  'measureExtensionDecision',
  'measureLiftingDecision',
  'thingsTransferNotice',
  'testNotice',
  'testResultNotice',
  'penaltyNotice',
  'correctionOrder',
  'hearingRightNotice',
  'hearingNotice',
  'hearingPostponement',
  'penaltyDecision',
  'noPenaltyDecision',
  'notProvenDecision',
  'spotPenaltyDecision',
  'suspensionNotice',
  'paymentDeferralNotice',
  'demandNotice',
  'enforcementDecision',
  'substitutePerformanceDecision',
];

/**
 * Contents by which the procedure runs and that say nothing to whoever reads the letter: numbers of records,
 * of parties and of legal bases, the name of the scan of its own signed original. What they stand for is
 * written out beside them.
 */
export const offLetters: readonly string[] = [
  'parties',
  'party',
  'basisKeys',
  'basisKey',
  'evidenceRecords',
  'signedOriginal',
];
