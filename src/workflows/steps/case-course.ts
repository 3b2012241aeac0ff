import { patched } from '@temporalio/workflow';
import { standsStillWhileSuspended } from '../law/case-course.js';
import { decidesCase, decidingProcedures } from '../law/case-decided.js';
import { extensionAskedFor } from '../law/rules/extension.js';
import { resumedFrom, subjectOf, suspendedFrom, type CourseForm } from '../law/case-requirements.js';
import { DECISION_CLOCK } from '../law/case-records.js';
import { isPeriodKey } from '../law/periods.js';
import {
  numberOf,
  procedureName,
  textOf,
  type Elsewhere,
  type Facts,
  type RecordHeader,
} from '../law/record/kinds.js';
import { approve, type Verdict } from './approval.js';
import type { CaseFile } from './case-file.js';
import { CASE_KEEPS_COURSE, CASES_COME_BACK } from './changes.js';
import { documentTask } from './receive.js';
import { keepStandstills, standStill, standstillEnds } from './standstill.js';

/** Does this run keep the course of its case? One that was begun before the change stays as it was. */
export const keepsCourse = (): boolean => patched(CASE_KEEPS_COURSE);

/** 听证、检验、检测、鉴定的时间不计入 — B9, from memory of the housing rule. 公告 is not among them. */
const NOT_COUNTED = ['hearing', 'appraisal'] as const;

/**
 * The term of the case, beside everything else: it stands still while there is a hearing or a test, and while
 * the investigation is suspended; it is lengthened as approved, and met by the decision. Never ends of
 * itself.
 */
export const keepTerm = <F extends Facts>(file: CaseFile<F>): Promise<never> =>
  Promise.race([
    keepStandstills(file, DECISION_CLOCK),
    ...NOT_COUNTED.map((key) => file.eachElsewhere({ key }, 'opened', (seen) => notCounted(file, seen))),
    ...decidingProcedures.map((key) =>
      file.eachElsewhere({ key }, 'concluded', (seen) => decided(file, seen)),
    ),
    file.each('suspensionForm', (form, count) => suspension(file, form, count)),
    file.each('resumptionForm', (form, count) => resumption(file, form, count)),
    file.each('periodExtensionForm', async (form, count) => {
      await extension(file, DECISION_CLOCK, form, count);
    }),
  ]);

/** Reasons for passing a phase over, and supplementary reports, one after another. Never ends of itself. */
export const keepPhases = <F extends Facts>(file: CaseFile<F>): Promise<never> =>
  Promise.race(
    (['phaseSkipReason', 'investigationReport'] as const).map((kind) =>
      file.each(kind, async (form, count) => {
        await approved(file, kind, form, count);
      }),
    ),
  );

/** Waits until a 终止 has been approved. */
export async function terminationApproved<F extends Facts>(file: CaseFile<F>): Promise<RecordHeader> {
  const granted = new Promise<RecordHeader>((resolve, reject) => {
    void file
      .each('terminationForm', async (form, count) => {
        const verdict = await approved(file, 'terminationForm', form, count);
        if (verdict) resolve(verdict.record);
      })
      .catch(reject);
  });
  return granted;
}

/** 告知当事人: the suspended, resumed or terminated investigation. */
export const courseNotice = (name: string, handlers: readonly string[]) =>
  documentTask(`course-notice-${name}`, 'suspensionNotice', 'handler', handlers);

async function notCounted<F extends Facts>(file: CaseFile<F>, { procedure, at }: Elsewhere): Promise<void> {
  if (at === undefined) return;
  await standStill(file, DECISION_CLOCK, procedure, at);
  const [, instance] = procedure.split('/');
  await file.conclusionOf({ key: procedureName(procedure) }, instance);
}

/** Before 0831 every conclusion of these two ended the term, and nothing else did. */
const ENDED_BEFORE: readonly string[] = ['decision', 'summary-penalty'];

function endsTerm(seen: Elsewhere): boolean {
  const before = ENDED_BEFORE.includes(procedureName(seen.procedure));
  const now = decidesCase(seen);
  return now !== before && patched(CASES_COME_BACK) ? now : before;
}

async function decided<F extends Facts>(file: CaseFile<F>, seen: Elsewhere): Promise<void> {
  const { procedure, at, facts } = seen;
  if (!endsTerm(seen)) return;
  const moment = numberOf(facts ?? {}, 'decidedOn') ?? at;
  if (moment !== undefined) await file.meetClock(DECISION_CLOCK, `${procedure}/met`, moment);
}

/** One recorded form through its approval; the verdict where the 批准人 agreed. */
async function approved<F extends Facts>(
  file: CaseFile<F>,
  document: CourseForm,
  form: RecordHeader,
  count: number,
): Promise<Verdict | undefined> {
  const verdict = await approve(file, {
    subject: subjectOf(document, count),
    document,
    submitted: form,
  });
  return verdict.granted ? verdict : undefined;
}

/** Stops from the later of what the form says and its approval: a form alone lengthens no term. */
async function suspension<F extends Facts>(
  file: CaseFile<F>,
  form: RecordHeader,
  count: number,
): Promise<void> {
  const verdict = await approved(file, 'suspensionForm', form, count);
  if (!verdict) return;
  const reason = subjectOf('suspensionForm', count);
  if (standsStillWhileSuspended('caseDecision'))
    await standStill(file, DECISION_CLOCK, reason, suspendedFrom(verdict.submission, verdict.record));
  await file.ask(courseNotice(reason, file.people.handlers));
}

/** Goes on from the earlier of when the cause had ended and the approval. */
async function resumption<F extends Facts>(
  file: CaseFile<F>,
  form: RecordHeader,
  count: number,
): Promise<void> {
  const verdict = await approved(file, 'resumptionForm', form, count);
  if (!verdict) return;
  const subject = subjectOf('resumptionForm', count);
  const ended = resumedFrom(verdict.submission, verdict.record);
  await standstillEnds(file, DECISION_CLOCK, endedBy(file, count), ended);
  await file.ask(courseNotice(subject, file.people.handlers));
}

/** Suspensions and resumptions alternate, so each resumption ends the suspension of its own rank. */
function endedBy<F extends Facts>(file: CaseFile<F>, resumed: number): string {
  const rank = agreed(file, 'resumptionForm').indexOf(resumed);
  return subjectOf('suspensionForm', agreed(file, 'suspensionForm')[rank] ?? resumed);
}

/** The numbers of the recorded forms of a kind to which the 批准人 has agreed, in order. */
const agreed = <F extends Facts>(file: CaseFile<F>, document: CourseForm): number[] =>
  file
    .recorded(document)
    .map((_, index) => index + 1)
    .filter((count) =>
      file
        .recordsOf('decided')
        .some(
          ({ step, decision }) =>
            step.startsWith(`${subjectOf(document, count)}/approve/`) && decision === 'agree',
        ),
    );

/** 延长, as approved before the term was over. Also of a measure's own term. */
export async function extension<F extends Facts>(
  file: CaseFile<F>,
  clock: string,
  form: RecordHeader,
  count: number,
): Promise<boolean> {
  const verdict = await approved(file, 'periodExtensionForm', form, count);
  const period = verdict ? textOf(verdict.submission.facts, 'extension') : '';
  if (!isPeriodKey(period)) return false;
  const lastDay = file.clock(clock)?.lastDay ?? null;
  const length = extensionAskedFor(lastDay, textOf(verdict?.submission.facts ?? {}, 'until'));
  await file.extendClock(clock, `${subjectOf('periodExtensionForm', count)}/extends`, period, length);
  return true;
}
