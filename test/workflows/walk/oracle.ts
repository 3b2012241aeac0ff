/**
 * What must be true of every record, asked again by whoever knows the law and nothing of the code under test:
 * the headers alone are read, and of the law the words of each rule stand beside it.
 */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import {
  procedureName,
  textOf,
  textsOf,
  type RecordHeader,
} from '../../../src/workflows/law/record/kinds.js';
import { secondSource } from '../../law/second-source.js';
import { DAY, HOUR } from './plan.js';

/** What is on file of one procedure, as plain lists. */
type Course = {
  key: string;
  name: string;
  opening?: RecordHeader;
  concluded?: RecordHeader;
  terminated?: RecordHeader;
  decided: RecordHeader[];
  papers: RecordHeader[];
};

/** One rule: which records it is about, what it says, and whether it holds with what was on file before. */
type Rule = {
  law: string;
  about: (record: RecordHeader) => boolean;
  holds: (record: RecordHeader, book: Book) => boolean;
};

const { rests } = secondSource();
const dayOf = (moment: number): number => Math.floor((moment + 8 * HOUR) / DAY);

/** Working days after the day of a moment, up to and with the day before another (epoch ms). */
export function workingDaysBetween(from: number, until: number): number {
  let days = 0;
  for (let day = dayOf(from) + 1; day < dayOf(until); day += 1) if (!rests(day)) days += 1;
  return days;
}

/** The file of one matter up to a record. */
export class Book {
  readonly courses = new Map<string, Course>();
  last: RecordHeader | undefined;

  of(key: string): Course {
    const known = this.courses.get(key);
    if (known) return known;
    const course: Course = { key, name: procedureName(key), decided: [], papers: [] };
    this.courses.set(key, course);
    return course;
  }

  named = (name: string): Course[] =>
    [...this.courses.values()].filter((one) => one.name === name && one.opening);
  came = (key: string): string => textOf(this.courses.get(key)?.concluded?.facts ?? {}, 'outcome');
  all = (): RecordHeader[] => [...this.courses.values()].flatMap(({ decided }) => decided);
  papers = (document: string, ...names: string[]): RecordHeader[] =>
    [...this.courses.values()]
      .filter(({ name }) => names.length === 0 || names.includes(name))
      .flatMap(({ papers }) => papers)
      .filter(({ facts }) => facts['document'] === document);

  take(record: RecordHeader): void {
    const course = this.of(record.procedure);
    if (record.kind === 'opening') course.opening = record;
    if (record.kind === 'concluded') course.concluded = record;
    if (record.kind === 'terminated') course.terminated = record;
    if (record.kind === 'decided') course.decided.push(record);
    if (record.kind === 'recorded') course.papers.push(record);
    this.last = record;
  }

  get startApproved(): boolean {
    return this.all().some(({ effect }) => effect === 'startApproved');
  }

  get startRefused(): boolean {
    return this.all().some(({ effect }) => effect === 'startRefused');
  }

  get emergency(): boolean {
    return Boolean(this.courses.get('case-initiation')?.opening?.facts['emergency']);
  }

  /** Numbers of the parties: who the case was opened against, and who was added. */
  get parties(): string[] {
    return ['1', ...this.papers('partyParticulars', 'enforcement-case').map((_, index) => String(index + 2))];
  }

  /** More suspensions than resumptions were agreed to. */
  get suspended(): boolean {
    const agreed = (subject: string) =>
      this.of('enforcement-case').decided.filter(
        ({ step, decision }) =>
          decision === 'agree' && step.startsWith(`${subject}-`) && step.includes('/approve/'),
      ).length;
    return agreed('suspension') > agreed('resumption');
  }
}

const subject = (step: string): string => step.split('/')[0] ?? '';
const part = (step: string): string => step.split('/')[1] ?? '';
const round = (step: string): number => Number(step.split('/')[2] ?? 1);
const isDone =
  (name: string, of: RegExp, decision?: string) =>
  ({ kind, procedure, step, decision: done }: RecordHeader): boolean =>
    kind === 'decided' &&
    procedureName(procedure) === name &&
    of.test(step) &&
    (decision === undefined || done === decision);
const isOpening =
  (...names: string[]) =>
  ({ kind, procedure }: RecordHeader): boolean =>
    kind === 'opening' && names.includes(procedureName(procedure));
