import { applies } from '../../../src/workflows/law/documents/circumstances.js';
import type { DocumentKey } from '../../../src/workflows/law/documents.js';
import type { Field } from '../../../src/workflows/law/documents/document.js';
import { shanghaiDay } from '../../../src/workflows/law/moments.js';
import { readStep, readSubject } from '../../../src/workflows/law/record/approval-tasks.js';
import { recordedOn, type State } from '../../../src/workflows/law/record/fold.js';
import {
  numberOf,
  textOf,
  textsOf,
  type Body,
  type Facts,
  type Json,
  type RecordHeader,
} from '../../../src/workflows/law/record/kinds.js';
import { partiesOf } from '../../../src/workflows/law/record/parties.js';
import type { ServiceMethodKey } from '../../../src/workflows/law/service-methods.js';
import { limits } from '../../../src/workflows/law/limits.js';
import { DAY, HOUR, type Plan } from './plan.js';
import { among, type Chance } from './random.js';

/** The case as it stands when a form is filled in. */
export type Scene = {
  now: number;
  chance: Chance;
  plan: Plan;
  matter: Readonly<Record<string, State>>;
  /** The procedure the form belongs to, and the step that asks for it. */
  procedure: string;
  step: string;
  /** Who takes part as 承办人: those who have not been recused. */
  handlers: readonly string[];
  /** The number of the case, for the matters it arose from. */
  caseNumber: string;
};

type Filling = (scene: Scene) => Readonly<Record<string, Json>>;

/** A form that says something in every field that applies, as somebody would who knows the law. */
export function formOf(document: DocumentKey, fields: readonly Field[], scene: Scene, more: Body = {}): Body {
  const said: Body = { ...fillings[document]?.(scene), ...more };
  const form: Record<string, Json> = {};
  for (const field of fields) {
    if (field.kind === 'attachments' || !applies(field, { ...said, ...form }, true)) continue;
    const value = said[field.key] ?? (isFilled(field, scene) ? valueOf(field, scene) : undefined);
    if (value !== undefined) form[field.key] = value;
  }
  return form;
}

/** What good forms have beside what the law asks for is sometimes there; never what a procedure runs on. */
const isFilled = ({ required, fact }: Field, { chance }: Scene): boolean =>
  required === 'law' || (fact !== true && chance.happens(0.3));

function valueOf({ key, kind, choices }: Field, scene: Scene): Json {
  const { now, chance, handlers } = scene;
  if (key === 'signing') return among(chance, { signed: 90, refused: 10 });
  switch (kind) {
    case 'instant':
      return now;
    case 'date':
      return shanghaiDay(now + chance.pick([1, 10, 30]) * DAY);
    case 'people':
      return handlers.slice(0, 2);
    case 'list':
      return ['第一项'];
    case 'choice':
      return chance.pick(choices ?? []).key;
    case 'amount':
      return 100_000;
    default:
      return '如实填写';
  }
}

// — what is on file —

const PROVING = [
  'questioningRecord',
  'evidenceList',
  'inspectionRecord',
  'samplingList',
  'otherEvidenceRecord',
  'evidenceSecuredRecord',
  'originalToCopyRecord',
  'appraisalOpinion',
];

const all = (matter: Scene['matter']): RecordHeader[] =>
  Object.values(matter).flatMap((state) => Object.values(state.steps));

/** Numbers of the records that prove something and were not excluded. */
export function evidenceIn(matter: Scene['matter']): string[] {
  const records = all(matter).filter(({ kind }) => kind === 'recorded');
  const excluded = records
    .filter(({ facts }) => facts['document'] === 'evidenceExclusion')
    .flatMap(({ facts }) => textsOf(facts, 'evidenceRecords'));
  return records
    .filter(({ facts }) => PROVING.includes(textOf(facts, 'document')))
    .map(({ seq }) => String(seq))
    .filter((seq) => !excluded.includes(seq));
}

/** The same, of what was heard where there was a hearing. */
function evidenceToRelyOn({ matter }: Scene): string[] {
  const heard = all(matter)
    .filter(({ kind, step }) => kind === 'decided' && step.startsWith('hearing-record'))
    .flatMap(({ facts }) => textsOf(facts, 'evidenceRecords'));
  const evidence = evidenceIn(matter);
  return heard.length > 0 ? evidence.filter((seq) => heard.includes(seq)) : evidence;
}

const latest = (state: State | undefined, subject: string): RecordHeader | undefined =>
  Object.values(state?.steps ?? {})
    .filter(({ kind, step }) => kind === 'decided' && step.startsWith(subject))
    .sort((one, other) => other.seq - one.seq)[0];

