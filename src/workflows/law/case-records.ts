import { documents } from './documents.js';
import { periods } from './periods.js';
import type { RecordRow, StepRow } from './procedures.js';
import {
  CASE,
  COURSE_SUBJECTS,
  discussedSince,
  formBehind,
  isPending,
  isSuspended,
  type CourseForm,
} from './case-requirements.js';
import { evidenceOpen, evidenceRecords, investigationConcluded } from './evidence-records.js';
import { held, type State } from './record/fold.js';
import { textOf, type Act } from './record/kinds.js';
import { partiesOf } from './record/parties.js';
import { atApproval, beforeLapse, concludedAs, underWay, type Requirement } from './record/requirements.js';
import { HEADS, LEADERS, OFFICERS } from './record-roles.js';
import { recusalRecords, recusalSteps } from './recusal-rows.js';
import { refuseExtension } from './rules/extension.js';
import { givenBack } from './with-police.js';
import { supervisionRecords, supervisionSteps } from './supervision-rows.js';
import { first, refusal, type Refusal } from '../refusals.js';

/** Key of the clock of the decision. */
export const DECISION_CLOCK = 'case-decision';

/** The two extensions there are, in their order — B9, from memory of the housing rule. */
const EXTENSIONS = ['caseDecisionExtension', 'caseDecisionSecondExtension'] as const;

/** Another of the kind waits for its approval. */
const pendingBefore = (state: State, form: CourseForm): Refusal | undefined =>
  isPending(state, form) ? refusal('alreadyUnderReview', { document: documents[form].title }) : undefined;

const groundIn =
  (form: CourseForm, grounds: readonly string[]) =>
  (act: Act): Refusal | undefined =>
    grounds.includes(textOf(act.facts, 'ground'))
      ? undefined
      : refusal('groundNotOfInvestigation', { document: documents[form].title });

const suspensionGround = groundIn('suspensionForm', [
  'dependsOnAnotherCase',
  'legalQuestion',
  'forceMajeure',
  'partyMissing',
  'other',
]);
const terminationGround = groundIn('terminationForm', [
  'citizenDead',
  'entityEnded',
  'crimeTransfer',
  'other',
]);

function suspensionRefused(state: State, act: Act): Refusal | undefined {
  return first([
    pendingBefore(state, 'suspensionForm'),
    isSuspended(state) ? refusal('notReady', { missing: '此前的中止已经恢复' }) : undefined,
    suspensionGround(act),
  ]);
}

function resumptionRefused(state: State): Refusal | undefined {
  return first([
    pendingBefore(state, 'resumptionForm'),
    isSuspended(state) ? undefined : refusal('notStandingStill', { what: '调查' }),
  ]);
}

const terminationRefused = (state: State, act: Act): Refusal | undefined =>
  first([pendingBefore(state, 'terminationForm'), terminationGround(act)]);

/** The first by the 负责人, the second after a collective discussion; there is no third. */
function extensionRefused(state: State, act: Act): Refusal | undefined {
  const clock = held(state.clocks, DECISION_CLOCK);
  const next = EXTENSIONS.find((key) => key === textOf(act.facts, 'extension'));
  const not = (why: string) => refusal('extensionNotAllowed', { period: periods.caseDecision.label, why });
  if (!next) return not('没有这种延长');
  if (!clock || clock.met !== undefined) return not('该期限所涉事项已经办理');
  const until = textOf(act.facts, 'until');
  if (until !== '' && clock.lastDay !== null && until <= clock.lastDay)
    return not(`延长至的日期须在现在的最后一日（${clock.lastDay}）之后`);
  return (
    pendingBefore(state, 'periodExtensionForm') ??
    refuseExtension({
      period: 'caseDecision',
      granted: clock.extensions ?? [],
      next,
      decider: 'collective',
      endsAt: clock.stopped === undefined ? clock.at : Infinity,
      at: act.receivedAt,
    })
  );
}

const secondDiscussed: Requirement = {
  missing: '办案期限第二次延长已经行政机关负责人集体讨论，并有记录',
  article: 19,
  statute: '住房和城乡建设行政处罚程序规定（条号待核）',
  met: (matter, act) => {
    const form = formBehind(matter[CASE], 'periodExtensionForm', act);
    const second = form?.facts['extension'] === EXTENSIONS[1];
    return !second || discussedSince(matter, 'secondExtension', form);
  },
};

const beforeItRanOut = beforeLapse(DECISION_CLOCK, {
  missing: '在办案期限届满前批准延长',
  article: null,
  statute: '行政处罚法第六十条',
});

