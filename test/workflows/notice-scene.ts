import { penaltyNoticeRow } from '../../src/workflows/law/notice-rows.js';
import { documents, type DocumentKey } from '../../src/workflows/law/documents.js';
import type { Field } from '../../src/workflows/law/documents/document.js';
import type { ProcedureRow } from '../../src/workflows/law/procedures.js';
import {
  EMPTY_HEAD,
  SYSTEM,
  textOf,
  type Act,
  type Body,
  type Facts,
} from '../../src/workflows/law/record/kinds.js';
import type { RecordHeader } from '../../src/workflows/law/record/kinds.js';
import { foldMatter } from '../../src/workflows/law/record/fold.js';
import { unmet } from '../../src/workflows/law/record/requirements.js';
import * as requirements from '../../src/workflows/law/notice-requirements.js';
import { toldAndHeard } from '../../src/workflows/law/notice-requirements.js';
import { given } from '../harness/given.js';
import { people, World, type Answered } from '../harness/world.js';

export const CASE = 'HY-2026-0001';
export const NOTICE = 'penalty-notice/1';
export const DAY = 86_400_000;

/** The facts of a form: its fields marked `fact`, as the API copies them. */
export const factsOf = (document: DocumentKey, form: Body): Facts =>
  Object.fromEntries(
    (documents[document].contents as readonly Field[]).flatMap(({ key, fact }) =>
      fact && form[key] !== undefined ? [[key, form[key]]] : [],
    ),
  );

/** A whole notice of a fine of 50 000 yuan. */
export const notice: Body = {
  intendedPenalty: '罚款人民币五万元',
  facts: '未取得施工许可证擅自施工',
  reasons: '违反施工许可管理规定',
  basis: '《建筑工程施工许可管理办法》第十二条',
  defenceRight: '收到本告知书之日起五个工作日内可以陈述、申辩',
  hearingRight: '收到本告知书之日起五个工作日内可以要求听证',
  fine: 5_000_000,
  penaltyKind: 'fine',
  hearingOffered: 'offered',
};

/** A case that is ready for its notice, and what people do with it. */
export class NoticeScene {
  /** Whom the notices name for their parts. */
  people: typeof people = people;

  private constructor(readonly world: World) {}

  static async approvedOnly(): Promise<NoticeScene> {
    const world = new World(given('TEST_WORKFLOW_BUNDLE'));
    await world.beginApproved(CASE);
    return new NoticeScene(world);
  }

  /** The investigation has come to its end, with a penalty proposed. */
  static async investigated(): Promise<NoticeScene> {
    const scene = await NoticeScene.approvedOnly();
    await scene.noteElsewhere('investigation', 'penalty');
    return scene;
  }

  /** Another party, after the one the case was opened against. */
  addParty(): Promise<Answered> {
    const form: Body = {
      name: '李某',
      partyKind: 'citizen',
      address: '华阴市',
      domicile: 'inChina',
      age: 'adult',
      capacity: 'full',
    };
    return this.world.putOnFile(CASE, 'officer-1', 'enforcement-case', 'partyParticulars', {
      form,
      facts: factsOf('partyParticulars', form),
    });
  }

  /** Another procedure on file, as its own run would leave it; open without an outcome. */
  async noteElsewhere(procedure: string, outcome?: string): Promise<void> {
    await this.append(procedure, 'opening', { edition: 'test', unit: 'inspection', people });
    if (outcome !== undefined) await this.conclude(procedure, outcome);
  }

  /** Another procedure comes to its end. */
  conclude = (procedure: string, outcome: string): Promise<void> =>
    this.append(procedure, 'concluded', { outcome });

  /** Evidence of a supplementary investigation. */
  supplement = (): Promise<void> =>
    this.append('enforcement-case', 'recorded', { document: 'questioningRecord' });

  private async append(procedure: string, kind: Act['kind'], facts: Facts): Promise<void> {
    const records = await this.world.records(CASE);
    const { seq, hash } = records.at(-1) ?? EMPTY_HEAD;
    const { now } = this.world.sandbox;
    const act: Act = {
      chainId: CASE,
      procedure,
      kind,
      step: kind,
      actor: SYSTEM,
      occurredAt: now,
      receivedAt: now,
      opens: [],
      starts: [],
      body: {},
      attachments: [],
      secrecy: 1,
      policy: { id: 'procedure', version: procedure },
      lawReferences: [],
      facts,
    };
    const { refused } = await this.world.record.append(act, { head: { seq, hash }, state: { seq } });
    if (refused) throw new Error(refused.message);
  }