const parties = ({ matter }: Scene): string[] => partiesOf(matter).map(({ key }) => key);
const openedFacts = ({ matter, procedure }: Scene): Facts => matter[procedure]?.opening?.facts ?? {};

// — by document —

const PROPOSED = { penalty: 'penalty', noPenalty: 'minorNoPenalty', notProven: 'notProven' } as const;

/** What the draft proposes for what the investigation came to; a crime the police decline is penalised. */
function proposalOf({ plan, matter }: Scene): string {
  const declined = Object.entries(matter).some(
    ([key, { concluded }]) =>
      key.startsWith('crime-transfer/') && concluded?.facts['outcome'] !== 'transferred',
  );
  if (plan.proposal === 'crimeTransfer') return declined ? 'notProven' : 'crimeTransfer';
  return plan.proposal === 'referral' ? 'referral' : PROPOSED[plan.proposal as keyof typeof PROPOSED];
}

/** Recordings of the bureau's own devices, by their procedures. */
export const recordingsIn = (matter: Scene['matter']): string[] =>
  Object.entries(matter).flatMap(([key, { opening }]) =>
    key.startsWith('recording-custody/') && opening?.facts['source'] === 'ownDevice' ? [key] : [],
  );

const medium: Filling = ({ matter, chance }) => {
  const recordings = recordingsIn(matter);
  return recordings.length > 0 && chance.happens(0.95)
    ? { recordingMade: 'made', recordingIds: recordings.slice(0, 1) }
    : { recordingMade: 'unsuitable' };
};

const fine = ({ plan: { penalty } }: Scene) => penalty satisfies Readonly<Record<string, Json>>;

/** At ten in the morning of a day that surely is after seven working days. */
function hearingDay({ now, chance }: Scene): number {
  const days = chance.happens(0.9) ? chance.whole(14, 24) : chance.whole(8, 12);
  const midnight = Math.floor((now + 8 * HOUR) / DAY) * DAY - 8 * HOUR;
  return midnight + days * DAY + 10 * HOUR;
}

const ofParty: Filling = (scene) => {
  const named = textsOf(latestNotice(scene), 'parties');
  return { party: scene.chance.pick(named.length > 0 ? named : ['1']) };
};
const latestNotice = (scene: Scene): Facts =>
  latest(scene.matter[scene.procedure], 'penalty-notice/submit')?.facts ?? openedFacts(scene);

/** The party a service is for. */
const recipient = (scene: Scene) =>
  partiesOf(scene.matter).find(({ key }) => key === textOf(openedFacts(scene), 'party'));

const recipientKind = (scene: Scene): 'citizen' | 'organisation' => recipient(scene)?.kind ?? 'organisation';

const signer: Filling = (scene) => ({
  signer:
    recipientKind(scene) === 'citizen'
      ? scene.chance.pick(['party', 'familyMember', 'agent', 'namedRecipient'])
      : scene.chance.pick(['legalRepresentative', 'agent', 'namedRecipient']),
});

const EXTENSIONS = ['caseDecisionExtension', 'caseDecisionSecondExtension'];

function extensionAsked({ matter, procedure }: Scene): string {
  if (procedure.startsWith('seizure')) return 'measureExtension';
  if (procedure === 'complaint') return 'verificationExtension';
  const granted = matter[procedure]?.clocks['case-decision']?.extensions ?? [];
  return EXTENSIONS[Math.min(granted.length, 1)] ?? '';
}

const CHANGE: Readonly<Record<string, string>> = {
  suspension: 'suspended',
  resumption: 'resumed',
  termination: 'terminated',
};

/** The methods still to be explained before a public notice. */
export function methodsUnexplained(state: State): ServiceMethodKey[] {
  const methods = (document: DocumentKey) =>
    recordedOn(state, document).map(({ facts }) => textOf(facts, 'method'));
  const settled = [...methods('serviceAttempt'), ...methods('methodUnavailable')];
  return (['leaving', 'post', 'entrusted', 'forwarded', 'electronic'] as const).filter(
    (method) => !settled.includes(method),
  );
}

const replies = (scene: Scene): string[] =>
  recordedOn(scene.matter[scene.procedure]!, 'policeReply').map(({ facts }) => textOf(facts, 'reply'));

/** Each who withdrew is followed by somebody of his post who may act. */
const succession: Filling = ({ matter, procedure, step, handlers }) => {
  const { count } = readSubject(readStep(step).subject);
  const decided = matter[procedure]?.steps[`recusal-${String(count)}/submit/1`];
  const persons = textsOf(decided?.facts ?? {}, 'persons');
  const officers = [...handlers].reverse();
  return {
    successors: persons.map((id, index) => (id.startsWith('leader') ? 'leader-3' : (officers[index] ?? id))),
  };
};

