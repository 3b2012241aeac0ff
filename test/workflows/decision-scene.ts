import { crimeTransferRow } from '../../src/workflows/law/crime-transfer-rows.js';
import { decisionRow } from '../../src/workflows/law/decision-rows.js';
import { documents, type DocumentKey } from '../../src/workflows/law/documents.js';
import type { Field } from '../../src/workflows/law/documents/document.js';
import type { ProcedureRow } from '../../src/workflows/law/procedures.js';
import { EMPTY_HEAD, SYSTEM, type Act, type Body, type Facts } from '../../src/workflows/law/record/kinds.js';
import { given } from '../harness/given.js';
import { people, World, type Answered } from '../harness/world.js';

export const CASE = 'HY-2026-0001';
export const DECISION = 'decision';
export const DAY = 86_400_000;
const untyped = (row: unknown) => row as ProcedureRow;

/** The fields of a form that travel as facts, as the API copies them. */
export const factsOf = (document: DocumentKey, form: Body): Facts =>
  Object.fromEntries(
    (documents[document].contents as readonly Field[]).flatMap(({ key, fact }) => {
      const value = form[key];
      return fact && value !== undefined && value !== null && value !== '' ? [[key, value]] : [];
    }),
  );

export const substance: Body = {
  violationEnded: '2026-10-01',
  continuing: 'ended',
  discovered: '2026-11-20',
  gravity: 'ordinary',
  earlierFine: 'none',
  proven: 'proven',
  mitigation: 'none',
  age: 'organisation',
  capacity: 'full',
  reasons: '两年内发现，事实清楚',
  discretion: '未取得裁量基准，按过罚相当确定',
};

/** A fine of 50 000 yuan. */
export const penalty = { penaltyKind: 'fine', fine: 5_000_000, basisKeys: ['constructionWithoutPermit'] };

export const submission: Body = {
  publicInterest: 'no',
  majorRights: 'no',
  complexRelations: 'no',
  otherGround: 'no',
  gravity: 'ordinary',
};

export const review: Body = {
  opinion: '事实清楚，程序合法',
  advice: '同意',
  result: 'passed',
  qualification: 'qualified',
};

export const minutes: Body = {
  attendees: ['leader-1', 'leader-2'],
  views: '一致同意',
  result: '罚款五万元',
  resultKind: 'penalty',
  penaltyKind: 'fine',
  fine: 5_000_000,
};

export const penaltyDocument: Body = {
  partyNameAndAddress: '华阴市某建设公司，华阴市某路1号',
  factsAndEvidence: '未取得施工许可证擅自施工',
  typeAndBasis: '罚款五万元',
  reasons: '违法事实清楚',
  performance: '十五日内缴至指定银行',
  reviewRemedy: '自收到之日起六十日内向华阴市人民政府申请行政复议',
  suitRemedy: '自收到之日起六个月内向人民法院提起行政诉讼',
  agencyAndDate: '华阴市住房和城乡建设局 2026年11月24日',
  decidedAt: '2026-11-24',
  discretion: '未取得裁量基准，按过罚相当确定',
  additionalFineRate: '每日按罚款数额的百分之三加处罚款',
  ...penalty,
};

/** A case before its decision: whatever other procedures would have left on file is put there. */
export class DecisionScene {
  evidence = '';

  constructor(readonly world: World) {}

  /** Start approved; the investigation reported with this outcome, one piece of evidence on file. */
  static async investigated(outcome = 'penalty'): Promise<DecisionScene> {
    const world = new World(given('TEST_WORKFLOW_BUNDLE'));
    const leader = world.people.get('leader-1')!;
    world.people.set('leader-2', { ...leader, id: 'leader-2', name: '冯六' });
    await world.beginApproved(CASE);
    const scene = new DecisionScene(world);
    await scene.note('investigation', { kind: 'opening', facts: scene.given });
    const recorded = { kind: 'recorded' as const, step: 'questioningRecord/record/1' };
    scene.evidence = String(
      await scene.note('investigation', { ...recorded, facts: { document: 'questioningRecord' } }),
    );
    await scene.conclude('investigation', outcome);
    return scene;
  }

  /** The notice of the same penalty, served, and every right in it given up. */
  static async told(): Promise<DecisionScene> {
    const scene = await DecisionScene.investigated();
    await scene.tell({ ...penalty, hearingOffered: 'offered' });
    return scene;
  }

  get given(): Facts {
    return { edition: 'test', unit: 'inspection', people };
  }

  /** A second party, a citizen. */
  addParty = (more: Facts = {}) =>
    this.note('enforcement-case', {
      kind: 'recorded',
      step: 'partyParticulars/record/1',
      requestId: 'party-2',
      facts: { document: 'partyParticulars', partyKind: 'citizen', domicile: 'inChina', ...more },
    });

  /** The notice of these parties, served on each, who all give their rights up. */
  async tell(facts: Facts, parties: readonly string[] = ['1']): Promise<void> {
    const notice = 'penalty-notice/1';
    const from = this.world.sandbox.now;
    await this.note(notice, { kind: 'opening', facts: { ...this.given, ...facts, parties } });
    const starts = parties.flatMap((party) => [
      { key: `defence/${party}`, period: 'statementAndDefence' as const, from },
      { key: `hearing-request/${party}`, period: 'hearingRequest' as const, from },
    ]);
    await this.note(notice, { kind: 'clockStarted', step: 'served', starts });
    for (const party of parties)
      for (const document of ['defenceWaiver', 'hearingWaiver'])
        await this.note(notice, {
          kind: 'recorded',
          step: `${document}/record/${party}`,
          requestId: `${document}-${party}`,
          facts: { document, party },
        });
    await this.conclude(notice, 'waived');
  }

