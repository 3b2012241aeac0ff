import { phases, type Phase } from '../../../src/workflows/law/procedures.js';
import { procedureName, textOf } from '../../../src/workflows/law/record/kinds.js';
import type { Judge } from './judge.js';
import { asked } from './oracle.js';
import { rowOf, type Step, type Walk } from './walk.js';

const REFUSALS_SHOWN = 30;

/** What many walks came to, counted. */
export class Coverage {
  readonly #counts = new Map<string, number>();
  cases = 0;
  steps = 0;
  accepted = 0;
  readonly #refusals = new Map<string, number>();

  /** Counts what came of a step; of a refusal that nobody meant to provoke, what it said. */
  note({ name, answer, forbidden }: Step): void {
    this.steps += 1;
    if (!answer) return;
    if (answer.seq !== undefined) this.accepted += 1;
    else if (!forbidden) {
      const { code = '', params = {} } = answer.refused ?? {};
      const key = `${name.replace(/\d+/g, 'n')} › ${code} ${JSON.stringify(params)}`;
      this.#refusals.set(key, (this.#refusals.get(key) ?? 0) + 1);
    }
  }

  add(walk: Walk, judge: Judge): void {
    this.cases += 1;
    const seen = new Set<string>();
    for (const { states } of Object.values(walk.matters))
      for (const [procedure, { opening, concluded }] of Object.entries(states)) {
        if (!opening) continue;
        const row = rowOf(procedure);
        const name = procedureName(procedure);
        if (row?.phase) seen.add(`phase ${row.phase}`);
        const outcome = concluded ? textOf(concluded.facts, 'outcome') : 'open';
        seen.add(`${name} ${outcome}`);
        const method = textOf(concluded?.facts ?? {}, 'method');
        if (method !== '') seen.add(`service by ${method}`);
      }
    for (const key of seen) this.#count(key);
    for (const outcome of judge.outcomesOfDeadlines()) this.#count(`deadline ${outcome}`);
  }

  #count(key: string): void {
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  /** In how many cases something was reached: `decision penalty`, `service by post`, `phase decision`. */
  of = (key: string): number => this.#counts.get(key) ?? 0;

  /** In how many cases a phase was reached. */
  phase = (phase: Phase): number => this.of(`phase ${phase}`);

  /** Rules of the oracle that were never asked. */
  unasked = (): string[] => [...asked].flatMap(([law, times]) => (times === 0 ? [law] : []));

  /** For people. */
  report(): string {
    const counted = [...this.#counts].sort(([one], [other]) => (one < other ? -1 : 1));
    const refusals = [...this.#refusals].sort(([, one], [, other]) => other - one).slice(0, REFUSALS_SHOWN);
    const reached = Object.entries(phases).map(
      ([key, label]) => `${label} ${String(this.phase(key as Phase))}`,
    );
    return [
      `案件 ${String(this.cases)}，步骤 ${String(this.steps)}，受理 ${String(this.accepted)}`,
      `到达阶段：${reached.join('，')}`,
      ...counted.map(([key, times]) => `  ${key}: ${String(times)}`),
      ...[...asked].map(([law, times]) => `  ${law}: ${String(times)}`),
      ...refusals.map(([key, times]) => `  ${String(times)} × ${key}`),
      '',
    ].join('\n');
  }
}
