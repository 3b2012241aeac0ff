import type { OpenedFacts } from '../law/procedures.js';
import type { Task } from '../law/record/kinds.js';
import type { CaseFile } from './case-file.js';
import { saidIn } from './police.js';

/**
 * A decision made, and handed over, on the spot: when (epoch ms), from which the party's terms run;
 * `ordinary` when somebody says first that the case goes the ordinary way.
 */
export async function onTheSpot(
  file: CaseFile<OpenedFacts>,
  ordinary: Task,
): Promise<{ decidedOn: number; servedOn: number } | 'ordinary'> {
  const failed = new Promise<never>((_, reject) => {
    file.ask(ordinary).catch(reject);
  });
  const first = file.earliest({
    decision: () => file.recorded('spotPenaltyDecision')[0],
    ordinary: () => file.on(ordinary.step),
  });
  const { which, record } = await Promise.race([first, failed]);
  if (which === 'ordinary') return 'ordinary';
  await file.takeAway(ordinary.step);
  const decidedOn = saidIn(record.facts, 'decidedAt', record.occurredAt);
  return { decidedOn, servedOn: decidedOn };
}
