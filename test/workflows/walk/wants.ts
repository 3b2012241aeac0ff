import type { DocumentKey } from '../../../src/workflows/law/documents.js';
import { recordedOn, type State } from '../../../src/workflows/law/record/fold.js';
import { procedureName, textOf, textsOf, type Body } from '../../../src/workflows/law/record/kinds.js';
import { partiesOf } from '../../../src/workflows/law/record/parties.js';
import { evidenceIn, methodsUnexplained, recordingsIn } from './forms.js';
import type { Plan } from './plan.js';

type Matter = Readonly<Record<string, State>>;

/** How much somebody wants to do something now, against everything else; 0 for not at all. */
export type Want = { weight: number; said?: Body };

const outcomeOf = (state: State | undefined): string | undefined =>
  state?.concluded && textOf(state.concluded.facts, 'outcome');
const instances = (matter: Matter, name: string): State[] =>
  Object.entries(matter)
    .filter(([key, { opening }]) => procedureName(key) === name && opening)
    .map(([, state]) => state);
const fewer = (weight: number, count: number): number => (count >= MOST ? 0 : weight / (1 + count) ** 2);

const GOES_ON = 8;
const RARELY = 0.03;
/** More of one kind in one case would only lengthen the walk. */
const MOST = 2;

// — opening a procedure —

const isDecidedOnTheSpot = (matter: Matter): boolean => outcomeOf(matter['summary-penalty']) === 'penalty';

/** Every party has been told of what is intended, and nothing of it is under way any more. */
function noticesDone(matter: Matter): boolean {
  const notices = instances(matter, 'penalty-notice').filter(
    (state) => !['notApproved', 'withdrawn'].includes(outcomeOf(state) ?? ''),
  );
  const told = notices.flatMap(({ opening }) => textsOf(opening?.facts ?? {}, 'parties'));
  const all = partiesOf(matter).every(({ key }) => told.includes(key));
  return notices.length > 0 && all && notices.every(({ concluded }) => concluded);
}

function wantsNotice(matter: Matter): number {
  const reported = outcomeOf(matter['investigation']) === 'penalty';
  const open = instances(matter, 'penalty-notice').some(({ concluded }) => !concluded);
  return reported && !open && !noticesDone(matter) && !matter['decision'] ? GOES_ON : 0;
}

function wantsDecision(matter: Matter): number {
  const reported = outcomeOf(matter['investigation']);
  if (matter['decision'] || reported === undefined || isDecidedOnTheSpot(matter)) return 0;
  if (reported === 'termination' || instances(matter, 'hearing').some(({ concluded }) => !concluded))
    return 0;
  return reported !== 'penalty' || noticesDone(matter) ? GOES_ON : RARELY;
}

/** A measure or a visit waits for the recording of it. */
const recordingWanted = (matter: Matter): boolean =>
  recordingsIn(matter).length === 0 &&
  ['seizure', 'evidence-preservation', 'inspection', 'urgent-inspection'].some((name) =>
    instances(matter, name).some(({ concluded }) => !concluded),
  );

const openings: Readonly<Record<string, (matter: Matter, plan: Plan, count: number) => number>> = {
  investigation: (matter, { onTheSpot }) =>
    onTheSpot && outcomeOf(matter['summary-penalty']) !== 'ordinary' ? RARELY : GOES_ON,
  'summary-penalty': (_, { onTheSpot }) => (onTheSpot ? GOES_ON : 0),
  'recording-custody': (matter, { eager }, count) =>
    fewer(eager.recordings ? 2 : RARELY, count) + (recordingWanted(matter) ? 3 : 0),
  appraisal: (_, { eager }, count) => fewer(eager.appraisal ? 1 : RARELY, count),
  'evidence-preservation': (_, { eager }, count) => fewer(eager.measures ? 1 : RARELY, count),
  seizure: (_, { eager }, count) => fewer(eager.measures ? 1 : RARELY, count),
  'penalty-notice': wantsNotice,
  decision: wantsDecision,
  'crime-transfer': (_, { eager }, count) => (eager.transfer && count === 0 ? 0.5 : 0),
  service: (matter) => (matter['decision']?.concluded ? RARELY : 0),
};

/** The start was refused, or the case has been terminated. */
const isOver = (matter: Matter): boolean =>
  outcomeOf(matter['case-initiation']) === 'notInitiated' ||
  matter['enforcement-case']?.terminated !== undefined;

/** How much a procedure of this row is wanted, of which there are so many already. */
export const wantsOpening = (name: string, matter: Matter, plan: Plan, count: number): number =>
  isOver(matter) ? 0 : (openings[name]?.(matter, plan, count) ?? 0);

// — putting a paper on file —

type Papers = (state: State, matter: Matter, plan: Plan, document: DocumentKey) => Want[];

const on = (state: State, document: DocumentKey): number => recordedOn(state, document).length;

