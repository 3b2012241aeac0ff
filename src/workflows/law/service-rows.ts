import type { ArticleNumber } from './articles.js';
import { isDocumentKey, type DocumentKey } from './documents.js';
import { limits } from './limits.js';
import { matterChains } from './matter-chains.js';
import {
  startGate,
  type MatterFile,
  type OpenedFacts,
  type ProcedureRow,
  type RecordRow,
} from './procedures.js';
import { held, type State } from './record/fold.js';
import { textOf, type Act, type ClockStart, type Facts, type Task } from './record/kinds.js';
import { peopleNow } from './record/successors.js';
import { roles } from './roles.js';
import { noticePeriodOf, serviceTerms } from './rules/service.js';
import type { ServiceMethodKey } from './service-methods.js';
import {
  after,
  attemptMakesSense,
  confirmationToWithdraw,
  decidedOn,
  domicileAgrees,
  leftAtResidence,
  momentOf,
  noticeAfterApproval,
  noticeApproved,
  notPublicNotice,
  oneOf,
  openingRequirements,
  prerequisites,
  refusedBefore,
  reviewChannelTold,
  sentAfterConfirmation,
  signerQualified,
  timely,
} from './service-requirements.js';
import { refusal, type Refusal } from '../refusals.js';

/** Key of the clock of the term for serving a decision. */
export const SERVICE_CLOCK = 'service-term';
/** Key of the clock of the agency that was entrusted (第二十五条); a duty of others, of which people are reminded. */
export const ENTRUSTED_CLOCK = 'entrusted-service';
/** Key of the clock after which a public notice counts as service. */
export const NOTICE_CLOCK = 'public-notice';

/**
 * Facts of a service: the document, the procedure it comes from, the party it is for (`Party.key`), and the
 * procedure that waits for it. `decidedOn` in epoch ms; an order of service says it as the day `decidedAt`.
 */
export type ServiceFacts = OpenedFacts & {
  document: DocumentKey;
  of: string;
  party: string;
  for?: string;
  /** Tells two documents of one kind from one procedure apart: seq of the record. */
  documentRecord?: string;
  decidedOn?: number;
  decidedAt?: string;
  partyKind?: 'citizen' | 'organisation';
  domicile?: 'inChina' | 'abroad';
  firstMethod?: ServiceMethodKey;
};

/** The 送达回证 of each way of service; a public notice has none, its period serves. */
export const proofs = {
  direct: 'proofOfDirectService',
  leaving: 'proofOfLeaving',
  post: 'proofOfPosting',
  entrusted: 'proofOfEntrustedService',
  forwarded: 'proofOfForwardedService',
  electronic: 'proofOfElectronicService',
} as const satisfies Record<Exclude<ServiceMethodKey, 'publicNotice'>, DocumentKey>;

/**
 * What sets a service going that the recipient answers later, with the moment it was done (epoch ms): begun
 * within the term is in time, as far as the bureau can bring it about.
 */
export const beginnings = {
  postingRecord: 'sentAt',
  publicNoticeRecord: 'postedAt',
} as const satisfies Partial<Record<DocumentKey, string>>;

/** The term of a document that has one, once it is known from when. */
export function termOf(facts: Facts, from = decidedOn(facts)): ClockStart | undefined {
  const document = textOf(facts, 'document');
  const period = isDocumentKey(document) ? serviceTerms[document] : undefined;
  return period && from !== undefined ? { key: SERVICE_CLOCK, period, from } : undefined;
}

/** What stands on the servers' lists until the service is at its end: putting its 送达回证 on file does it. */
const delivery = ({ people, ...facts }: ServiceFacts): Task => ({
  step: 'delivery/submit/1',
  role: 'handler',
  document: null,
  decisions: [],
  candidates: [...people.handlers],
  ...(termOf(facts) ? { clock: SERVICE_CLOCK } : {}),
});

/** 送达人 are 承办人 of the case. */
function refuseOthers(state: State, act: Act): Refusal | undefined {
  const person = act.onBehalfOf?.id ?? act.actor.id;
  if (!state.opening || peopleNow(state).handlers.includes(person)) return undefined;
  return refusal('notYourTask', { who: roles.handler.label });
}

const record = (article: ArticleNumber, more: Partial<RecordRow>): RecordRow => ({
  article,
  by: ['handler'],
  refuse: refuseOthers,
  ...more,
});

/** Done by two 送达人 with their certificates (行政处罚法第四十二条). */
const byTwo = (article: ArticleNumber, more: Partial<RecordRow>): RecordRow =>
  record(article, { officers: limits.officers.value, ...more });

const served = (article: ArticleNumber) => timely('servedAt', '送达时间', article);
const sent = (article: ArticleNumber) => timely('sentAt', '发出时间', article);

/** The last posting or publishing counts: a later notice runs anew, an earlier one shortens nothing. */
function noticeStarts(state: State, { facts }: Act): ClockStart[] {
  const postedAt = momentOf(facts, 'postedAt');
  if (postedAt === undefined) return [];
  const before = held(state.clocks, NOTICE_CLOCK)?.from ?? 0;
  const abroad = textOf(facts, 'domicile') === 'abroad';
  return [{ key: NOTICE_CLOCK, period: noticePeriodOf({ abroad }), from: Math.max(postedAt, before) }];
}

/**
 * From when the letter was sent: when it was received only the other agency knows. A letter to another agency
 * runs anew.
 */
