/**
 * A random walk through a case: what people might do next is read off the rows, the forms are filled off the
 * table of documents, and after every step the record is held against what must be true of every record.
 */
import { factsOfForm } from '../../src/api/fields.js';
import { documents, type DocumentKey } from '../../src/workflows/law/documents.js';
import { applies } from '../../src/workflows/law/documents/circumstances.js';
import type { Field } from '../../src/workflows/law/documents/document.js';
import { legalBases } from '../../src/workflows/law/legal-bases.js';
import { shanghaiDay } from '../../src/workflows/law/moments.js';
import { rows } from '../../src/workflows/law/procedure-rows.js';
import { matterOf, type ProcedureRow } from '../../src/workflows/law/procedures.js';
import { PARTS, readStep } from '../../src/workflows/law/record/approval-tasks.js';
import { foldMatter, type State } from '../../src/workflows/law/record/fold.js';
import { formFields, openingFields } from '../../src/workflows/law/record/gates.js';
import {
  procedureName,
  type Body,
  type Json,
  type RecordHeader,
  type Task,
} from '../../src/workflows/law/record/kinds.js';
import { instancesOf, unmet } from '../../src/workflows/law/record/requirements.js';
import type { Answered, World } from '../harness/world.js';

/** Mulberry32: the same walk for the same seed. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const OFFICERS = ['officer-1', 'officer-2'];
const FILE = { sha256: 'a'.repeat(64), sm3: 'b'.repeat(64), size: 1, mediaType: 'application/pdf' };
/** More of one kind in one case would only lengthen the walk. */
const MOST_INSTANCES = 2;

const opened = rows.filter(
  (row) => row.opening !== undefined && !row.opensMatter && matterOf(row) === 'case',
);
const rowOf = (procedure: string): ProcedureRow | undefined =>
  rows.find(({ key }) => key === procedureName(procedure));

type Move = () => Promise<Answered>;

/** One case that is walked through. */
export class Walk {
  readonly accepted: string[] = [];
  refusals = 0;

  constructor(
    private readonly world: World,
    private readonly chainId: string,
    private readonly random: () => number,
  ) {}

  private pick<T>(some: readonly T[]): T {
    const one = some[Math.floor(this.random() * some.length)];
    if (one === undefined) throw new Error('Nothing to choose from');
    return one;
  }

  /** One thing that somebody does, or time that passes. */
  async step(): Promise<void> {
    const records = await this.world.records(this.chainId);
    const states = foldMatter(records);
    const kinds = [this.answers(states), this.openings(states), this.papers(states, records)];
    const weights = [0.55, 0.15, 0.2];
    const dice = this.random();
    const moves = kinds.find((some, index) => {
      const upTo = weights.slice(0, index + 1).reduce((sum, weight) => sum + weight, 0);
      return dice < upTo && some.length > 0;
    });
    if (!moves) {
      await this.world.sandbox.advanceTo(this.world.sandbox.now + this.pick([HOUR_MS, DAY_MS, 4 * DAY_MS]));
      return;
    }
    const [name, move] = this.pick(moves);
    const answer = await move();
    if (answer.seq === undefined) this.refusals += 1;
    else this.accepted.push(name);
  }

  private answers(states: Record<string, State>): [string, Move][] {
    return Object.entries(states).flatMap(([procedure, state]) =>
      Object.values(state.tasks).flatMap((task) =>
        task.candidates.flatMap((person) =>
          task.decisions.map((decision): [string, Move] => [
            `${procedure} ${task.step} ${decision}`,
            () => this.answer(procedure, task, person, decision),
          ]),
        ),
      ),
    );
  }

  private answer(procedure: string, task: Task, person: string, decision: string): Promise<Answered> {
    const fields = task.document ? documents[task.document].contents : [];
    const form = decision === 'submit' ? this.formOf(fields, []) : {};
    return this.world.act(this.chainId, person, 'decide', {
      procedure,
      step: task.step,
      decision,
      form,
      facts: decision === 'submit' ? factsOfForm(task.document, form as never) : {},
      actor: { ...this.world.actor(person), role: task.role },
      attachments: [FILE],
      attachmentNames: ['签名件.pdf'],
    });
  }

  private openings(states: Record<string, State>): [string, Move][] {
    return opened
      .filter((row) => instancesOf(states, row.key).length < (row.many ? MOST_INSTANCES : 1))
      .map((row) => {
        const count = instancesOf(states, row.key).length + 1;
        const procedure = row.many ? `${row.key}/${String(count)}` : row.key;
        return [
          `open ${procedure}`,
          () => {
            const form = row.opening ? this.formOf(openingFields(row.opening), []) : {};
            const facts = factsOfForm(row.opening, form as never);
            return this.world.openOn(this.chainId, row, 'officer-1', { form, facts, procedure });
          },
        ];
      });
  }