/** Every party is told of every right. */
const rightsUntold = (state: State, matter: Matter): Want[] =>
  partiesOf(matter)
    .filter(({ key }) => {
      const his = recordedOn(state, 'rightsToldRecord').filter(({ facts }) => facts['party'] === key);
      return !['statement', 'defence', 'recusal'].every((right) =>
        his.some(({ facts }) => facts[right] === 'told'),
      );
    })
    .map(({ key }) => ({ weight: GOES_ON, said: { party: key } }));

const ofInvestigation: Papers = (state, matter, { onTheSpot }, document) => {
  if (document === 'rightsToldRecord') return rightsUntold(state, matter);
  if (document === 'evidenceExclusion') return [{ weight: evidenceIn(matter).length > 1 ? 0.1 : 0 }];
  const proves = ['questioningRecord', 'inspectionRecord', 'evidenceList', 'otherEvidenceRecord'];
  const needed = evidenceIn(matter).length === 0 && !onTheSpot;
  if (RECORDED.includes(document) && recordingsIn(matter).length === 0) return [{ weight: RARELY }];
  if (proves.includes(document)) return [{ weight: needed ? 4 : fewer(0.3, on(state, document)) }];
  if (document === 'samplingList')
    return [{ weight: on(state, 'samplingNotice') > on(state, document) ? GOES_ON : 0 }];
  return [{ weight: fewer(0.1, on(state, document)) }];
};

const isSuspended = (state: State): boolean => {
  const granted = (subject: string) =>
    Object.values(state.steps).filter(
      ({ step, decision }) => decision === 'agree' && step.startsWith(subject) && step.includes('/approve/'),
    ).length;
  return granted('suspension-') > granted('resumption-');
};

/** Somebody has challenged a leader, and nobody has decided on it. */
const leadersMayBeRecused = (matter: Matter): boolean =>
  Object.values(matter).some(
    (state) =>
      pending(state, 'recusal-') &&
      recordedOn(state, 'recusalApplication').some(({ facts }) => facts['capacity'] === 'agencyHead'),
  );

/** What is recorded in sound and picture as well (第十四条). */
const RECORDED: readonly DocumentKey[] = ['inspectionRecord', 'samplingNotice'];

const ofCase: Papers = (state, matter, plan, document) => {
  const { course, recusal } = plan.eager;
  const weights: Readonly<Partial<Record<DocumentKey, number>>> = {
    partyParticulars:
      partiesOf(matter).length < plan.parties && instances(matter, 'penalty-notice').length === 0 ? 5 : 0,
    suspensionForm: course ? fewer(0.5, on(state, 'suspensionForm')) : 0,
    resumptionForm: isSuspended(state) ? 3 : 0,
    terminationForm:
      outcomeOf(matter['investigation']) === 'termination'
        ? 5
        : course
          ? fewer(0.08, on(state, document))
          : 0,
    periodExtensionForm: course && on(state, document) < 3 ? fewer(1, on(state, document)) : 0,
    phaseSkipReason: course ? fewer(0.1, on(state, document)) : 0,
    collectiveDiscussionRecord: leadersMayBeRecused(matter) ? 3 : course ? fewer(2, on(state, document)) : 0,
    recusalApplication: recusal ? fewer(0.5, on(state, document)) : 0,
  };
  return [{ weight: weights[document] ?? fewer(RARELY, on(state, document)) }];
};

const ofMeasure: Papers = (state, _, __, document) => {
  const taken = on(state, 'measureRecord') > 0;
  const weights: Readonly<Partial<Record<DocumentKey, number>>> = {
    measureRecord: taken ? 0 : GOES_ON,
    measureLiftingDecision: taken && on(state, document) === 0 ? 0.4 : 0,
    measureDisposalRecord: taken ? 0.5 : 0,
    thingsTransferNotice: taken ? 0.5 : 0,
    testResultNotice: on(state, 'testNotice') > on(state, document) ? 2 : 0,
  };
  return [{ weight: weights[document] ?? (taken ? fewer(0.3, on(state, document)) : 0) }];
};

/** A party answers as it means to, once. */
const ofNotice: Papers = (state, _, { answers }, document) => {
  if (document === 'penaltyNoticeWithdrawal') return [{ weight: RARELY }];
  const named = textsOf(state.opening?.facts ?? {}, 'parties');
  return named.flatMap((party) => {
    const clock = state.clocks[`defence/${party}`];
    const answer = answers[(Number(party) - 1) % answers.length];
    if (!clock || recordedOn(state, document).some(({ facts }) => facts['party'] === party)) return [];
    const documents: Readonly<Record<string, readonly DocumentKey[]>> = {
      waives: ['defenceWaiver', 'hearingWaiver'],
      defends: ['defenceRecord', 'hearingWaiver'],
      asksForHearing: ['writtenDefence', 'hearingRequest'],
      late: clock.passed === undefined ? [] : ['writtenDefence', 'hearingRequest'],
      silent: [],
    };
    return documents[answer ?? 'silent']?.includes(document) ? [{ weight: 4, said: { party } }] : [];
  });
};

