import {
  decisiveReplies,
  POLICE_CLOCK,
  RECONSIDERATION_CLOCK,
  RECONSIDERED_CLOCK,
  reconsiderationTask,
  SUPERVISION_CLOCK,
  supervisionTask,
  type CrimeTransferFacts,
} from '../law/crime-transfer-rows.js';
import type { PeriodKey } from '../law/periods.js';
import { numberOf, textOf, type Facts, type RecordHeader } from '../law/record/kinds.js';
import type { CaseFile } from './case-file.js';

type File = CaseFile<CrimeTransferFacts>;

/** A moment among facts that a gate has found there (epoch ms). */
export const saidIn = (facts: Facts, key: string, otherwise: number): number =>
  numberOf(facts, key) ?? otherwise;

/**
 * What the police decide in the end: the record by which they filed the case, or undefined when they do not
 * and the bureau leaves it there. Each may be asked once: the police by 复议, the procuratorate after them.
 */
export async function policeDecide(file: File, letter: RecordHeader): Promise<RecordHeader | undefined> {
  const sent = saidIn(letter.facts, 'transferredAt', letter.receivedAt);
  await file.startClock({ key: POLICE_CLOCK, period: 'policeDecision', from: sent });
  const answered = await reply(file, 1);
  if (filed(answered)) return answered;

  await clockFrom(file, RECONSIDERATION_CLOCK, 'policeReconsideration', answered);
  const asked = await file.ask(reconsiderationTask(file.people.handlers));
  if (asked.decision !== 'submit') return undefined;
  if (asked.facts['addressee'] === 'procuratorate') return filedOr(await reply(file, 2));

  const from = saidIn(asked.facts, 'sentAt', asked.receivedAt);
  await file.startClock({ key: RECONSIDERED_CLOCK, period: 'policeReconsiderationDecision', from });
  const reconsidered = await reply(file, 2);
  if (filed(reconsidered)) return reconsidered;

  await clockFrom(file, SUPERVISION_CLOCK, 'procuratorateSupervision', reconsidered);
  const supervised = await file.ask(supervisionTask(file.people.handlers));
  return supervised.decision === 'submit' ? filedOr(await reply(file, 3)) : undefined;
}

async function reply(file: File, count: number): Promise<RecordHeader> {
  const found = () => decisiveReplies(file.recorded('policeReply'))[count - 1];
  const { record } = await file.earliest({ reply: found });
  return record;
}

const clockFrom = (file: File, key: string, period: PeriodKey, answered: RecordHeader) =>
  file.startClock({ key, period, from: saidIn(answered.facts, 'receivedAt', answered.receivedAt) });

const filed = ({ facts }: RecordHeader): boolean =>
  ['filed', 'filedOnReconsideration'].includes(textOf(facts, 'reply'));

const filedOr = (answered: RecordHeader): RecordHeader | undefined =>
  filed(answered) ? answered : undefined;
