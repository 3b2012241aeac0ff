/**
 * A guided walk through a case and the matters it arose from: whoever may do something does it, mostly what
 * the law asks for next, sometimes what it forbids. Who may do what is read off the rows and the record, as
 * the page reads it.
 */
import { factsOfForm } from '../../../src/api/fields.js';
import { recordOf } from '../../../src/models/seal.js';
import type { DocumentKey } from '../../../src/workflows/law/documents.js';
import { rows } from '../../../src/workflows/law/procedure-rows.js';
import {
  isFor,
  matterOf,
  type MatterKind,
  type ProcedureRow,
} from '../../../src/workflows/law/procedures.js';
import { fold, type State } from '../../../src/workflows/law/record/fold.js';
import {
  decidedBefore,
  fieldsAsked,
  formFields,
  openingFields,
} from '../../../src/workflows/law/record/gates.js';
import {
  procedureName,
  textsOf,
  type Body,
  type Decision,
  type RecordHeader,
  type Task,
} from '../../../src/workflows/law/record/kinds.js';
import { peopleNow } from '../../../src/workflows/law/record/successors.js';
import type { Answered, World } from '../../harness/world.js';
import { FILE, formOf, RECORDING, type Scene } from './forms.js';
import { DAY, HOUR, named, officers, type Plan } from './plan.js';
import type { Chance } from './random.js';
import { wantsOpening, wantsPaper } from './wants.js';

/** One chain of records, as far as it has been read. */
export type Matter = { kind: MatterKind; records: RecordHeader[]; states: Record<string, State> };

/** Something somebody can do. `forbidden`: the law says no to it, whatever is on file. */
type Move = { name: string; weight: number; do: () => Promise<Answered>; forbidden?: true };

/** What came of one step. */
export type Step = { name: string; answer?: Answered; forbidden?: true; idle?: true };

export const rowOf = (procedure: string): ProcedureRow | undefined =>
  rows.find(({ key }) => key === procedureName(procedure));

const DECISION_WEIGHTS: Readonly<Record<Decision, number>> = {
  submit: 10,
  agree: 10,
  return: 0.7,
  refuse: 0.5,
  withdraw: 0,
};

/** Mostly hours, at times weeks. */
const TIMES = [
  { time: HOUR, weight: 50 },
  { time: 4 * HOUR, weight: 25 },
  { time: DAY, weight: 15 },
  { time: 3 * DAY, weight: 6 },
  { time: 8 * DAY, weight: 3 },
  { time: 20 * DAY, weight: 1 },
];

/** Who puts on file what is not for 承办人. */
const FILED_BY: Readonly<Partial<Record<DocumentKey, string>>> = {
  measureLiftingDecision: 'leader-1',
  penaltyNoticeWithdrawal: 'leader-1',
  legalReviewObjection: 'head-1',
  supervisionOpinion: 'legal-1',
};

const STRANGERS = ['clerk-1', 'officer-4', 'legal-1', 'chair-2', 'leader-1', 'head-2'];

export class Walk {
  readonly matters: Record<string, Matter> = {};
  /** Moves that were refused, by name, and how the matter stood then: not tried again while it stands so. */
  readonly #refused = new Map<string, string>();
  /** How often each was refused: whoever has been told no several times tries less. */
  readonly #patience = new Map<string, number>();
  #read = 0;

  constructor(
    readonly world: World,
    readonly caseNumber: string,
    readonly plan: Plan,
    private readonly chance: Chance,
  ) {}