const aboutPeople: Readonly<Partial<Record<DocumentKey, Filling>>> = {
  partyParticulars: ({ chance }) => ({
    partyKind: chance.pick(['citizen', 'organisation']),
    age: chance.happens(0.95) ? 'adult' : 'underFourteen',
    capacity: 'full',
    domicile: chance.happens(0.85) ? 'inChina' : 'abroad',
  }),
  recusalApplication: ({ chance, handlers }) =>
    chance.happens(0.8)
      ? { capacity: 'officer', persons: [chance.pick(handlers)] }
      : { capacity: 'agencyHead', persons: ['leader-1'] },
  recusalSuccession: succession,
  recusalDecision: ({ matter, procedure, step, chance }) => {
    const { count } = readSubject(readStep(step).subject);
    const asked = recordedOn(matter[procedure]!, 'recusalApplication')[count - 1];
    return {
      persons: textsOf(asked?.facts ?? {}, 'persons'),
      result: among(chance, { stays: 55, withdraws: 45 }),
    };
  },
};

const ofInvestigation: Readonly<Partial<Record<DocumentKey, Filling>>> = {
  rightsToldRecord: ({ chance }) => {
    const told = () => (chance.happens(0.97) ? 'told' : 'notNow');
    return { statement: told(), defence: told(), recusal: told() };
  },
  inspectionRecord: medium,
  samplingNotice: medium,
  evidenceExclusion: ({ matter, chance }) => {
    const evidence = evidenceIn(matter);
    return { evidenceRecords: evidence.length > 0 ? [chance.pick(evidence)] : ['1'] };
  },
  measureRecord: medium,
  preservationNotice: medium,
  unsuitableForRecording: ({ procedure, chance }) => ({
    act: procedure.startsWith('hearing')
      ? 'hearing'
      : procedure.includes('inspection')
        ? 'inspection'
        : chance.pick(['inspection', 'sampling', 'measure']),
  }),
  investigationReport: ({ plan, matter }) => ({
    proposalKind: plan.proposal,
    evidenceRecords: evidenceIn(matter),
  }),
  testNotice: ({ now, chance }) => ({ until: shanghaiDay(now + chance.whole(2, 20) * DAY) }),
  sealingApprovalForm: ({ chance }) => ({
    basisKey: 'safetySealing',
    mode: chance.pick(['approvedBefore', 'onTheSpot']),
  }),
  emergencyMeasureReport: (scene) => ({
    basisKey: 'safetySealing',
    measure: textOf(openedFacts(scene), 'measure'),
    takenAt: numberOf(openedFacts(scene), 'takenAt') ?? scene.now,
  }),
  recordingAnnouncement: ({ now, chance, handlers }) => ({
    source: among(chance, { ownDevice: 90, thirdParty: 10 }),
    device: 'recorder-1',
    recordedBy: handlers.slice(0, 1),
    startedAt: now - 2 * HOUR,
    endedAt: now - HOUR,
    obtainedAt: now - HOUR,
    holderReason: '因公借用',
  }),
  recordingStored: ({ chance }) => ({
    place: among(chance, { system: 75, dedicatedStore: 25 }),
    store: 'station-1',
    hash: FILE.sha256,
    lateReason: '设备故障',
  }),
};

const ofCourse: Readonly<Partial<Record<DocumentKey, Filling>>> = {
  suspensionForm: ({ chance }) => ({
    ground: chance.pick(['dependsOnAnotherCase', 'legalQuestion', 'forceMajeure', 'partyMissing', 'other']),
  }),
  terminationForm: ({ chance }) => ({ ground: chance.pick(['citizenDead', 'entityEnded', 'other']) }),
  periodExtensionForm: (scene) => ({
    extension: extensionAsked(scene),
    until: shanghaiDay(scene.now + 200 * DAY),
  }),
  suspensionNotice: ({ step }) => ({
    change: CHANGE[Object.keys(CHANGE).find((key) => step.includes(key)) ?? ''] ?? 'suspended',
  }),
  collectiveDiscussionRecord: (scene) => ({
    attendees: scene.procedure === 'decision' ? ['leader-1', 'leader-2'] : ['leader-2', 'leader-3'],
    subject: scene.procedure === 'decision' ? 'decision' : scene.chance.pick(['secondExtension', 'recusal']),
    ...fine(scene),
    resultKind: scene.chance.happens(0.93) ? proposalOf(scene) : 'returned',
  }),
};