  conclude = (procedure: string, outcome: string) =>
    this.note(procedure, { kind: 'concluded', facts: { outcome } });

  /** A record of another procedure, as its own run would have left it; its seq. */
  async note(procedure: string, more: Partial<Act> & Pick<Act, 'kind'>): Promise<number> {
    const { now } = this.world.sandbox;
    const act: Act = {
      chainId: CASE,
      procedure,
      step: more.kind,
      actor: SYSTEM,
      occurredAt: now,
      receivedAt: now,
      opens: [],
      starts: [],
      facts: {},
      body: {},
      attachments: [],
      secrecy: 1,
      policy: { id: 'test', version: '1' },
      lawReferences: [],
      ...more,
    };
    const records = await this.world.records(CASE);
    const last = records.at(-1);
    const own = records.filter((record) => record.procedure === procedure).at(-1);
    const head = last ? { seq: last.seq, hash: last.hash } : EMPTY_HEAD;
    const { own: seq, refused } = await this.world.record.append(act, {
      head,
      state: { seq: own?.seq ?? 0 },
    });
    if (seq === undefined) throw new Error(refused?.message ?? 'nothing was put on file');
    return seq;
  }

  // — what people do —

  open = (actor = 'officer-1'): Promise<Answered> => this.world.openOn(CASE, untyped(decisionRow), actor);

  transfer = (form: Body, actor = 'officer-1'): Promise<Answered> =>
    this.world.openOn(CASE, untyped(crimeTransferRow), actor, {
      form,
      facts: factsOf('crimeTransferReport', form),
    });

  /** Hands a form in; its facts go with it. */
  submit(actor: string, step: string, document: DocumentKey | null, form: Body, procedure = DECISION) {
    const facts = document ? factsOf(document, form) : {};
    return this.world.decide(CASE, actor, step, 'submit', { procedure, form, facts });
  }

  decide = (actor: string, step: string, decision: string, procedure = DECISION) =>
    this.world.decide(CASE, actor, step, decision, { procedure });

  draft = (more: Body = {}, round = 1, actor = 'officer-1') =>
    this.submit(actor, `draft/submit/${String(round)}`, 'draftingRecord', {
      legalBasis: '《建筑工程施工许可管理办法》第十二条',
      evidence: ['询问笔录'],
      factors: '首次违法，已停工',
      proposal: 'penalty',
      evidenceRecords: [this.evidence],
      ...penalty,
      ...more,
    });

  submitReview = (more: Body = {}, draft = 1, actor = 'officer-1') =>
    this.submit(actor, `legal-submission/submit/${String(draft)}`, 'legalReviewSubmission', {
      ...submission,
      ...more,
    });

  reviewLegally = (more: Body = {}, draft = 1, actor = 'legal-1') =>
    this.submit(actor, `legal-review/opinion/${String(draft)}`, 'legalReviewOpinion', { ...review, ...more });

  minute = (more: Body = {}, meeting = 1) =>
    this.submit('officer-2', `discussion-1/submit/${String(meeting)}`, 'collectiveDiscussionRecord', {
      heldAt: this.world.sandbox.now,
      ...minutes,
      ...more,
    });

  document = (more: Body = {}, round = 1) =>
    this.submit('officer-1', `penalty-decision/submit/${String(round)}`, 'penaltyDecision', {
      ...penaltyDocument,
      evidenceRecords: [this.evidence],
      ...more,
    });

  stamp = (round = 1) => this.decide('officer-1', `stamp/submit/${String(round)}`, 'submit');

  /** 处罚适用审查表 once more, for new facts. */
  examineAgain(more: Body = {}) {
    const form = { ...substance, ...more };
    return this.world.putOnFile(CASE, 'officer-1', DECISION, 'substanceReview', {
      form,
      facts: factsOf('substanceReview', form),
    });
  }

  /** The investigation is terminated: approved, and the party told. */
  async terminate(more: Body = {}): Promise<void> {
    const of = 'enforcement-case';
    const form: Body = { ground: 'other', ...more };
    await this.world.putOnFile(CASE, 'officer-1', of, 'terminationForm', {
      form,
      facts: factsOf('terminationForm', form),
    });
    await this.decide('head-1', 'termination-1/review/1', 'agree', of);
    await this.decide('leader-1', 'termination-1/approve/1', 'agree', of);
    const told = { change: 'terminated', reasons: '终止调查', from: this.world.sandbox.now };
    await this.submit('officer-1', 'course-notice-termination/submit/1', 'suspensionNotice', told, of);
  }

  /** Opened, its substance examined. */
  async begun(more: Body = {}): Promise<this> {
    await this.open();
    await this.submit('officer-1', 'substance-review/submit/1', 'substanceReview', { ...substance, ...more });
    return this;
  }

  /** The first draft, reviewed in its unit. */
  async drafted(more: Body = {}): Promise<this> {
    await this.begun();
    await this.draft(more);
    await this.decide('head-1', 'draft/review/1', 'agree');
    return this;
  }

  /** Approved by the 负责人, without a ground of 法制审核 or 集体讨论. */
  async approved(more: Body = {}): Promise<this> {
    await this.drafted(more);
    await this.submitReview();
    await this.decide('leader-1', 'draft/approve/1', 'agree');
    return this;
  }

  awaited = (procedure = DECISION) => this.world.awaited(CASE, procedure);

  async concluded(procedure = DECISION): Promise<Facts | undefined> {
    return (await this.world.state(CASE, procedure)).concluded?.facts;
  }
}
