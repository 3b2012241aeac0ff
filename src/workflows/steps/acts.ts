import { mediaFact } from '../law/act-media.js';
import type { ProcedureRow } from '../law/procedures.js';
import { recordedOn, type State } from '../law/record/fold.js';
import { openAfter } from '../law/record/gates.js';
import type { Act } from '../law/record/kinds.js';
import type {
  ClaimRequest,
  CorrectRequest,
  DecideRequest,
  HandOverRequest,
  Ids,
  OpenRequest,
  ReassignRequest,
  RecordRequest,
  RemarkRequest,
  Request,
  RevokeRequest,
  UrgeRequest,
  WithdrawRequest,
} from '../messages.js';

/** What every act takes from the request that asks for it. */
const actOf = (ids: Ids, request: Request, act: Pick<Act, 'kind' | 'step'> & Partial<Act>): Act => ({
  chainId: ids.chainId,
  procedure: ids.procedure,
  actor: request.actor,
  ...(request.onBehalfOf ? { onBehalfOf: request.onBehalfOf } : {}),
  occurredAt: request.occurredAt,
  receivedAt: request.receivedAt,
  requestId: request.requestId,
  fingerprint: request.fingerprint,
  opens: [],
  starts: [],
  body: {},
  attachments: [],
  secrecy: 1,
  policy: request.policy,
  lawReferences: [],
  ...act,
  facts: { ...act.facts, ...(request.substitution ? { substitution: request.substitution } : {}) },
});

export const actOfOpening = (ids: Ids, request: OpenRequest): Act =>
  actOf(ids, request, {
    kind: 'opening',
    step: 'opening',
    facts: request.facts,
    body: request.body,
    attachments: request.attachments,
    secrecy: request.secrecy,
  });

/** What was handed in may have been made before; 审核 and 批准 are made when they are received, never earlier. */
export const actOfDecision = (ids: Ids, request: DecideRequest): Act =>
  actOf(ids, request, {
    kind: 'decided',
    step: request.step,
    decision: request.decision,
    ...(request.facts ? { facts: request.facts } : {}),
    ...(request.decision === 'submit' ? {} : { occurredAt: request.receivedAt }),
    body: { opinion: request.opinion, form: request.form, attachmentNames: request.attachmentNames },
    attachments: request.attachments,
    secrecy: request.secrecy,
  });

/** Its step is the number it has among the documents of its kind, so that a form can be named later. */
export function actOfRecord(ids: Ids, request: RecordRequest, row: ProcedureRow, state: State): Act {
  const { document, officers } = request;
  const count = recordedOn(state, document).length + 1;
  const act = actOf(ids, request, {
    kind: 'recorded',
    step: `${document}/record/${String(count)}`,
    facts: { ...request.facts, document, officers },
    body: { opinion: request.opinion, form: request.form, attachmentNames: request.attachmentNames },
    attachments: request.attachments,
    secrecy: request.secrecy,
  });
  const kind = row.records?.[document];
  const meets = kind?.meets?.(state, act) ?? [];
  return {
    ...act,
    starts: [...(kind?.starts?.(state, act) ?? [])],
    facts: { ...act.facts, ...(meets.length > 0 ? { meets } : {}) },
  };
}

/** The act with what is to be said of its recording (第五条). */
export function withMedia(act: Act, row: ProcedureRow, state: State): Act {
  const fact = mediaFact(row, state, act);
  return Object.keys(fact).length === 0 ? act : { ...act, facts: { ...act.facts, ...fact } };
}

/**
 * The withdrawal concludes the step that would have come next; with none open it names the step itself and is
 * refused.
 */
export const actOfWithdrawal = (ids: Ids, request: WithdrawRequest, state: State): Act =>
  actOf(ids, request, {
    kind: 'withdrawn',
    step: openAfter(state, request.step) ?? request.step,
    decision: 'withdraw',
    facts: { of: request.step },
    body: { opinion: request.opinion },
  });

export const actOfClaim = (ids: Ids, request: ClaimRequest): Act =>
  actOf(ids, request, {
    kind: 'claimed',
    step: request.step,
    facts: { assignee: request.onBehalfOf?.id ?? request.actor.id },
  });

export const actOfReassignment = (ids: Ids, request: ReassignRequest): Act =>
  actOf(ids, request, {
    kind: 'reassigned',
    step: request.step,
    facts: { assignee: request.to },
    body: { opinion: request.opinion },
  });

/** It is about a person's part, not about one step; the step's key says so. */
export const actOfHandover = (ids: Ids, request: HandOverRequest): Act =>
  actOf(ids, request, {
    kind: 'handedOver',
    step: `handover/${request.role}`,
    facts: { role: request.role, from: request.from, assignee: request.to },
    body: { opinion: request.opinion },
  });

export const actOfRevocation = (ids: Ids, request: RevokeRequest): Act =>
  actOf(ids, request, { kind: 'terminated', step: 'terminated', body: { opinion: request.opinion } });

export const actOfUrge = (ids: Ids, request: UrgeRequest): Act =>
  actOf(ids, request, { kind: 'urged', step: request.step, body: { opinion: request.opinion } });

export const actOfRemark = (ids: Ids, request: RemarkRequest): Act =>
  actOf(ids, request, {
    kind: 'remarked',
    step: 'remark',
    body: { opinion: request.text, attachmentNames: request.attachmentNames },
    attachments: request.attachments,
    secrecy: request.secrecy ?? 1,
  });

export const actOfCorrection = (ids: Ids, request: CorrectRequest): Act =>
  actOf(ids, request, {
    kind: 'corrected',
    step: `correction/${String(request.target)}`,
    facts: { target: request.target },
    body: { opinion: request.reason, replacement: request.replacement },
    secrecy: request.secrecy ?? 1,
  });