const ofNotice: Readonly<Partial<Record<DocumentKey, Filling>>> = {
  penaltyNotice: (scene) => ({
    ...fine(scene),
    hearingOffered: 'offered',
    parties: parties(scene),
    renewalGround: 'newFacts',
  }),
  defenceRecord: ofParty,
  writtenDefence: ofParty,
  defenceWaiver: ofParty,
  hearingWaiver: ofParty,
  hearingRequest: ofParty,
  hearingAppointment: ({ chance }) => ({
    chair: [chance.pick(['chair-1', 'chair-2'])],
    recorder: ['clerk-2'],
  }),
  hearingNotice: (scene) => ({ hearingAt: hearingDay(scene), chairPerson: [] }),
  hearingPostponement: (scene) => ({ hearingAt: hearingDay(scene) }),
  hearingChallenge: ({ matter, procedure }) => ({
    persons: textsOf(latest(matter[procedure], 'hearing-appointment')?.facts ?? {}, 'chair'),
  }),
  hearingNoShow: ({ plan, chance }) => ({
    ground: plan.hearing === 'withdrawn' ? 'withdrawn' : chance.pick(['noShow', 'left']),
  }),
  hearingRecord: (scene) => ({
    ...medium(scene),
    agents: ['代理人一'],
    evidenceRecords: evidenceIn(scene.matter),
  }),
};

const asApproved: Filling = (scene) => {
  const { facts } = latest(scene.matter['decision'], 'draft/submit')!;
  const same = ['penaltyKind', 'fine', 'confiscatedAmount', 'basisKeys', 'evidenceRecords'].flatMap((key) =>
    facts[key] === undefined ? [] : [[key, facts[key]] as const],
  );
  return { ...Object.fromEntries(same), parties: parties(scene), decidedAt: shanghaiDay(scene.now) };
};

const ofDecision: Readonly<Partial<Record<DocumentKey, Filling>>> = {
  substanceReview: ({ plan, now, chance }) => ({
    violationEnded: shanghaiDay(now - 60 * DAY),
    continuing: chance.pick(['ended', 'continuing']),
    discovered: shanghaiDay(now - 30 * DAY),
    gravity: chance.pick(['ordinary', 'grave']),
    earlierFine: 'none',
    proven: plan.proposal === 'notProven' ? 'notProven' : 'proven',
    mitigation: plan.proposal === 'noPenalty' ? 'noPenalty' : chance.pick(['none', 'lighter']),
    age: plan.partyKind === 'organisation' ? 'organisation' : 'adult',
    capacity: 'full',
  }),
  draftingRecord: (scene) => ({
    ...(proposalOf(scene) === 'penalty' || proposalOf(scene) === 'referral' ? fine(scene) : {}),
    proposal: proposalOf(scene),
    evidenceRecords: evidenceToRelyOn(scene),
    ...(scene.chance.happens(0.12) ? { countersigners: ['chair-1', 'chair-2'] } : {}),
    ...(scene.chance.happens(0.2) ? { resubmission: 'toReturner' } : {}),
  }),
  legalReviewSubmission: ({ matter, chance }) => {
    const heard = Object.entries(matter).some(
      ([key, { concluded }]) => key.startsWith('hearing/') && concluded?.facts['outcome'] === 'held',
    );
    const substance = latest(matter['decision'], 'substance-review');
    const yes = (share: number) => (chance.happens(share) ? 'yes' : 'no');
    return {
      publicInterest: yes(0.15),
      majorRights: heard ? 'yes' : yes(0.1),
      complexRelations: yes(0.15),
      otherGround: substance?.facts['continuing'] === 'continuing' ? 'yes' : yes(0.1),
      gravity: among(chance, { ordinary: 60, complex: 25, serious: 15 }),
    };
  },
  legalReviewOpinion: ({ chance }) => ({
    result: among(chance, { passed: 88, notPassed: 12 }),
    qualification: chance.pick(['qualified', 'experienced']),
  }),
  penaltyDecision: (scene) => ({
    ...asApproved(scene),
    reviewRemedy: '六十日内向华阴市人民政府申请行政复议',
    suitRemedy: '六个月内向人民法院提起行政诉讼',
    discretion: '无可适用的裁量基准，参照同类案件',
  }),
  noPenaltyDecision: (scene) => ({ parties: parties(scene), decidedAt: shanghaiDay(scene.now) }),
  notProvenDecision: (scene) => ({ parties: parties(scene), decidedAt: shanghaiDay(scene.now) }),
  spotPenaltyDecision: ({ plan, chance, now }) => {
    const most = plan.partyKind === 'citizen' ? limits.spotFineCitizen : limits.spotFineOrganisation;
    const isFine = chance.happens(0.6);
    return {
      partyKind: plan.partyKind,
      penaltyKind: isFine ? 'fine' : 'warning',
      ...(isFine ? { fine: chance.happens(0.85) ? most.value : most.value + 1 } : {}),
      basisKeys: ['constructionWithoutPermit'],
      violationEnded: shanghaiDay(now - 10 * DAY),
      earlierFine: 'none',
      age: 'adult',
      capacity: 'full',
      certificatesShown: '已出示',
      remedies: '应当先在六十日内向华阴市人民政府申请行政复议，对复议决定不服的再提起行政诉讼',
    };
  },
};