  /** Reads what is new on file; returns it. */
  read(): RecordHeader[] {
    const { headers } = this.world.store;
    const fresh = headers.slice(this.#read).map(recordOf);
    this.#read = headers.length;
    for (const record of fresh) {
      const { chainId, procedure } = record;
      const row = rowOf(procedure);
      const matter = (this.matters[chainId] ??= {
        kind: row ? matterOf(row) : 'bureau',
        records: [],
        states: {},
      });
      matter.records.push(record);
      matter.states[procedure] = fold([record], matter.states[procedure]);
    }
    return fresh;
  }

  /** Has the case been decided or ended, and everything with it but the case itself, which goes on? */
  isOver(): boolean {
    const { states = {} } = this.matters[this.caseNumber] ?? {};
    const ended = ['decision', 'summary-penalty', 'enforcement-case'].some((key) => {
      const { concluded } = states[key] ?? {};
      return concluded !== undefined && concluded.facts['outcome'] !== 'ordinary';
    });
    const goesOn = Object.values(this.matters).some(({ kind, states: all }) =>
      Object.entries(all).some(
        ([key, { opening, concluded }]) =>
          kind !== 'bureau' && key !== 'enforcement-case' && opening && !concluded,
      ),
    );
    return ended && !goesOn;
  }

  /** One thing that somebody does, or time that passes. */
  async step(): Promise<Step> {
    const dice = this.chance.next();
    if (dice < 0.08) return this.wait(this.#someTime());
    const moves = dice < 0.15 ? this.forbiddenMoves() : dice < 0.2 ? this.asides() : this.lawfulMoves();
    const open = moves
      .filter(({ name }) => this.#refused.get(name) !== this.#standing())
      .map((one) => ({ ...one, weight: one.weight / (1 + (this.#patience.get(one.name) ?? 0)) }));
    const move = this.chance.weighed(open);
    return move ? this.#try(move) : this.wait();
  }

  async #try({ name, do: act, forbidden }: Move): Promise<Step> {
    const answer = await act();
    if (answer.seq === undefined) {
      this.#refused.set(name, this.#standing());
      this.#patience.set(name, (this.#patience.get(name) ?? 0) + 1);
    }
    return { name, answer, ...(forbidden ? { forbidden } : {}) };
  }

  #standing(): string {
    return `${String(this.#read)} ${String(this.world.sandbox.now)}`;
  }

  #someTime(): number {
    return this.chance.weighed(TIMES)?.time ?? HOUR;
  }

  /** Time passes: so much, or until something is due. */
  async wait(time?: number): Promise<Step> {
    const { sandbox } = this.world;
    const due = [...sandbox.runs].flatMap(([, { ended, timers }]) =>
      ended ? [] : [...timers.values()].map(({ at }) => at),
    );
    const soonest = Math.max(sandbox.now, Math.min(...due, sandbox.now + 5 * DAY));
    await sandbox.advanceTo(time === undefined ? soonest + 1 : sandbox.now + time);
    return time === undefined ? { name: 'waits', idle: true } : { name: 'time' };
  }

  // — what the law asks for —

  lawfulMoves(): Move[] {
    return Object.entries(this.matters).flatMap(([chainId, matter]) =>
      matter.kind === 'bureau'
        ? []
        : [
            ...this.#answers(chainId, matter),
            ...this.#openings(chainId, matter),
            ...this.#papers(chainId, matter),
          ],
    );
  }

  #answers(chainId: string, { states }: Matter): Move[] {
    return this.#tasks(states).flatMap(([procedure, task]) =>
      this.#nobodyLeft(task)
        ? this.#handedOn(chainId, procedure, task)
        : task.decisions.map((decision) => ({
            name: `${procedure} ${task.step} ${decision}`,
            weight: task.step === 'ordinary/submit/1' ? 0.5 : DECISION_WEIGHTS[decision],
            do: () => this.#decide(chainId, procedure, task, this.#personFor(task), decision),
          })),
    );
  }

  /** Everybody who is asked has been recused, or was never there. */
  #nobodyLeft({ candidates }: Task): boolean {
    return candidates.every((id) => this.#recused().includes(id));
  }

  /** 转办 to somebody of the same post, by whoever manages the case. */
  #handedOn(chainId: string, procedure: string, { role, step }: Task): Move[] {
    const others: Readonly<Record<string, readonly string[]>> = {
      approver: ['leader-2', 'leader-1'],
      agencyHead: ['leader-2', 'leader-1'],
      reviewer: ['head-2', 'head-9'],
    };
    const to = [...(others[role] ?? []), ...this.#handlers()].find((id) => !this.#recused().includes(id));
    const more = { procedure, step, to, opinion: '原办理人回避' };
    return [
      {
        name: `${procedure} ${step} reassign`,
        weight: 8,
        do: () => this.world.act(chainId, 'clerk-1', 'reassign', more),
      },
    ];
  }

  #tasks(states: Matter['states']): [string, Task][] {
    return Object.entries(states).flatMap(([procedure, { tasks }]) =>
      Object.values(tasks).map((task): [string, Task] => [procedure, task]),
    );
  }

  #personFor({ assignee, candidates }: Task): string {
    const free = candidates.filter((id) => !this.#recused().includes(id));
    return assignee ?? (free.length > 0 ? this.chance.pick(free) : (candidates[0] ?? 'clerk-1'));
  }

  #recused(): string[] {
    const { records = [] } = this.matters[this.caseNumber] ?? {};
    return records.flatMap(({ effect, facts }) => (effect === 'recused' ? textsOf(facts, 'persons') : []));
  }

  /** Officers who may still act on the case, those named for it first. */
  #handlers(state?: State): string[] {
    const now = state?.opening ? peopleNow(state).handlers : named.handlers;
    const all = [...new Set([...now, ...officers.map(({ id }) => id)])];
    return all.filter((id) => !this.#recused().includes(id));
  }

  #scene(chainId: string, procedure: string, step: string): Scene {
    const { states } = this.matters[chainId]!;
    return {
      now: this.world.sandbox.now,
      chance: this.chance,
      plan: this.plan,
      matter: states,
      procedure,
      step,
      handlers: this.#handlers(states[procedure]),
      caseNumber: this.caseNumber,
    };
  }

