import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { DocumentKey } from './law/documents.js';
import type { State } from './law/record/fold.js';
import type { RoleKey } from './law/roles.js';
import type { Actor, AttachmentReference, Body, Decision, Facts, SecrecyLevel } from './law/record/kinds.js';

/**
 * The only doors of a procedure. Each is an Update, so that a person hears at once why he is refused:
 * the failure's type is `REFUSED` and its only detail a `Refusal`.
 */

/** What every request says. `seen` is the chain's newest seq the sender knows of; times in epoch ms. */
export type Request = {
  requestId: string;
  fingerprint: string;
  actor: Actor;
  /** For whom it is done, and the id of the substitution that allows it (代理). */
  onBehalfOf?: Actor;
  substitution?: string;
  occurredAt: number;
  receivedAt: number;
  seen: number;
  policy: { id: string; version: string };
};

/**
 * A manager opens a procedure. `facts` is typed by the procedure's row; `body` holds what is not for headers.
 */
export type OpenRequest = Request & {
  facts: Facts;
  body: Body;
  secrecy: SecrecyLevel;
  attachments: AttachmentReference[];
};

/**
 * An answer to a task. `form` holds the contents of the task's document by field key; `opinion` is never
 * generated.
 */
export type DecideRequest = Request & {
  step: string;
  decision: Exclude<Decision, 'withdraw'>;
  opinion: string;
  form: Body;
  attachments: AttachmentReference[];
  /** Names of the attachments, in their order; they go into the body. */
  attachmentNames: string[];
  secrecy: SecrecyLevel;
  /** Fields of the form that are marked `fact`. */
  facts?: Facts;
};

/**
 * Puts a document on file that nobody was asked for. `officers`: who acted on site, each with the certificate
 * he carried (第十一条); `facts`: fields of the form that are marked `fact`.
 */
export type RecordRequest = Request & {
  document: DocumentKey;
  officers: readonly { id: string; certificate: string }[];
  facts: Facts;
  form: Body;
  opinion: string;
  attachments: AttachmentReference[];
  attachmentNames: string[];
  secrecy: SecrecyLevel;
};

/**
 * 撤回: the actor takes back what he decided while the next person has not acted; `step` is the step he
 * decided.
 */
export type WithdrawRequest = Request & { step: string; opinion: string };
/** 认领 */
export type ClaimRequest = Request & { step: string };
/** 转办 to one person of the same post, with a reason. */
export type ReassignRequest = Request & { step: string; to: string; opinion: string };
/** 离职转办: `to` takes the part of `from` in this role, in what is asked now and in every later round. */
export type HandOverRequest = Request & { role: RoleKey; from: string; to: string; opinion: string };
/** 撤销: ends a procedure of the bureau's own before its time, with a reason. */
export type RevokeRequest = Request & { opinion: string };
/** 催办 */
export type UrgeRequest = Request & { step: string; opinion: string };
/** 备注 on the procedure. */
export type RemarkRequest = Request & {
  text: string;
  attachments: AttachmentReference[];
  attachmentNames: string[];
  /** 1 when left out. */
  secrecy?: SecrecyLevel;
};
/**
 * 更正: a new record beside record `target` of this procedure; both stay visible (第三十五条). `secrecy`: no
 * lower than the target's; 1 when left out.
 */
export type CorrectRequest = Request & {
  target: number;
  reason: string;
  replacement: Body;
  secrecy?: SecrecyLevel;
};

/**
 * Seq of the record the request made (everything else is read from it), and the newest seq of the chain the
 * run knows.
 */
export type Answer = { seq: number; head: number };

/**
 * What a run is started with; everything else is on the record. `turnover`: records per run before
 * continue-as-new.
 */
export type Ids = { chainId: string; procedure: string; turnover?: number };

export const openUpdate = defineUpdate<Answer, [OpenRequest]>('open');
export const decideUpdate = defineUpdate<Answer, [DecideRequest]>('decide');
export const recordUpdate = defineUpdate<Answer, [RecordRequest]>('record');
export const withdrawUpdate = defineUpdate<Answer, [WithdrawRequest]>('withdraw');
export const claimUpdate = defineUpdate<Answer, [ClaimRequest]>('claim');
export const reassignUpdate = defineUpdate<Answer, [ReassignRequest]>('reassign');
export const handOverUpdate = defineUpdate<Answer, [HandOverRequest]>('handOver');
export const revokeUpdate = defineUpdate<Answer, [RevokeRequest]>('revoke');
export const urgeUpdate = defineUpdate<Answer, [UrgeRequest]>('urge');
export const remarkUpdate = defineUpdate<Answer, [RemarkRequest]>('remark');
export const correctUpdate = defineUpdate<Answer, [CorrectRequest]>('correct');

/** A fact, not a decision: the matter's file has a record with this seq. */
export const fileChangedSignal = defineSignal<[number]>('fileChanged');

/** A fact, not a decision: somebody was recused on the matter, or a successor named; its seq. */
export const recusedSignal = defineSignal<[number]>('recused');

/** A fact, not a decision: a record of this procedure with this seq was put on file outside its run. */
export const recordAddedSignal = defineSignal<[number]>('recordAdded');

/** The procedure's state as this run knows it. */
export const stateQuery = defineQuery<State>('state');

/** The updates by name, for the API's one door function. */
export type Doors = {
  decide: DecideRequest;
  record: RecordRequest;
  withdraw: WithdrawRequest;
  claim: ClaimRequest;
  reassign: ReassignRequest;
  handOver: HandOverRequest;
  revoke: RevokeRequest;
  urge: UrgeRequest;
  remark: RemarkRequest;
  correct: CorrectRequest;
};