const ofTransfer: Readonly<Partial<Record<DocumentKey, Filling>>> = {
  crimeTransferReport: ({ handlers }) => ({ team: handlers.slice(0, 2), principal: ['principal-1'] }),
  crimeTransferDecision: ({ chance }) => ({ result: among(chance, { approved: 80, refused: 20 }) }),
  crimeTransferLetter: ({ now }) => ({ transferredAt: now }),
  policeReply: (scene) => {
    if (!scene.procedure.startsWith('crime-transfer')) return { reply: 'givenBack' };
    const before = replies(scene);
    if (!before.includes('notFiled'))
      return { reply: among(scene.chance, { filed: 60, notFiled: 35, receipt: 5 }) };
    return { reply: scene.chance.pick(['filedOnReconsideration', 'reconsiderationUpheld']) };
  },
};

const ofService: Readonly<Partial<Record<DocumentKey, Filling>>> = {
  serviceAttempt: () => ({ method: 'direct', outcome: 'moved' }),
  methodUnavailable: ({ matter, procedure, chance }) => {
    const left = methodsUnexplained(matter[procedure]!);
    return { method: left.length > 0 ? chance.pick(left) : 'post' };
  },
  serviceConfirmation: () => ({ electronic: 'agreed' }),
  proofOfDirectService: signer,
  proofOfLeaving: (scene) => ({
    leftAt: recipientKind(scene) === 'citizen' ? 'residence' : 'organisationDomicile',
    witnessed: scene.chance.pick(['witnessed', 'recordingOnly']),
  }),
  postingRecord: ({ chance }) => ({ kind: chance.pick(['registered', 'express']) }),
  proofOfPosting: (scene) => ({ ...signer(scene), kind: 'registered' }),
  proofOfEntrustedService: signer,
  electronicSendingRecord: () => ({ reviewChannel: '网上申请行政复议：略' }),
  publicNoticeRecord: (scene) => ({ domicile: recipient(scene)?.abroad ? 'abroad' : 'inChina' }),
  serviceOrder: (scene) => {
    const source = Object.entries(scene.matter).find(
      ([key, { concluded }]) => key === 'decision' && concluded,
    );
    return {
      document: textOf(source?.[1].concluded?.facts ?? {}, 'document') || 'penaltyNotice',
      of: source?.[0] ?? 'penalty-notice/1',
      party: scene.chance.pick(parties(scene)),
      firstMethod: 'direct',
      decidedAt: shanghaiDay(scene.now),
    };
  },
};

const ofIntake: Readonly<Partial<Record<DocumentKey, Filling>>> = {
  complaintVerificationReport: ({ chance }) => ({
    proposal: among(chance, { start: 60, noStart: 30, passOn: 10 }),
  }),
  complaintOutcome: ({ chance }) => ({ result: among(chance, { start: 60, noStart: 30, passOn: 10 }) }),
  applicationRegister: ({ chance }) => ({
    acceptance: among(chance, { accepted: 50, incomplete: 35, refused: 15 }),
  }),
  complaintCaseLink: ({ caseNumber }) => ({ caseNumber, joinedBecause: '同一工地，并案办理' }),
  inspectionResult: ({ caseNumber }) => ({ caseNumber, joinedBecause: '同一工地，并案办理' }),
  correctionReceipt: ({ chance }) => ({ complete: among(chance, { complete: 75, incomplete: 25 }) }),
};

/** What the law ties together in each form; everything else says anything that the table of documents takes. */
const fillings: Readonly<Partial<Record<DocumentKey, Filling>>> = {
  ...aboutPeople,
  ...ofInvestigation,
  ...ofCourse,
  ...ofNotice,
  ...ofDecision,
  ...ofTransfer,
  ...ofService,
  ...ofIntake,
};

/** A paper or recording that goes with an act. */
export const FILE = {
  sha256: 'a'.repeat(64),
  sm3: 'b'.repeat(64),
  size: 1,
  mediaType: 'application/pdf',
};
export const RECORDING = { ...FILE, mediaType: 'video/mp4' };