const ofHearing: Papers = (state, _, { hearing, eager }, document) => {
  const weights: Readonly<Partial<Record<DocumentKey, number>>> = {
    hearingWaiver: hearing === 'withdrawn' ? 0.7 : 0.02,
    hearingNoShow: hearing === 'absent' ? 6 : hearing === 'withdrawn' ? 0.5 : 0,
    hearingChallenge: fewer(eager.recusal ? 1 : 0.1, on(state, document)),
    unsuitableForRecording: fewer(0.5, on(state, document)),
    hearingPostponement: 0.1,
  };
  return [{ weight: weights[document] ?? 0 }];
};

/** The papers of one way of service, in their order. */
const ways: Readonly<Record<Plan['ways'][number], readonly DocumentKey[]>> = {
  direct: ['proofOfDirectService'],
  leaving: ['proofOfLeaving'],
  post: ['serviceAttempt', 'postingRecord', 'proofOfPosting'],
  entrusted: ['serviceAttempt', 'entrustedServiceLetter', 'proofOfEntrustedService'],
  forwarded: ['proofOfForwardedService'],
  electronic: ['serviceConfirmation', 'electronicSendingRecord', 'proofOfElectronicService'],
  publicNotice: ['serviceAttempt', 'methodUnavailable', 'publicNoticeApplication', 'publicNoticeRecord'],
  fails: ['serviceEndReport'],
};

const pending = (state: State, subject: string): boolean =>
  Object.keys(state.tasks).some((step) => step.startsWith(subject));
const agreedTo = (state: State, subject: string): boolean =>
  Object.values(state.steps).some(
    ({ step, decision }) => step.startsWith(subject) && step.includes('/approve/') && decision === 'agree',
  );

/** Is this paper of a way of service done with, so that the next one comes? */
function isDone(state: State, document: DocumentKey): boolean {
  if (document === 'methodUnavailable') return methodsUnexplained(state).length === 0;
  if (document === 'publicNoticeApplication') return agreedTo(state, 'public-notice');
  return on(state, document) > 0 && document !== 'serviceEndReport';
}

const ofService: Papers = (state, matter, plan, document) => {
  const order = instances(matter, 'service').findIndex(({ opening }) => opening?.seq === state.opening?.seq);
  const party = partiesOf(matter).find(({ key }) => key === textOf(state.opening?.facts ?? {}, 'party'));
  const drawn = plan.ways[order % plan.ways.length] ?? 'direct';
  const way = drawn === 'forwarded' && party?.kind !== 'citizen' ? 'direct' : drawn;
  const next = ways[way].find((one) => !isDone(state, one));
  const waits = pending(state, 'public-notice') || pending(state, 'service-end');
  return [{ weight: next === document && !waits ? 6 : 0 }];
};

/** The visit, and the reason not to record it before. */
const ofInspection: Papers = (state, _, __, document) => [
  { weight: fewer(document === 'inspectionRecord' ? 3 : 2, on(state, document)) },
];

const papers: Readonly<Record<string, Papers>> = {
  'enforcement-case': ofCase,
  investigation: (state, matter, plan, document) =>
    document === 'recusalApplication' || document === 'unsuitableForRecording'
      ? [{ weight: fewer(plan.eager.recusal ? 0.6 : RARELY, on(state, document)) }]
      : ofInvestigation(state, matter, plan, document),
  appraisal: (state, _, __, document) => [
    { weight: document === 'testNotice' ? fewer(0.3, on(state, document)) : 1 },
  ],
  seizure: ofMeasure,
  'penalty-notice': ofNotice,
  hearing: ofHearing,
  decision: (state, _, __, document) => [
    { weight: document === 'jointChange' ? 0 : fewer(0.1, on(state, document)) },
  ],
  'summary-penalty': (state, _, __, document) => [{ weight: on(state, document) === 0 ? GOES_ON : 0 }],
  'crime-transfer': (_, __, ___, document) => [{ weight: document === 'policeReply' ? 4 : 0.1 }],
  service: ofService,
  inspection: ofInspection,
  'urgent-inspection': ofInspection,
  'evidence-preservation': (state, _, __, document) => [
    { weight: on(state, document) > 0 ? 0 : document === 'preservationList' ? GOES_ON : 0.2 },
  ],
  complaint: (state, _, __, document) => [{ weight: fewer(0.3, on(state, document)) }],
  application: (state, _, __, document) => [{ weight: fewer(0.4, on(state, document)) }],
};

/** Who wants to put a document on file in a procedure, and what he says in it. */
export const wantsPaper = (
  procedure: string,
  document: DocumentKey,
  state: State,
  matter: Matter,
  plan: Plan,
): Want[] => papers[procedureName(procedure)]?.(state, matter, plan, document) ?? [];
