/** One whole approval over HTTP: a case is started, three people decide, the record is read back and checked. */
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { ActAnswer, StartCase, TaskList, Timeline, TimelineEntry } from '../src/api/schemas.js';
import type { Connection, Session } from './connection.js';
import { faultsOf, type Sent, type SentDecision } from './read-back.js';

/** The people of one unit; they are among the demonstration people. */
export interface Cast {
  readonly unit: string;
  readonly clerk: string;
  readonly officers: readonly [string, string];
  readonly head: string;
  readonly leader: string;
}

/** Two units, so that clients do not all act as the same people. */
export const casts: readonly Cast[] = [
  {
    unit: 'construction',
    clerk: 'clerk-1',
    officers: ['officer-1', 'officer-2'],
    head: 'head-1',
    leader: 'leader-1',
  },
  {
    unit: 'housing',
    clerk: 'clerk-2',
    officers: ['officer-3', 'officer-4'],
    head: 'head-2',
    leader: 'leader-2',
  },
];

/** Everybody who has to sign in. */
export const everybody = casts.flatMap(({ clerk, officers, head, leader }) => [
  clerk,
  officers[0],
  head,
  leader,
]);

/** The sessions of {@link everybody}. */
export type Sessions = ReadonlyMap<string, Session>;

/** What an act of the approval is called. */
export const actNames = ['start', 'submit', 'review', 'approve'] as const;
export type ActName = (typeof actNames)[number];

/** An act with all that is needed to send it again. */
export interface Act {
  readonly name: ActName;
  readonly person: string;
  readonly path: string;
  readonly body: unknown;
  readonly key: string;
}

/** An act that was answered, how long that took and how often it was sent. */
export interface Answered {
  readonly act: Act;
  readonly answer: ActAnswer;
  readonly tookMs: number;
  readonly attempts: number;
}

/** One approval. `faults`: what is wrong with the record that was read back. */
export interface Approval {
  readonly number: string;
  readonly sent: Sent;
  readonly answered: readonly Answered[];
  readonly tookMs: number;
  readonly faults: readonly string[];
  /** Looks at the next person's list in the very next request, and how many of them showed the task. */
  readonly looked: number;
  readonly seen: number;
}

/** How an approval is carried through. */
export interface Manner {
  /** Look at the next person's list after each act. */
  readonly look: boolean;
  /** Between two acts, as people take; ms. */
  readonly gapMs?: number;
  /** Told of every act as it is answered. */
  readonly onAnswered?: (answered: Answered) => void;
}

/** Carries one approval through; throws when an act is refused or never answered. */
export async function carryThrough(
  connection: Connection,
  sessions: Sessions,
  cast: Cast,
  manner: Manner,
): Promise<Approval> {
  const sent = scriptOf(cast, randomUUID());
  const began = performance.now();
  const answered: Answered[] = [];
  let looked = 0;
  let seen = 0;
  let gapsMs = 0;
  for (const name of actNames) {
    if (manner.gapMs !== undefined && answered.length > 0) {
      await pause(manner.gapMs);
      gapsMs += manner.gapMs;
    }
    const act = actOf(name, cast, sent, answered[0]?.answer.caseNumber ?? '');
    const done = await send(connection, sessions, act);
    answered.push(done);
    manner.onAnswered?.(done);
    if (!manner.look) continue;
    for (const task of done.answer.opens) {
      looked += 1;
      if (await shows(connection, sessions, task)) seen += 1;
    }
  }
  const number = answered[0]?.answer.caseNumber ?? '';
  const entries = await timelineOf(connection, sessionOf(sessions, cast.clerk), number);
  const faults = faultsOf(entries, sent);
  return { number, sent, answered, tookMs: performance.now() - began - gapsMs, faults, looked, seen };
}

/** Sends an act until it is answered. Sent again, it must get the same answer. */
export async function send(connection: Connection, sessions: Sessions, act: Act): Promise<Answered> {
  const began = performance.now();
  const session = sessionOf(sessions, act.person);
  const { body, attempts } = await connection.sure<ActAnswer>(session, act.path, act.body, act.key);
  return { act, answer: body, tookMs: performance.now() - began, attempts };
}

/** The record of a case. */
export async function timelineOf(
  connection: Connection,
  session: Session,
  number: string,
): Promise<TimelineEntry[]> {
  const { items } = await connection.sureGet<Timeline>(session, `/api/cases/${number}/timeline?limit=100`);
  return items;
}

/** The session of somebody who has signed in. */
export function sessionOf(sessions: Sessions, person: string): Session {
  const session = sessions.get(person);
  if (!session) throw new Error(`${person} has not signed in`);
  return session;
}

async function shows(
  connection: Connection,
  sessions: Sessions,
  task: ActAnswer['opens'][number],
): Promise<boolean> {
  const next = task.people.find((person) => sessions.has(person)) ?? '';
  const list = await connection.sureGet<TaskList>(sessionOf(sessions, next), '/api/tasks?limit=100');
  return list.items.some(({ id }) => id === task.id);
}

/** What is sent, marked so that an opinion that appears twice is found. */
export function scriptOf(cast: Cast, mark: string): Sent {
  const decision = (
    person: string,
    role: string,
    outcome: SentDecision['decision'],
    words: string,
  ): SentDecision => ({ person, role, decision: outcome, opinion: `${words}（${mark}）` });
  return {
    starter: cast.clerk,
    cause: `巡查发现未取得施工许可证擅自施工（${mark}）`,
    since: Date.now(),
    decisions: [
      decision(cast.officers[0], 'handler', 'submit', '现场核实属实，建议启动程序'),
      decision(cast.head, 'reviewer', 'agree', '事实清楚，依据充分，同意报批'),
      decision(cast.leader, 'approver', 'agree', '同意启动'),
    ],
  };
}

/** One act of the approval. `number`: of the case, once it has one. */
export function actOf(name: ActName, cast: Cast, sent: Sent, number: string): Act {
  const key = randomUUID();
  if (name === 'start')
    return { name, person: cast.clerk, path: '/api/cases', body: startOf(cast, sent), key };
  const decision = sent.decisions[actNames.indexOf(name) - 1];
  if (!decision) throw new Error(`${name} is no decision`);
  const path = `/api/tasks/${number}~case-initiation~initiation-form.${name}.1/decision`;
  const body = { decision: decision.decision, opinion: decision.opinion };
  const form = name === 'submit' ? { form: formOf(sent) } : {};
  return { name, person: decision.person, path, body: { ...body, ...form }, key };
}

const startOf = (cast: Cast, sent: Sent): StartCase => ({
  title: '某建设公司未批先建',
  cause: sent.cause,
  party: { name: '华阴市某建设公司', kind: 'organisation' },
  unit: cast.unit,
  people: { handlers: [...cast.officers], approvers: [cast.leader] },
  sourceOfCase: '日常巡查',
  suspectedProvision: '建筑工程施工许可管理办法第十二条',
});

const formOf = (sent: Sent) => ({
  causeOfInitiation: sent.cause,
  partyParticulars: '华阴市某建设公司',
  sourceOfCase: '日常巡查',
  suspectedProvision: '建筑工程施工许可管理办法第十二条',
});