function entrustmentStarts(_: State, { facts, occurredAt }: Act): ClockStart[] {
  return [
    { key: ENTRUSTED_CLOCK, period: 'entrustedService', from: momentOf(facts, 'sentAt') ?? occurredAt },
  ];
}

const records = {
  serviceAttempt: byTwo(26, {
    requires: [...timely('attemptedAt', '尝试的时间', 26), ...attemptMakesSense],
  }),
  methodUnavailable: record(26, { requires: [notPublicNotice] }),
  serviceConfirmation: record(22, { requires: timely('confirmedAt', '确认时间', 22).slice(0, 1) }),
  serviceConfirmationWithdrawn: record(22, {
    requires: [...timely('withdrawnAt', '收到撤回的时间', 22).slice(0, 1), confirmationToWithdraw],
  }),
  proofOfDirectService: byTwo(22, { media: 'directService', requires: [...served(22), signerQualified(22)] }),
  proofOfLeaving: byTwo(24, {
    media: 'leavingService',
    requires: [...served(24), refusedBefore, leftAtResidence],
  }),
  postingRecord: byTwo(23, {
    media: 'posting',
    requires: [
      ...prerequisites('post'),
      oneOf('kind', 'post', '采用挂号信或者特快专递（平信不能作为送达）', 23),
      ...sent(23),
    ],
  }),
  proofOfPosting: byTwo(23, {
    requires: [
      after('postingRecord', 'sentAt', '在收件之前交寄的邮寄送达登记表（登记、付邮凭证）', 23),
      oneOf('kind', 'post', '采用挂号信或者特快专递（平信不能作为送达）', 23),
      ...served(23),
      signerQualified(23),
    ],
  }),
  entrustedServiceLetter: record(25, {
    requires: [...prerequisites('entrusted'), ...sent(25)],
    starts: entrustmentStarts,
  }),
  // The 送达人 are those of the entrusted agency, whose certificates this bureau's register does not know.
  proofOfEntrustedService: record(25, {
    meets: () => [ENTRUSTED_CLOCK],
    media: 'otherService',
    requires: [
      after('entrustedServiceLetter', 'sentAt', '在签收之前发出的委托送达函', 25),
      ...served(25),
      signerQualified(25),
    ],
  }),
  proofOfForwardedService: byTwo(25, {
    media: 'otherService',
    requires: [
      ...prerequisites('forwarded'),
      oneOf('unit', 'forwarded', '法定的转交单位（部队团以上单位政治机关、监所、强制性教育机构）', 25),
      ...served(25),
    ],
  }),
  electronicSendingRecord: byTwo(22, {
    media: 'otherService',
    requires: [...prerequisites('electronic'), sentAfterConfirmation, reviewChannelTold, ...sent(22)],
  }),
  proofOfElectronicService: byTwo(22, {
    requires: [
      ...prerequisites('electronic').slice(0, 1),
      after('electronicSendingRecord', 'sentAt', '在到达之前的电子送达发送记录', null),
      ...served(22),
    ],
  }),
  publicNoticeApplication: record(26, { requires: prerequisites('publicNotice') }),
  publicNoticeRecord: byTwo(26, {
    media: 'publicNotice',
    requires: [
      noticeApproved,
      noticeAfterApproval,
      domicileAgrees,
      ...timely('postedAt', '发出公告的时间', 26),
    ],
    starts: noticeStarts,
  }),
  serviceEndReport: record(22, {}),
} as const satisfies Partial<Record<DocumentKey, RecordRow>>;

/** What undoes a start that was refused is served all the same (行政强制法第十九条、第二十八条). */
const undoing: readonly DocumentKey[] = ['measureLiftingDecision', 'thingsReturnedRecord'];

/**
 * On a case after the start is approved, or in an emergency; on other matters whenever there is something
 * to serve.
 */
function serviceGate(file: MatterFile, act: Act): Refusal | undefined {
  if (matterChains.isApart(file)) return undefined;
  if (undoing.some((document) => document === textOf(act.facts, 'document')) && file['case-initiation'])
    return undefined;
  return startGate(serviceRow, file);
}

/** 送达: one for each document and each recipient, with its own date. */
export const serviceRow: ProcedureRow<ServiceFacts> = {
  key: 'service',
  workflowType: 'service',
  title: '送达',
  article: 22,
  phase: 'enforcement',
  alsoOn: ['application', 'complaint', 'inspection'],
  openedBy: ['officer'],
  opensMatter: false,
  opening: 'serviceOrder',
  many: true,
  beforeApproval: 'inEmergency',
  requires: openingRequirements,
  records,
  steps: {
    delivery: {
      label: '送达文书',
      asks: '两名送达人送达，把送达回证入卷；未成的，每次记明情况，再依法采用其他方式',
      document: null,
      article: 22,
    },
    'public-notice': {
      label: '公告送达审批表',
      asks: '填写公告送达审批表，报本机关负责人批准',
      document: 'publicNoticeApplication',
      article: 26,
    },
    'service-end': {
      label: '终止送达报告',
      asks: '填写终止送达报告，报本机关负责人批准',
      document: 'serviceEndReport',
      article: 22,
    },
  },
  outcomes: { served: '已送达', failed: '终止送达' },
  begins: (facts) => {
    const term = termOf(facts);
    return { opens: [delivery(facts)], starts: term ? [term] : [] };
  },
  gate: serviceGate,
};