  open(form: Body = notice, procedure = NOTICE): Promise<Answered> {
    return this.world.openOn(CASE, penaltyNoticeRow as unknown as ProcedureRow, 'officer-1', {
      form,
      facts: { people: this.people, ...factsOf('penaltyNotice', form) },
      procedure,
    });
  }

  async decide(actor: string, step: string, decision: string, form: Body = {}, procedure = NOTICE) {
    const { document } = (await this.world.state(CASE, procedure)).tasks[step] ?? {};
    const facts = document ? factsOf(document, form) : {};
    return this.world.decide(CASE, actor, step, decision, { procedure, form, facts });
  }

  /** Opened, reviewed and approved; the answer to the opening. */
  async give(form: Body = notice, procedure = NOTICE): Promise<Answered> {
    const opened = await this.open(form, procedure);
    if (opened.refused) return opened;
    await this.decide('head-1', 'penalty-notice/review/1', 'agree', {}, procedure);
    await this.decide('leader-1', 'penalty-notice/approve/1', 'agree', {}, procedure);
    return opened;
  }

  /** The open services, by party. */
  async services(of = NOTICE): Promise<Record<string, string>> {
    const records = await this.world.records(CASE);
    const openings = records.filter(
      ({ kind, procedure, facts }) =>
        kind === 'opening' && procedure.startsWith('service/') && facts['of'] === of,
    );
    return Object.fromEntries(openings.map(({ facts, procedure }) => [textOf(facts, 'party'), procedure]));
  }

  /** Served directly on a party, now. */
  async serve(party: string, of = NOTICE, more: Body = {}): Promise<Answered> {
    const procedure = (await this.services(of))[party] ?? '';
    const { now } = this.world.sandbox;
    const form: Body = {
      documentNameAndNumber: '行政处罚意见告知书 华建罚告〔2026〕1号',
      recipient: '华阴市某建设公司',
      place: '华阴市华岳路',
      reasonForMethod: '直接送达',
      certificatesShown: '已出示',
      servedAt: now,
      signer: 'legalRepresentative',
      signerName: '王某',
      proof: ['a'],
      ...more,
    };
    return this.putOnFile('proofOfDirectService', form, { procedure });
  }

  putOnFile(document: DocumentKey, form: Body, more: Record<string, unknown> = {}) {
    const {
      actor = 'officer-1',
      procedure = NOTICE,
      ...rest
    } = more as Record<string, unknown> & {
      actor?: string;
      procedure?: string;
    };
    return this.world.putOnFile(CASE, actor, procedure, document, {
      form,
      facts: factsOf(document, form),
      ...rest,
    });
  }

  close(procedure = NOTICE): Promise<Answered> {
    return this.decide('officer-1', 'notice-closing/submit/1', 'submit', {}, procedure);
  }

  /** The last day of each clock of a procedure. */
  async clocks(procedure = NOTICE): Promise<Record<string, string | null>> {
    const { clocks } = await this.world.state(CASE, procedure);
    return Object.fromEntries(Object.values(clocks).map(({ key, lastDay }) => [key, lastDay]));
  }

  async concluded(procedure = NOTICE): Promise<Facts | undefined> {
    return (await this.world.state(CASE, procedure)).concluded?.facts;
  }

  /** Which of the requirements of a decision are not met, at a moment (epoch ms). */
  async missing(facts: Facts = {}, at = this.world.sandbox.now): Promise<string[]> {
    const matter = foldMatter(await this.world.records(CASE));
    const act = { procedure: 'decision', kind: 'decided', receivedAt: at, facts } as unknown as Act;
    const names = Object.entries(requirements);
    return unmet(toldAndHeard, matter, act).map((one) => names.find(([, other]) => other === one)?.[0] ?? '');
  }

  async step(step: string, procedure = NOTICE): Promise<RecordHeader | undefined> {
    return (await this.world.state(CASE, procedure)).steps[step];
  }
}