const isPaper =
  (document: string, ...names: string[]) =>
  ({ kind, procedure, facts }: RecordHeader): boolean =>
    kind === 'recorded' &&
    facts['document'] === document &&
    (names.length === 0 || names.includes(procedureName(procedure)));
const count = (facts: RecordHeader['facts'], key: string): number => {
  const value = facts[key];
  return typeof value === 'number' ? value : 0;
};
const officersOf = ({ facts: { officers } }: RecordHeader): string[] =>
  Array.isArray(officers) ? officers.map((one) => textOf(one as RecordHeader['facts'], 'id')) : [];
const agreedOn = ({ decided }: Course, of: RegExp): RecordHeader[] =>
  decided.filter(({ step, decision }) => of.test(step) && decision === 'agree');

// — the gates —

/** What may be opened on a matter whose start nobody has approved, because it is no act against the party. */
const AT_ANY_TIME = ['recording-custody', 'crime-transfer', 'summary-penalty', 'service'];
/** What an emergency does not cover. */
const NEVER_BEFORE = ['evidence-preservation', 'decision', 'penalty-notice'];
/** Documents that two officers sign with their certificates. */
const BY_TWO = [
  'questioningRecord',
  'inspectionRecord',
  'samplingNotice',
  'otherEvidenceRecord',
  'measureRecord',
  'defenceRecord',
  'spotPenaltyDecision',
  'proofOfDirectService',
  'proofOfLeaving',
  'proofOfPosting',
  'publicNoticeRecord',
  'serviceAttempt',
];
const PROVING =
  /^(questioningRecord|evidenceList|inspectionRecord|samplingList|otherEvidenceRecord|evidenceSecuredRecord|originalToCopyRecord|appraisalOpinion)$/;

const ofStart: readonly Rule[] = [
  {
    law: '第九条：未经批准不得启动（紧急的除外）',
    about: ({ kind, procedure, actor }) =>
      kind === 'opening' && actor.role !== 'system' && !AT_ANY_TIME.includes(procedureName(procedure)),
    holds: ({ procedure }, book) =>
      !book.courses.has('case-initiation') ||
      procedure === 'case-initiation' ||
      book.startApproved ||
      (book.emergency && !book.startRefused && !NEVER_BEFORE.includes(procedureName(procedure))),
  },
  {
    law: '第三十六条：批准之前先经审核',
    about: ({ kind, step, decision, procedure }) =>
      kind === 'decided' &&
      part(step) === 'approve' &&
      (decision === 'agree' || decision === 'refuse') &&
      !/^(hearing-challenge|late-request|recording-unsuitable)/.test(step) &&
      procedureName(procedure) !== 'substitution',
    holds: ({ procedure, step }, book) =>
      book
        .of(procedure)
        .decided.some(
          (one) =>
            subject(one.step) === subject(step) && part(one.step) === 'review' && one.decision === 'agree',
        ),
  },
  {
    law: '行政处罚法第四十二条：执法人员不得少于两人',
    about: ({ kind, facts }) => kind === 'recorded' && BY_TWO.includes(textOf(facts, 'document')),
    holds: (record) => new Set(officersOf(record)).size >= 2,
  },
  {
    law: '办结之后不再办理',
    about: ({ kind }) =>
      ['decided', 'recorded', 'asked', 'claimed', 'reassigned', 'withdrawn'].includes(kind),
    holds: ({ procedure }, book) => !book.of(procedure).concluded,
  },
];