  #decide(
    chainId: string,
    procedure: string,
    task: Task,
    person: string,
    decision: Decision,
    more: { without?: string; opinion?: string } = {},
  ): Promise<Answered> {
    const state = this.matters[chainId]!.states[procedure]!;
    const emergency = Boolean(state.opening?.facts['emergency']);
    const isSubmitted = decision === 'submit' && task.document !== null;
    const asked = isSubmitted ? fieldsAsked(rowOf(procedure)!, task, emergency) : [];
    const whole = isSubmitted
      ? formOf(task.document!, asked, this.#scene(chainId, procedure, task.step))
      : {};
    const form: Body = Object.fromEntries(Object.entries(whole).filter(([key]) => key !== more.without));
    const recording = task.document === 'recordingStored' || task.document === 'recordingTransferred';
    return this.world.act(chainId, person, 'decide', {
      procedure,
      step: task.step,
      decision,
      form,
      facts: isSubmitted ? factsOfForm(task.document, form as never) : {},
      actor: { ...this.world.actor(person), role: task.role },
      ...this.#onBehalf(task, person),
      attachments: [recording ? RECORDING : FILE],
      attachmentNames: ['签名件.pdf'],
      ...(more.opinion === undefined ? {} : { opinion: more.opinion }),
    });
  }

  /** 代理: head-9 may act for head-1 where that has been granted. */
  #onBehalf(task: Task, person: string): object {
    const isGranted = this.plan.eager.substitute && person === 'head-1' && task.role === 'reviewer';
    if (!isGranted || !this.chance.happens(0.5)) return {};
    return {
      actor: { ...this.world.actor('head-9'), role: task.role },
      onBehalfOf: { ...this.world.actor('head-1'), role: task.role, authentication: 'system' },
      substitution: this.#substitution(),
    };
  }

  #substitution(): string {
    const [chainId] = Object.entries(this.matters).find(([, { kind }]) => kind === 'bureau') ?? [''];
    return `${chainId}/substitution/a`;
  }

  #openings(chainId: string, { kind, states }: Matter): Move[] {
    const here = rows.filter((row) => row.opening !== undefined && !row.opensMatter && isFor(row, kind));
    return here.flatMap((row) => {
      const opened = Object.entries(states).filter(
        ([key, { opening }]) => procedureName(key) === row.key && opening,
      );
      const weight = wantsOpening(row.key, states, this.plan, opened.length);
      if (weight === 0 || (opened.length > 0 && !row.many)) return [];
      const procedure = row.many ? `${row.key}/${String(this.#nextNumber(states, row.key))}` : row.key;
      return [{ name: `open ${procedure}`, weight, do: () => this.#open(chainId, row, procedure) }];
    });
  }

  #nextNumber(states: Matter['states'], key: string): number {
    for (let number = 1; ; number += 1) if (!states[`${key}/${String(number)}`]?.opening) return number;
  }

  #open(chainId: string, row: ProcedureRow, procedure: string): Promise<Answered> {
    const scene = this.#scene(chainId, procedure, 'opening');
    const form = row.opening ? formOf(row.opening, openingFields(row.opening), scene) : {};
    const [first] = Object.values(this.matters[chainId]!.states);
    return this.world.openOn(chainId, row, scene.handlers[0]!, {
      form,
      facts: { people: first ? peopleNow(first) : named, ...factsOfForm(row.opening, form as never) },
      procedure,
    });
  }

  #papers(chainId: string, { states }: Matter): Move[] {
    return Object.entries(states).flatMap(([procedure, state]) => {
      const row = rowOf(procedure);
      if (!row?.records || state.concluded || state.terminated) return [];
      return (Object.keys(row.records) as DocumentKey[]).flatMap((document) =>
        wantsPaper(procedure, document, state, states, this.plan)
          .filter(({ weight }) => weight > 0)
          .map(({ weight, said }) => ({
            name: `${procedure} ${document}${said ? ` ${JSON.stringify(said)}` : ''}`,
            weight,
            do: () => this.#putOnFile(chainId, procedure, row, document, said ?? {}),
          })),
      );
    });
  }

  #putOnFile(
    chainId: string,
    procedure: string,
    row: ProcedureRow,
    document: DocumentKey,
    said: Body,
    few = false,
  ): Promise<Answered> {
    const state = this.matters[chainId]!.states[procedure]!;
    const scene = this.#scene(chainId, procedure, `${document}/record/1`);
    const form = formOf(document, formFields(row, document, state), scene, said);
    const count = few ? 1 : (row.records?.[document]?.officers ?? 0);
    const onSite = scene.handlers.slice(0, count).map((id) => officers.find((one) => one.id === id)!);
    return this.world.putOnFile(chainId, this.#whoFiles(document, state, scene), procedure, document, {
      form,
      facts: factsOfForm(document, form as never),
      officers: onSite,
      attachments: [FILE, RECORDING],
      attachmentNames: ['签名件.pdf', '现场.mp4'],
    });
  }

  #whoFiles(document: DocumentKey, state: State, { handlers }: Scene): string {
    const apart = FILED_BY[document];
    if (apart !== undefined) return apart;
    if (document !== 'hearingPostponement' && document !== 'hearingNoShow') return handlers[0]!;
    const appointed = Object.values(state.steps)
      .filter(({ step }) => step.startsWith('hearing-appointment'))
      .sort((one, other) => other.seq - one.seq)[0];
    return textsOf(appointed?.facts ?? {}, 'chair')[0] ?? 'chair-1';
  }

  // — what goes on beside it —

  /** 撤回、认领、转办、催办、备注、更正、离职转办. */
  asides(): Move[] {
    return Object.entries(this.matters).flatMap(([chainId, { kind, states }]) =>
      kind === 'bureau'
        ? []
        : this.#tasks(states).flatMap(([procedure, task]) => this.#asidesOf(chainId, procedure, task)),
    );
  }

  #asidesOf(chainId: string, procedure: string, task: Task): Move[] {
    const state = this.matters[chainId]!.states[procedure]!;
    const { step } = task;
    const move = (name: string, weight: number, person: string, door: string, more: object): Move => ({
      name: `${procedure} ${step} ${name}`,
      weight,
      do: () => this.world.act(chainId, person, door, { procedure, step, ...more }),
    });
    const actor = (person: string) => ({ ...this.world.actor(person), role: task.role });
    const own = decidedBefore(state, step);
    const to = this.chance.pick(
      task.role === 'handler'
        ? officers.map(({ id }) => id)
        : ['head-1', 'head-2', 'head-9', 'leader-2', 'legal-1'],
    );
    const holder = this.#personFor(task);
    const gone = peopleNow(state).handlers.find((id) => this.#recused().includes(id));
    return [
      move('claim', 1, holder, 'claim', { actor: actor(holder) }),
      move('urge', 0.5, 'clerk-1', 'urge', { opinion: '请尽快办理' }),
      move('remark', 0.3, 'clerk-1', 'remark', { text: '已电话联系', attachments: [], attachmentNames: [] }),
      move('reassign', 0.6, holder, 'reassign', { actor: actor(holder), to, opinion: '因故转办' }),
      move('correct', 0.2, holder, 'correct', {
        target: state.opening?.seq ?? 1,
        reason: '笔误',
        replacement: { opinion: '更正后的内容' },
      }),
      ...(own
        ? [
            move('withdraw', 1.5, own.actor.id, 'withdraw', {
              step: own.step,
              actor: own.actor,
              ...(own.onBehalfOf ? { onBehalfOf: own.onBehalfOf, substitution: this.#substitution() } : {}),
              opinion: '尚需补充',
            }),
          ]
        : []),
      ...(gone
        ? [
            move('handOver', 4, 'clerk-1', 'handOver', {
              role: 'handler',
              from: gone,
              to: this.#handlers(state)[1] ?? 'officer-3',
              opinion: '回避后由他人承办',
            }),
          ]
        : []),
    ];
  }

  // — what the law forbids —

  /** Each of these has to be refused, whatever is on file. */
  forbiddenMoves(): Move[] {
    return Object.entries(this.matters).flatMap(([chainId, matter]) => {
      if (matter.kind === 'bureau') return [];
      const again = matter.records.filter(({ kind }) => kind === 'decided');
      return [
        ...this.#tasks(matter.states).flatMap(([procedure, task]) =>
          this.#forbiddenOn(chainId, procedure, task),
        ),
        ...(again.length > 0 ? [this.#twice(chainId, this.chance.pick(again))] : []),
        ...this.#alone(chainId, matter),
      ];
    });
  }

  #forbiddenOn(chainId: string, procedure: string, task: Task): Move[] {
    const [decision] = task.decisions;
    if (decision === undefined) return [];
    const forbid = (name: string, weight: number, act: () => Promise<Answered>): Move => ({
      name: `forbidden: ${name} ${procedure} ${task.step}`,
      weight,
      forbidden: true,
      do: act,
    });
    const person = this.#personFor(task);
    const strangers = STRANGERS.filter((id) => id !== task.assignee && !task.candidates.includes(id));
    const others = (['agree', 'return', 'refuse', 'submit'] as const).filter(
      (one) => !task.decisions.includes(one),
    );
    const needed = this.#neededIn(procedure, task);
    return [
      forbid('stranger', 1, () =>
        this.#decide(chainId, procedure, task, this.chance.pick(strangers), decision),
      ),
      forbid('silent', 1, () => this.#decide(chainId, procedure, task, person, decision, { opinion: ' ' })),
      forbid('not offered', 1, () =>
        this.#decide(chainId, procedure, task, person, this.chance.pick(others)),
      ),
      ...(needed.length > 0 && decision === 'submit'
        ? [
            forbid('incomplete', 3, () =>
              this.#decide(chainId, procedure, task, person, decision, { without: this.chance.pick(needed) }),
            ),
          ]
        : []),
    ];
  }

  /** What a form cannot do without, in every circumstance. */
  #neededIn(procedure: string, task: Task): string[] {
    if (!task.document) return [];
    return fieldsAsked(rowOf(procedure)!, task, false)
      .filter(
        ({ required, when, given, kind }) => required === 'law' && !when && !given && kind !== 'attachments',
      )
      .map(({ key }) => key);
  }

  /** Decided once is decided. */
  #twice(chainId: string, record: RecordHeader): Move {
    const { procedure, step, decision, actor } = record;
    return {
      name: `forbidden: twice ${procedure} ${step}`,
      weight: 2,
      forbidden: true,
      do: async () =>
        this.world.sandbox.running(`${chainId}/${procedure}`)
          ? this.world.act(chainId, actor.id, 'decide', { procedure, step, decision, actor, facts: {} })
          : { accepted: false },
    };
  }

  /** One officer alone (行政处罚法第四十二条). */
  #alone(chainId: string, { states }: Matter): Move[] {
    return Object.entries(states).flatMap(([procedure, state]) => {
      const row = rowOf(procedure);
      const byTwo = Object.entries(row?.records ?? {}).flatMap(([document, { officers: count = 0 }]) =>
        count > 1 ? [document as DocumentKey] : [],
      );
      if (!row || state.concluded || byTwo.length === 0) return [];
      const document = this.chance.pick(byTwo);
      return [
        {
          name: `forbidden: alone ${procedure} ${document}`,
          weight: 0.5,
          forbidden: true,
          do: () => this.#putOnFile(chainId, procedure, row, document, {}, true),
        },
      ];
    });
  }
}