const measuresEnded: Requirement = {
  missing: '查封、扣押和先行登记保存已经解除或者处理',
  article: 15,
  statute: '行政强制法第二十八条',
  met: (matter) => !underWay(matter, 'seizure') && !underWay(matter, 'evidence-preservation'),
};

const crimeTransferred: Requirement = {
  missing: '涉嫌犯罪案件已经移送公安机关',
  article: null,
  statute: '行政执法机关移送涉嫌犯罪案件的规定第五条',
  met: (matter, act) =>
    formBehind(matter[CASE], 'terminationForm', act)?.facts['ground'] !== 'crimeTransfer' ||
    concludedAs(matter, 'crime-transfer', 'transferred'),
};

const noDecisionUnderWay: Requirement = {
  missing: '没有正在办理的审查决定（正在办理的，记入该程序）',
  article: 21,
  met: (matter) => !underWay(matter, 'decision'),
};

const partyKnown: Requirement = {
  missing: '补充情况的当事人为本案在卷的当事人',
  article: 9,
  met: (matter, { facts }) => {
    const named = textOf(facts, 'party');
    return named === '' || partiesOf(matter).some(({ key }) => key === named);
  },
};

const proposalSaid: Requirement = {
  missing: '报告中拟处理的方式',
  article: 16,
  met: (_, { facts }) => textOf(facts, 'proposalKind') !== '',
};

const form = (more: Partial<RecordRow> = {}): RecordRow => ({
  article: 3,
  by: OFFICERS,
  ...more,
});

/** What people put on file in the case itself, at any time of its course. */
export const caseRecords = {
  partyParticulars: form({ article: 9, by: [...OFFICERS, ...HEADS], requires: [partyKnown] }),
  suspensionForm: form({ refuse: suspensionRefused }),
  resumptionForm: form({ refuse: resumptionRefused }),
  terminationForm: form({ refuse: terminationRefused }),
  periodExtensionForm: form({ article: 21, refuse: extensionRefused }),
  phaseSkipReason: form(),
  // 负责人 who finds otherwise has the case reported anew (行政处罚法第五十七条); the latest report approved counts.
  investigationReport: form({
    article: 16,
    requires: [investigationConcluded, evidenceOpen, proposalSaid],
    refuse: (state) => pendingBefore(state, 'investigationReport'),
  }),
  collectiveDiscussionRecord: form({ media: 'review', article: 19, by: [...OFFICERS, ...HEADS, ...LEADERS] }),
  ...supervisionRecords,
  // What a decision under way waits for is put on file there.
  policeReply: { ...givenBack, requires: [...(givenBack.requires ?? []), noDecisionUnderWay] },
  ...recusalRecords([investigationConcluded]),
  ...evidenceRecords([investigationConcluded]),
} as const;

const courseStep = (formKey: CourseForm, label: string, requires: readonly Requirement[] = []): StepRow => ({
  label,
  asks: `填写《${documents[formKey].title}》，报本机关负责人批准`,
  document: formKey,
  article: 3,
  requires: requires.map(atApproval),
});

function courseNotice(what: string): StepRow {
  return {
    label: `${what}调查告知`,
    asks: `将${what}调查告知当事人`,
    document: 'suspensionNotice',
    article: 3,
  };
}

/** The steps of the course of the case beside those of its beginning. */
export const caseSteps: Readonly<Record<string, StepRow>> = {
  [COURSE_SUBJECTS.suspensionForm]: courseStep('suspensionForm', '中止调查'),
  [COURSE_SUBJECTS.resumptionForm]: courseStep('resumptionForm', '恢复调查'),
  [COURSE_SUBJECTS.terminationForm]: courseStep('terminationForm', '终止调查', [
    measuresEnded,
    crimeTransferred,
  ]),
  [COURSE_SUBJECTS.periodExtensionForm]: courseStep('periodExtensionForm', '延长办案期限', [
    beforeItRanOut,
    secondDiscussed,
  ]),
  [COURSE_SUBJECTS.phaseSkipReason]: courseStep('phaseSkipReason', '略过执法阶段'),
  [COURSE_SUBJECTS.investigationReport]: {
    ...courseStep('investigationReport', '补充调查终结报告'),
    article: 16,
  },
  ...supervisionSteps,
  ...recusalSteps,
  'course-notice-suspension': courseNotice('中止'),
  'course-notice-resumption': courseNotice('恢复'),
  'course-notice-termination': courseNotice('终止'),
};