const ofInvestigation: readonly Rule[] = [
  {
    law: '第十二条：告知陈述、申辩、申请回避权利后方可终结调查',
    about: isDone('investigation', /^investigation-report(-\d+)?\/approve/, 'agree'),
    holds: (_, book) =>
      ['statement', 'defence', 'recusal'].every((right) =>
        book.papers('rightsToldRecord', 'investigation').some(({ facts }) => facts[right] === 'told'),
      ),
  },
  {
    law: '行政处罚法第四十条：没有证据不得终结调查',
    about: isDone('investigation', /^investigation-report(-\d+)?\/approve/, 'agree'),
    holds: (_, book) => {
      const excluded = book
        .papers('evidenceExclusion')
        .flatMap(({ facts }) => textsOf(facts, 'evidenceRecords'));
      return [...book.courses.values()]
        .flatMap(({ papers }) => papers)
        .some(({ facts, seq }) => PROVING.test(textOf(facts, 'document')) && !excluded.includes(String(seq)));
    },
  },
  {
    law: '中止期间不作出使案件趋近决定的行为',
    about: (record) =>
      isDone('investigation', /^investigation-report(-\d+)?\/approve/, 'agree')(record) ||
      (isDone('decision', /^draft\/(submit|approve)/, undefined)(record) && record.decision !== 'return') ||
      isOpening('penalty-notice', 'decision')(record),
    holds: (_, book) => !book.suspended,
  },
  {
    law: '行政处罚法第五十六条：先行登记保存经批准后实施',
    about: isDone('evidence-preservation', /^preservation-notice/, 'submit'),
    holds: ({ procedure }, book) => agreedOn(book.of(procedure), /^preservation-form\/approve/).length > 0,
  },
  {
    law: '行政强制法第十八条：查封、扣押经批准后实施（当场实施的除外）',
    about: isPaper('measureRecord', 'seizure'),
    holds: ({ procedure }, book) =>
      book.of(procedure).opening?.facts['mode'] === 'onTheSpot' ||
      agreedOn(book.of(procedure), /^sealing-form\/approve/).length > 0,
  },
];

const ofNotice: readonly Rule[] = [
  {
    law: '调查终结、拟给予处罚后方可告知',
    about: isOpening('penalty-notice'),
    holds: (_, book) => ['penalty', 'transfer'].includes(book.came('investigation')) && book.startApproved,
  },
  {
    law: '行政处罚法第六十四条：听证主持人不是本案调查人员',
    about: isDone('hearing', /^hearing-appointment/, 'submit'),
    holds: ({ facts }, book) =>
      textsOf(facts, 'chair').every(
        (chair) => !book.all().some(({ actor }) => actor.role === 'handler' && actor.id === chair),
      ) && !textsOf(facts, 'recorder').some((one) => textsOf(facts, 'chair').includes(one)),
  },
  {
    law: '行政处罚法第六十四条：听证七个工作日前通知，时间已到',
    about: isDone('hearing', /^hearing-record/, 'submit'),
    holds: ({ procedure, receivedAt }, book) => {
      const announced = [...book.of(procedure).decided, ...book.of(procedure).papers]
        .filter(({ facts }) => count(facts, 'hearingAt') > 0)
        .sort((one, other) => one.seq - other.seq)
        .at(-1);
      const at = count(announced?.facts ?? {}, 'hearingAt');
      const told = servedFor(book, procedure, announced?.seq);
      return told !== undefined && receivedAt >= at && workingDaysBetween(told, at) >= 7;
    },
  },
];

/** When a paper of a procedure was served, by the conclusion of its service; of a party, where one is named. */
function servedFor(book: Book, of: string, record: number | undefined, party?: string): number | undefined {
  const found = book
    .named('service')
    .filter(({ opening }) => opening?.facts['of'] === of)
    .filter(({ opening }) => record === undefined || opening?.facts['documentRecord'] === String(record))
    .filter(({ opening }) => party === undefined || opening?.facts['party'] === party)
    .flatMap(({ concluded }) => (concluded?.facts['outcome'] === 'served' ? [concluded] : []));
  return found[0] && count(found[0].facts, 'servedOn');
}

/** Notices that stand for a party: neither refused nor taken back. */
const noticesTo = (book: Book, party: string): Course[] =>
  book
    .named('penalty-notice')
    .filter(
      ({ concluded }) => !['notApproved', 'withdrawn'].includes(textOf(concluded?.facts ?? {}, 'outcome')),
    )
    .filter((course) => noticeParties(course).includes(party));

const noticeTold = ({ opening, decided }: Course): RecordHeader =>
  decided
    .filter(({ step, decision }) => subject(step) === 'penalty-notice' && decision === 'submit')
    .at(-1) ?? opening!;
