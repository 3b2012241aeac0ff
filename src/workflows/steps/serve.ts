import type { DocumentKey } from '../law/documents.js';
import { dateOfService } from '../law/rules/service.js';
import { approvalSubject, momentOf } from '../law/service-requirements.js';
import {
  beginnings,
  NOTICE_CLOCK,
  proofs,
  SERVICE_CLOCK,
  termOf,
  type ServiceFacts,
} from '../law/service-rows.js';
import type { ServiceMethodKey } from '../law/service-methods.js';
import { textOf, type RecordHeader } from '../law/record/kinds.js';
import { stepKey } from '../law/record/approval-tasks.js';
import { approve } from './approval.js';
import type { CaseFile, Conclusion } from './case-file.js';

type ServiceFile = CaseFile<ServiceFacts>;
type Proven = keyof typeof proofs;

const provenMethods = Object.keys(proofs) as readonly Proven[];

/** The earliest of several records, by its place on the record. */
const earliestOf = (records: readonly RecordHeader[]): RecordHeader | undefined =>
  [...records].sort((one, other) => one.seq - other.seq)[0];

const proofOn = (file: ServiceFile): RecordHeader | undefined =>
  earliestOf(provenMethods.flatMap((method) => file.recorded(proofs[method])));

const methodOf = (record: RecordHeader): ServiceMethodKey =>
  provenMethods.find((method) => proofs[method] === textOf(record.facts, 'document')) ?? 'publicNotice';

/** The record by which the end of the service was approved. */
function endOn(file: ServiceFile): RecordHeader | undefined {
  const agreed = file.recorded('serviceEndReport').flatMap((_, index) => {
    const subject = approvalSubject('service-end', index + 1);
    for (let round = 1; file.on(stepKey(subject, 'review', round)); round += 1) {
      const decided = file.on(stepKey(subject, 'approve', round));
      if (decided?.decision === 'agree') return [decided];
    }
    return [];
  });
  return earliestOf(agreed);
}

/** The moment (epoch ms) a record says that what it is about was done. */
const momentIn = (record: RecordHeader, key: string): number =>
  momentOf(record.facts, key) ?? record.occurredAt;

/**
 * Waits until the document is served or the end of its service is approved, whichever is on file first, and
 * says what others need: the date of service, by which way, of what and on whom. A service by leaving without
 * a witness is valid in law and falls short of 第二十四条: `withoutWitness`.
 */
export async function served(file: ServiceFile): Promise<Conclusion> {
  const { document, of, party } = file.facts;
  const ours = { document, of, party };
  const { which, record } = await file.earliest({
    proof: () => proofOn(file),
    notice: () => file.passed(NOTICE_CLOCK),
    end: () => endOn(file),
  });
  if (which === 'end') return { outcome: 'failed', ...ours };
  const method = which === 'proof' ? methodOf(record) : 'publicNotice';
  const servedOn = dateOfService(method, {
    proven: momentIn(record, 'servedAt'),
    noticeEnds: file.clock(NOTICE_CLOCK)?.at,
  });
  return {
    outcome: 'served',
    ...ours,
    servedOn: servedOn ?? record.occurredAt,
    method,
    proof: record.seq,
    ...(textOf(record.facts, 'witnessed') === 'recordingOnly' ? { withoutWitness: true } : {}),
  };
}

/**
 * The term for serving a decision (G1). It runs from the decision; a procedure that opened this service
 * without saying when that was has it run from the opening. Met by the date of service, or by the day on
 * which a letter was posted or a notice published, not by the day on which the record was made.
 */
export async function servedInTerm(file: ServiceFile): Promise<void> {
  const term = termOf(file.facts) ?? termOf(file.facts, file.opening.occurredAt);
  if (!term) return;
  if (!file.clock(SERVICE_CLOCK)) await file.startClock(term);
  const begun = Object.entries(beginnings) as [DocumentKey, string][];
  const { which, record } = await file.earliest({
    proof: () => proofOn(file),
    beginning: () => earliestOf(begun.flatMap(([document]) => file.recorded(document))),
    end: () => endOn(file),
  });
  if (which === 'end') return;
  const key = new Map<string, string>(begun).get(textOf(record.facts, 'document')) ?? 'servedAt';
  await file.meetClock(SERVICE_CLOCK, `${SERVICE_CLOCK}/met`, momentIn(record, key));
}

/** Has every document of a kind that is put on file reviewed and approved; each is decided for itself. */
export const approvedEach = (
  file: ServiceFile,
  kind: 'public-notice' | 'service-end',
  document: DocumentKey,
): Promise<never> =>
  file.each(document, async (submitted, count) => {
    await approve(file, { subject: approvalSubject(kind, count), document, submitted });
  });
