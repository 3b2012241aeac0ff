/** Whether a record that was read back is the whole of one approval. Pure. */
import type { TimelineEntry } from '../src/api/schemas.js';

/** One decision as it was sent. */
export interface SentDecision {
  readonly person: string;
  readonly role: string;
  readonly decision: 'submit' | 'agree';
  readonly opinion: string;
}

/** An approval as it was sent: who started the case, why, from when on, and the decisions in their order. */
export interface Sent {
  readonly starter: string;
  readonly cause: string;
  /** Epoch ms before the first request. */
  readonly since: number;
  readonly decisions: readonly SentDecision[];
}

const INITIATION = 'case-initiation';

/**
 * What is missing or wrong; empty when the record holds one start and these decisions, each once, in order,
 * with person, role, time, opinion and outcome, and nothing between them is missing.
 */
export function faultsOf(entries: readonly TimelineEntry[], sent: Sent): string[] {
  const ours = entries.filter(({ procedure }) => procedure === INITIATION);
  const starts = ours.filter(({ kind }) => kind === 'opening');
  const decisions = ours.filter(({ decision }) => decision !== null);
  return [
    ...gapsIn(entries),
    ...(starts.length === 1 ? [] : [`${String(starts.length)} starts instead of one`]),
    ...starts.flatMap((start) => faultsOfStart(start, sent)),
    ...(decisions.length === sent.decisions.length
      ? []
      : [`${String(decisions.length)} decisions instead of ${String(sent.decisions.length)}`]),
    ...sent.decisions.flatMap((expected, index) =>
      faultsOfDecision(decisions[index], expected, index + 1, sent.since),
    ),
  ];
}

/** Numbers are counted from 1 without a gap. */
function gapsIn(entries: readonly TimelineEntry[]): string[] {
  return entries.flatMap(({ seq }, index) =>
    seq === index + 1 ? [] : [`record ${String(seq)} stands where ${String(index + 1)} should`],
  );
}

function faultsOfStart(start: TimelineEntry, sent: Sent): string[] {
  const saysWhy = start.form.some(({ value }) => value === sent.cause);
  return [
    ...faultsOfAct(start, sent.starter, sent.since, 'the start'),
    ...(saysWhy ? [] : ['the start has not the cause that was given']),
  ];
}

function faultsOfDecision(
  entry: TimelineEntry | undefined,
  expected: SentDecision,
  number: number,
  since: number,
): string[] {
  const name = `decision ${String(number)}`;
  if (!entry) return [];
  return [
    ...faultsOfAct(entry, expected.person, since, name),
    ...(entry.actor.role === expected.role ? [] : [`${name} has role ${entry.actor.role}`]),
    ...(entry.decision === expected.decision ? [] : [`${name} has outcome ${String(entry.decision)}`]),
    ...(entry.opinion === expected.opinion ? [] : [`${name} has another opinion or none`]),
  ];
}

/** Person, role and times, which every act has. */
function faultsOfAct(entry: TimelineEntry, person: string, since: number, name: string): string[] {
  const { actor, occurredAt, receivedAt, recordedAt, hash } = entry;
  const inOrder = since <= receivedAt && receivedAt <= recordedAt && occurredAt <= receivedAt;
  return [
    ...(actor.id === person && actor.name !== '' ? [] : [`${name} is by ${actor.id || 'nobody'}`]),
    ...(actor.role === '' ? [`${name} has no role`] : []),
    ...(inOrder ? [] : [`${name} has impossible times`]),
    ...(/^[0-9a-f]{64}$/.test(hash) ? [] : [`${name} has no hash`]),
  ];
}