const noticeParties = (course: Course): string[] => {
  const named = textsOf(noticeTold(course).facts, 'parties');
  return named.length > 0 ? named : ['1'];
};
const ofParty = (course: Course, document: string, party: string): RecordHeader[] =>
  course.papers.filter(
    ({ facts }) =>
      facts['document'] === document &&
      (textOf(facts, 'party') || (noticeParties(course).length === 1 ? noticeParties(course)[0] : '')) ===
        party,
  );

/** Told, heard, and every term over, of one party, before a penalty is decided. */
function isHeard(book: Book, party: string, at: number): boolean {
  const notice = noticesTo(book, party).at(-1);
  if (!notice) return false;
  const served = servedFor(book, notice.key, undefined, party);
  if (served === undefined) return false;
  const termOver = workingDaysBetween(served, at) >= 5;
  const waives = (document: string) => ofParty(notice, document, party).length > 0;
  const statements = ['defenceRecord', 'writtenDefence'].flatMap((one) => ofParty(notice, one, party));
  const reviewed = statements.every(({ seq }) =>
    notice.decided.some(({ step }) => subject(step) === `defence-review-${String(seq)}`),
  );
  const offered = noticeTold(notice).facts['hearingOffered'] === 'offered';
  const requests = ofParty(notice, 'hearingRequest', party);
  const number = notice.key.split('/')[1] ?? '';
  const hearings = book.named('hearing').filter(({ key }) => key.startsWith(`hearing/${number}`));
  const refused = notice.decided.filter(
    ({ step, decision }) => /^late-request/.test(step) && decision === 'refuse',
  );
  const settled =
    requests.length === 0
      ? !offered || waives('hearingWaiver') || termOver
      : hearings.every(({ concluded }) => concluded) &&
        hearings.filter(({ opening }) => opening?.facts['party'] === party).length + refused.length >=
          requests.length;
  return (termOver || waives('defenceWaiver')) && reviewed && settled;
}

const draftOf = (book: Book, upTo: number): RecordHeader | undefined =>
  book
    .of('decision')
    .decided.filter(({ step, decision }) => /^draft\/submit/.test(step) && decision === 'submit')
    .filter(({ step }) => round(step) <= upTo)
    .at(-1);

