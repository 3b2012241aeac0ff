import type { RecordRow } from './procedures.js';
import { OFFICERS } from './record-roles.js';
import { numberOf, textOf, type RecordHeader } from './record/kinds.js';
import {
  instancesOf,
  onFile,
  outcomeOn,
  underWay,
  type Requirement,
  type WholeMatter,
} from './record/requirements.js';
import { isReportedAs } from './reported.js';

/**
 * Where it is put on file that a case came back: with the decision while that is open, else with the case.
 */
const PLACES = ['decision', 'enforcement-case'] as const;

/** Did the police give a case back — 依法不需要追究刑事责任或者免予刑事处罚？ */
export const isGivenBack = ({ facts }: Pick<RecordHeader, 'facts'>): boolean =>
  textOf(facts, 'reply') === 'givenBack';

/**
 * Do the police have the case: transferred, and not given back since (司法机关应当及时将案件移送行政机关 —
 * 行政处罚法第二十七条)? Pure.
 */
export function isWithPolice(matter: WholeMatter): boolean {
  const back = PLACES.flatMap((key) => onFile(matter, key, 'policeReply')).filter(isGivenBack);
  return instancesOf(matter, 'crime-transfer')
    .filter((state) => outcomeOn(state) === 'transferred')
    .some(({ concluded }) => !back.some(({ seq }) => seq > (concluded?.seq ?? Infinity)));
}

/** 不得以行政处罚代替移送: the penalty is held while a transfer is under way, and after it until the case comes back. */
export const penaltyNotHeld: Requirement = {
  missing: '没有正在办理的涉嫌犯罪移送，已经移送的由司法机关移送回本机关处理',
  article: null,
  statute: '行政执法机关移送涉嫌犯罪案件的规定第十一条、行政处罚法第二十七条',
  met: (matter) => !underWay(matter, 'crime-transfer') && !isWithPolice(matter),
};

/**
 * An investigation that found a crime is followed by its transfer; what the transfer did not end, because it
 * was refused, declined or given back, is for the bureau to handle (移送规定第十条，from memory).
 */
export const crimeTransferEnded: Requirement = {
  missing: '调查终结报告认为涉嫌犯罪的，已经办理移送并有结果',
  article: null,
  statute: '行政执法机关移送涉嫌犯罪案件的规定第五条、第十条（第十条凭记忆，待核）',
  met: (matter) =>
    !isReportedAs(matter, 'transfer') ||
    instancesOf(matter, 'crime-transfer').some(({ concluded }) => concluded !== undefined),
};

/** 司法机关移送回来: of a case that they have. */
export const givenBack: RecordRow = {
  article: 21,
  by: OFFICERS,
  requires: [
    {
      missing: '案件已经移送，司法机关尚未移送回来',
      article: null,
      statute: '行政处罚法第二十七条',
      met: isWithPolice,
    },
    {
      missing: '答复为移送行政机关处理，收到时间已载明且不晚于现在（其他答复记入移送程序）',
      article: null,
      statute: '行政处罚法第二十七条',
      met: (_, act) => isGivenBack(act) && (numberOf(act.facts, 'receivedAt') ?? Infinity) <= act.receivedAt,
    },
  ],
};
