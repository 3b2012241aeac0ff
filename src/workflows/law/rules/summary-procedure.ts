import { limits } from '../limits.js';
import { penaltyOf } from '../penalties.js';
import { refusal, type Refusal } from '../../refusals.js';
import { kindsOf, type ProposedPenalty } from './penalty.js';
import { partyKinds, type PartyKind } from './party.js';

const upTo = {
  citizen: limits.spotFineCitizen.value,
  organisation: limits.spotFineOrganisation.value,
} as const satisfies Record<PartyKind, number>;

/**
 * 违法事实确凿并有法定依据，对公民处以二百元以下、对法人或者其他组织处以三千元以下罚款或者警告的，可以当场作出 — 行政处罚法第五十一条. Above it
 * the case goes the ordinary way. Pure; undefined for yes.
 */
export function refuseOnTheSpot(party: PartyKind, penalty: ProposedPenalty): Refusal | undefined {
  const beyond = kindsOf(penalty).find((kind) => !penaltyOf(kind).onTheSpot);
  const why = beyond
    ? `${penaltyOf(beyond).label}不适用简易程序`
    : penalty.fine > upTo[party]
      ? `对${partyKinds[party]}的罚款超过 ${String(upTo[party] / 100)} 元`
      : undefined;
  return why === undefined ? undefined : refusal('beyondSummaryProcedure', { why });
}