const ofDecision: readonly Rule[] = [
  {
    law: '行政处罚法第四十四条、第六十二条：未告知、未听取陈述申辩，听证期限未满的，不得决定处罚',
    about: isDone('decision', /^draft\/approve/, 'agree'),
    holds: ({ step, receivedAt }, book) =>
      draftOf(book, round(step))?.facts['proposal'] !== 'penalty' ||
      book.parties.every((party) => isHeard(book, party, receivedAt)),
  },
  {
    law: '行政处罚法第五十八条：应当法制审核的，审核通过后方可决定',
    about: isDone('decision', /^draft\/approve/, 'agree'),
    holds: ({ step }, book) => {
      const draft = draftOf(book, round(step));
      const number = draft && round(draft.step);
      const { decided } = book.of('decision');
      const submission = decided.find((one) => one.step === `legal-submission/submit/${String(number)}`);
      const review = decided.find((one) => one.step === `legal-review/opinion/${String(number)}`);
      const heard = book.named('hearing').some(({ concluded }) => concluded?.facts['outcome'] === 'held');
      const yes = ['publicInterest', 'complexRelations', 'otherGround'].some(
        (key) => submission?.facts[key] === 'yes',
      );
      const demolition = draft?.facts['penaltyKind'] === 'demolition';
      const must = heard || yes || demolition;
      return submission !== undefined && (!must || review?.facts['result'] === 'passed');
    },
  },
  {
    law: '行政处罚法第五十七条：情节复杂、重大违法的，负责人集体讨论决定，参加人员均签名',
    about: isDone('decision', /^draft\/approve/, 'agree'),
    holds: ({ step }, book) => {
      const draft = draftOf(book, round(step));
      const number = String(draft && round(draft.step));
      const { decided } = book.of('decision');
      const submission = decided.find((one) => one.step === `legal-submission/submit/${number}`);
      const grave = ['complex', 'serious'].includes(textOf(submission?.facts ?? {}, 'gravity'));
      if (draft?.facts['proposal'] !== 'penalty' || !(grave || draft.facts['penaltyKind'] === 'demolition'))
        return true;
      const minutes = decided.filter((one) => subject(one.step) === `discussion-${number}`).at(-1);
      const attendees = textsOf(minutes?.facts ?? {}, 'attendees');
      const signed = decided.filter(
        (one) => one.step.startsWith(`discussion-signature-${number}/`) && one.decision === 'agree',
      );
      const signers = new Set(signed.map(({ actor, onBehalfOf }) => onBehalfOf?.id ?? actor.id));
      return attendees.length >= 2 && attendees.every((one) => signers.has(one));
    },
  },
  {
    law: '第十七条：法制审核人员不是承办人、起草人',
    about: isDone('decision', /^legal-review/, 'submit'),
    holds: ({ actor }, book) =>
      !book
        .of('decision')
        .decided.some(({ step, actor: other }) => /^(draft|substance)/.test(step) && other.id === actor.id),
  },
  {
    law: '行政处罚法第四十五条：决定不重于告知',
    about: isDone('decision', /^penalty-decision/, 'submit'),
    holds: ({ facts }, book) => {
      const told = book.named('penalty-notice').map((course) => count(noticeTold(course).facts, 'fine'));
      return count(facts, 'fine') <= told.reduce((sum, one) => sum + one, 0);
    },
  },
  {
    law: '第二十条：决定书在负责人批准之后，盖章在决定书之后',
    about: isDone('decision', /^(penalty-decision|no-penalty-decision|not-proven-decision|stamp)/, 'submit'),
    holds: ({ step }, book) => {
      const course = book.of('decision');
      const made = course.decided.some(({ step: other }) => /-decision\/submit|^referral/.test(other));
      return agreedOn(course, /^draft\/approve/).length > 0 && (subject(step) !== 'stamp' || made);
    },
  },
  {
    law: '移送规定第十一条：移送期间不作出处罚决定',
    about: isDone('decision', /^penalty-decision/, 'submit'),
    holds: (_, book) => {
      const back = book.papers('policeReply').filter(({ facts }) => facts['reply'] === 'givenBack');
      return book
        .named('crime-transfer')
        .every(
          ({ concluded }) =>
            concluded &&
            (concluded.facts['outcome'] !== 'transferred' || back.some(({ seq }) => seq > concluded.seq)),
        );
    },
  },
  {
    law: '行政处罚法第五十一条：当场处罚不超过限额',
    about: isPaper('spotPenaltyDecision'),
    holds: ({ facts }) => count(facts, 'fine') <= (facts['partyKind'] === 'citizen' ? 200_00 : 3_000_00),
  },
  {
    law: '案件终止以批准为据',
    about: ({ kind, procedure }) => kind === 'terminated' && procedure === 'enforcement-case',
    holds: (_, book) =>
      book.startRefused ||
      book.named('case-initiation').some(({ concluded }) => concluded?.facts['outcome'] === 'notInitiated') ||
      agreedOn(book.of('enforcement-case'), /^termination-\d+\/approve/).length > 0,
  },
];

const OTHER_WAYS = ['leaving', 'post', 'entrusted', 'electronic'];

const ofService: readonly Rule[] = [
  {
    law: '民事诉讼法第九十五条：其他方式均无法送达、经批准后方可公告',
    about: isPaper('publicNoticeRecord'),
    holds: ({ procedure }, book) => {
      const course = book.of(procedure);
      const methods = (document: string) =>
        course.papers
          .filter(({ facts }) => facts['document'] === document)
          .map(({ facts }) => facts['method']);
      const settled = [...methods('serviceAttempt'), ...methods('methodUnavailable')];
      return (
        methods('serviceAttempt').includes('direct') &&
        OTHER_WAYS.every((way) => settled.includes(way)) &&
        agreedOn(course, /^public-notice-\d+\/approve/).length > 0
      );
    },
  },
  {
    law: '民事诉讼法第九十五条、第二百八十三条：公告满三十日（境内无住所的六十日）视为送达',
    about: ({ kind, facts }) => kind === 'concluded' && facts['method'] === 'publicNotice',
    holds: ({ procedure, receivedAt }, book) => {
      const posted = book
        .of(procedure)
        .papers.filter(({ facts }) => facts['document'] === 'publicNoticeRecord');
      return posted.some(
        ({ facts }) =>
          receivedAt - count(facts, 'postedAt') >= (facts['domicile'] === 'abroad' ? 60 : 30) * DAY,
      );
    },
  },
  {
    law: '没有送达回证不为送达',
    about: ({ kind, procedure, facts }) =>
      kind === 'concluded' && procedureName(procedure) === 'service' && facts['outcome'] === 'served',
    holds: ({ procedure, facts }, book) =>
      book
        .of(procedure)
        .papers.map((paper) => textOf(paper.facts, 'document'))
        .some((document) =>
          facts['method'] === 'publicNotice'
            ? document === 'publicNoticeRecord'
            : document.startsWith('proofOf'),
        ),
  },
  {
    law: '行政处罚法第六十一条：电子送达经当事人签署确认书同意',
    about: isPaper('electronicSendingRecord'),
    holds: (_, book) =>
      book.papers('serviceConfirmation').some(({ facts }) => facts['electronic'] === 'agreed'),
  },
];

