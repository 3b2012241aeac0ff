import { discussedSince } from './case-requirements.js';
import type { CasePeople, RecordRow, StepRow } from './procedures.js';
import { readStep, readSubject } from './record/approval-tasks.js';
import { held, recordedOn, type State } from './record/fold.js';
import { textsOf, type Act, type RecordHeader, type Task } from './record/kinds.js';
import { decisionBefore, successionOf } from './record/recusal.js';
import type { Requirement, WholeMatter } from './record/requirements.js';
import { HEADS, OFFICERS } from './record-roles.js';
import { refusal, type Refusal } from '../refusals.js';

/**
 * 回避 (行政处罚法第四十三条) and 不适宜音像记录 (第十四条): papers that somebody above the officers decides on, in the
 * investigation and, once that is concluded, in the case itself.
 */

/** Subject of the decision of one application for 回避, with its number: `recusal-1`. */
const RECUSAL_SUBJECT = 'recusal';
/** Subject of the naming of successors after it: `recusal-successor-1`. */
const SUCCESSION_SUBJECT = 'recusal-successor';
/** The step by which the application of this number is decided. */
export const recusalStep = (count: number): string => `${RECUSAL_SUBJECT}-${String(count)}/submit/1`;

/** Subject of the approval of a reason not to record, with its number: `unsuitable-1`. */
const UNSUITABLE_SUBJECT = 'unsuitable';
/** The step by which one of them is decided. */
export const unsuitableStep = (count: number): string => `${UNSUITABLE_SUBJECT}-${String(count)}/review/1`;

/** The application a decision is about. */
function applicationBehind(matter: WholeMatter, { procedure, step }: Act): RecordHeader | undefined {
  const { count } = readSubject(readStep(step).subject);
  const state = matter[procedure];
  return state && recordedOn(state, 'recusalApplication')[count - 1];
}

/** 决定作出之前，不停止调查: an application holds up nothing but the end of the procedure it is made in. */
export const recusalsDecided: Requirement = {
  missing: '回避申请已经决定',
  article: 12,
  statute: '行政处罚法第四十三条',
  met: (matter, { procedure, step }) => {
    const state = matter[procedure];
    if (readStep(step).part !== 'approve' || !state) return true;
    return recordedOn(state, 'recusalApplication').every((_, index) =>
      held(state.steps, recusalStep(index + 1)),
    );
  },
};

const samePersons: Requirement = {
  missing: '决定所列人员与申请所列人员一致',
  article: 12,
  statute: '行政处罚法第四十三条',
  met: (matter, act) => {
    const asked = textsOf(applicationBehind(matter, act)?.facts ?? {}, 'persons');
    const decided = textsOf(act.facts, 'persons');
    return decided.length === asked.length && decided.every((id) => asked.includes(id));
  },
};

/** Who decides on a leader no statute says: the leaders together, without him, until the bureau has said. */
const leadersDiscussed: Requirement = {
  missing: '行政机关负责人的回避已经集体讨论，被申请回避的人未参加，并有记录',
  article: 12,
  statute: '行政处罚法第四十三条未规定，待法制机构确定',
  met: (matter, act) => {
    const application = applicationBehind(matter, act);
    const { capacity } = application?.facts ?? {};
    const apart = textsOf(application?.facts ?? {}, 'persons');
    return capacity !== 'agencyHead' || discussedSince(matter, 'recusal', application, apart);
  },
};

/** One for each, none of them recused, none twice. */
const successorForEach: Requirement = {
  missing: '依次为每一名应当回避的人员指定一名接替人员（不得是已回避的人）',
  article: 12,
  statute: '行政处罚法第四十二条、第四十三条',
  met: (matter, act) => {
    const recused = Object.values(matter).flatMap(({ steps }) =>
      Object.values(steps).flatMap(({ effect, facts }) =>
        effect === 'recused' ? textsOf(facts, 'persons') : [],
      ),
    );
    const decided = held(matter[act.procedure]?.steps ?? {}, decisionBefore(act.step));
    const named = textsOf(act.facts, 'successors');
    return (
      named.length === textsOf(decided?.facts ?? {}, 'persons').length &&
      new Set(named).size === named.length &&
      !named.some((id) => recused.includes(id))
    );
  },
};

/** Somebody is named. */
function applicationRefused(_: State, act: Act): Refusal | undefined {
  return textsOf(act.facts, 'persons').length > 0
    ? undefined
    : refusal('contentsRequired', { document: '回避申请书', missing: '被申请回避的人员' });
}

/** The papers of a procedure in which they may be put on file. `more`: what must be on file before. */
export const recusalRecords = (more: readonly Requirement[] = []) =>
  ({
    unsuitableForRecording: { article: 14, by: OFFICERS, requires: more },
    recusalApplication: {
      article: 12,
      by: [...OFFICERS, ...HEADS],
      requires: more,
      refuse: applicationRefused,
    },
  }) as const satisfies Record<string, RecordRow>;

/** The step by which the head of the unit agrees to a reason not to record. */
export const unsuitableSteps: Readonly<Record<string, StepRow>> = {
  [SUCCESSION_SUBJECT]: {
    label: '指定接替人员',
    asks: '有人回避后，承办、审核、批准或者法制机构人员不足：请指定接替人员',
    document: 'recusalSuccession',
    article: 12,
    requires: [successorForEach],
  },
  [UNSUITABLE_SUBJECT]: {
    label: '不适宜音像记录',
    asks: '审核不适宜音像记录的理由',
    document: 'unsuitableForRecording',
    article: 14,
  },
};

/** The steps by which they are decided. */
export const recusalSteps: Readonly<Record<string, StepRow>> = {
  [RECUSAL_SUBJECT]: {
    label: '回避决定',
    asks: '审查回避申请，作出是否回避的决定；决定作出之前，不停止调查',
    document: 'recusalDecision',
    article: 12,
    requires: [samePersons, leadersDiscussed],
    concerns: (state, { step }) =>
      textsOf(
        recordedOn(state, 'recusalApplication')[readSubject(readStep(step).subject).count - 1]?.facts ?? {},
        'persons',
      ),
  },
  ...unsuitableSteps,
};

/** Who takes the parts of those who withdrew: named by a head who did not. */
export const successionTask = (
  count: number,
  { reviewers, approvers }: CasePeople,
  recused: readonly string[],
): Task => {
  const left = (people: readonly string[]) => people.filter((id) => !recused.includes(id));
  const heads = left(reviewers);
  return {
    step: successionOf(recusalStep(count)),
    role: heads.length > 0 ? 'reviewer' : 'approver',
    document: 'recusalSuccession',
    decisions: ['submit'],
    candidates: heads.length > 0 ? heads : left(approvers),
  };
};

/** The decision on an application: by a leader who is not himself challenged. */
export const recusalTask = (
  count: number,
  approvers: readonly string[],
  challenged: readonly string[],
): Task => ({
  step: recusalStep(count),
  role: 'approver',
  document: 'recusalDecision',
  decisions: ['submit'],
  candidates: approvers.filter((id) => !challenged.includes(id)),
});

/** The reason not to record, agreed to by the head of the handling unit before the act. */
export const unsuitableTask = (count: number, reviewers: readonly string[]): Task => ({
  step: unsuitableStep(count),
  role: 'reviewer',
  document: 'unsuitableForRecording',
  decisions: ['agree', 'refuse'],
  candidates: [...reviewers],
});