  private papers(states: Record<string, State>, records: readonly RecordHeader[]): [string, Move][] {
    return Object.entries(states).flatMap(([procedure, state]) => {
      const row = rowOf(procedure);
      if (!row?.records || state.concluded) return [];
      return (Object.keys(row.records) as DocumentKey[]).map((document): [string, Move] => [
        `${procedure} ${document}`,
        () => {
          const form = this.formOf(formFields(row, document, state), records);
          return this.world.putOnFile(this.chainId, 'officer-1', procedure, document, {
            form,
            facts: factsOfForm(document, form as never),
            attachments: [FILE],
            attachmentNames: ['签名件.pdf'],
          });
        },
      ]);
    });
  }

  /** A form that says something in every field that applies. */
  private formOf(fields: readonly Field[], records: readonly RecordHeader[]): Body {
    const form: Record<string, Json> = {};
    for (const field of fields)
      if (field.kind !== 'attachments' && applies(field, form, false))
        form[field.key] = this.valueOf(field, records);
    return form;
  }

  private valueOf({ key, kind, choices }: Field, records: readonly RecordHeader[]): Json {
    const now = this.world.sandbox.now;
    const known: Readonly<Record<string, Json>> = {
      party: '1',
      parties: ['1'],
      basisKeys: Object.keys(legalBases).slice(0, 1),
      evidenceRecords: records.filter(({ kind: of }) => of === 'recorded').map(({ seq }) => String(seq)),
    };
    const given = known[key];
    if (given !== undefined) return given;
    switch (kind) {
      case 'instant':
        return now - this.pick([0, HOUR_MS]);
      case 'date':
        return shanghaiDay(now + this.pick([0, 1, 30]) * DAY_MS);
      case 'people':
        return OFFICERS;
      case 'list':
        return ['第一项'];
      case 'choice':
        return this.pick(choices ?? []).key;
      case 'amount':
        return 100_000;
      default:
        return '如实填写';
    }
  }
}

/** What is not true of the record, in words; nothing where all is as it must be. Pure. `now` in epoch ms. */
export function faultsOf(records: readonly RecordHeader[], now: number): string[] {
  return [
    ...gatesPassed(records),
    ...onePersonTwoParts(records),
    ...deadlines(records, now),
    ...Object.entries(foldMatter(records)).flatMap(([procedure, state]) => stuck(procedure, state)),
  ];
}

/** No gate was passed without its records: each is asked again on what was on file before. */
function gatesPassed(records: readonly RecordHeader[]): string[] {
  return records.flatMap((record) => {
    const row = rowOf(record.procedure);
    if (!row || record.actor.role === 'system') return [];
    const asked = record.kind === 'opening' ? (row.requires ?? []) : [];
    const before = foldMatter(records.filter(({ seq }) => seq < record.seq));
    return unmet(asked, before, { ...record, starts: [], body: {} }).map(
      ({ missing }) => `#${String(record.seq)} ${record.procedure} was opened without: ${missing}`,
    );
  });
}

/** 承办人、审核人、批准人 of one approval are three people. */
function onePersonTwoParts(records: readonly RecordHeader[]): string[] {
  const acted = new Map<string, Map<string, string>>();
  return records.flatMap((record) => {
    const { subject, part } = readStep(record.step);
    if (record.kind !== 'decided' || !PARTS.some((one) => one === part)) return [];
    const key = `${record.procedure} ${subject}`;
    const parts = acted.get(key) ?? new Map<string, string>();
    acted.set(key, parts);
    const other = parts.get(record.actor.id);
    parts.set(record.actor.id, part);
    return other !== undefined && other !== part
      ? [`#${String(record.seq)} ${record.actor.id} did ${other} and ${part} of ${key}`]
      : [];
  });
}

/** Each deadline has exactly one outcome: met, passed once, stopped, or gone with its procedure. */
function deadlines(records: readonly RecordHeader[], now: number): string[] {
  return Object.entries(foldMatter(records)).flatMap(([procedure, state]) =>
    Object.values(state.clocks).flatMap((clock) => {
      const said = records.filter(
        ({ kind, procedure: of, facts }) =>
          kind === 'periodPassed' && of === procedure && facts['clock'] === clock.key,
      ).length;
      const open = clock.met === undefined && clock.stopped === undefined;
      const unsaid = open && !state.concluded && !state.terminated && clock.at < now && said === 0;
      const twice = said > 1 && clock.moved === undefined && clock.extensions === undefined;
      return [
        ...(unsaid ? [`${procedure} ${clock.key} passed and nobody said so`] : []),
        ...(twice ? [`${procedure} ${clock.key} passed ${String(said)} times`] : []),
      ];
    }),
  );
}

/** Whatever is open waits for somebody, for a paper, for a clock or for another procedure. */
function stuck(procedure: string, state: State): string[] {
  const row = rowOf(procedure);
  if (!row || state.concluded || !state.opening) return [];
  const waits =
    Object.keys(state.tasks).length > 0 ||
    Object.values(state.clocks).some(({ met }) => met === undefined) ||
    row.records !== undefined ||
    row.key === 'enforcement-case';
  return waits ? [] : [`${procedure} is open and waits for nothing`];
}