const ofIntake: readonly Rule[] = [
  {
    law: '第十条：实名投诉举报不启动的，告知后方可办结',
    about: ({ kind, procedure, facts }) =>
      kind === 'concluded' && procedure === 'complaint' && facts['outcome'] !== 'started',
    holds: (_, book) =>
      book.of('complaint').opening?.facts['realName'] !== 'realName' ||
      book.of('complaint').decided.some(({ step }) => subject(step) === 'complainant-told'),
  },
  {
    law: '第八条：补正一次告知',
    about: isDone('application', /^one-time-notice/),
    holds: (_, book) =>
      !book.of('application').decided.some(({ step }) => subject(step) === 'one-time-notice'),
  },
  {
    law: '国办发〔2024〕54号：检查经批准、通知后实施（紧急的除外）',
    about: isPaper('inspectionRecord', 'inspection'),
    holds: (_, book) =>
      agreedOn(book.of('inspection'), /^inspection-approval\/approve/).length > 0 &&
      book.of('inspection').decided.some(({ step }) => subject(step) === 'inspection-notice'),
  },
];

const rules: readonly Rule[] = [
  ...ofStart,
  ...ofInvestigation,
  ...ofNotice,
  ...ofDecision,
  ...ofService,
  ...ofIntake,
];

/** How often each rule was asked, by its words: a rule that is never asked proves nothing. */
export const asked = new Map<string, number>();

/** The rules a record breaks, in words. */
export function gatesPassed(record: RecordHeader, book: Book): string[] {
  return rules.flatMap(({ law, about, holds }) => {
    if (!about(record)) return [];
    asked.set(law, (asked.get(law) ?? 0) + 1);
    return holds(record, book) ? [] : [`#${String(record.seq)} ${record.procedure} ${record.step} › ${law}`];
  });
}

/** 承办人、审核人、批准人 of one approval are three people, over all its rounds (第三十六条). */
export function onePersonTwoParts(record: RecordHeader, book: Book): string[] {
  const parts = ['submit', 'review', 'approve'];
  if (record.kind !== 'decided' || !parts.includes(part(record.step))) return [];
  const who = ({ actor, onBehalfOf }: RecordHeader) => [actor.id, ...(onBehalfOf ? [onBehalfOf.id] : [])];
  const others = book
    .of(record.procedure)
    .decided.filter(({ step }) => subject(step) === subject(record.step) && parts.includes(part(step)))
    .filter(({ step }) => part(step) !== part(record.step));
  return others
    .filter((other) => who(other).some((id) => who(record).includes(id)))
    .map(({ seq }) => `#${String(record.seq)} and #${String(seq)} of ${record.procedure} are one person's`);
}

/** The chain is whole: each record follows the one before, and says so under its own hash. */
export function chainBroken(record: RecordHeader, { last }: Book): string[] {
  const { hash, ...unsealed } = record;
  const bytes = canonicalize(unsealed) ?? '';
  const sha256 = createHash('sha256').update('zf-ledger/v1\n').update(bytes, 'utf8').digest('hex');
  const follows =
    record.seq === (last?.seq ?? 0) + 1 && record.prev.sha256 === (last?.hash.sha256 ?? '0'.repeat(64));
  return [
    ...(sha256 === hash.sha256 ? [] : [`#${String(record.seq)} is not what its hash says`]),
    ...(follows ? [] : [`#${String(record.seq)} does not follow the record before`]),
  ];
}
