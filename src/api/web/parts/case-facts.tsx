import type { FieldView, TaskDetail } from '../../schemas.js';
import { FormFacts } from './facts.js';

/** What an opening may say; a form says other things, or the same once more after it. */
const OPENING = [
  ...['title', 'cause', 'party', 'sourceOfCase', 'suspectedProvision', 'urgency', 'lateEntryReason'],
  ...['measures', 'things', 'priorVerification', 'priorVerificationAt', 'priorVerificationOfficers'],
  ...['startedAt', 'officers'],
];

/** Fields of the form by the fields of the opening that say the same under another name. */
const SAME: Readonly<Record<string, string>> = {
  causeOfInitiation: 'cause',
  partyParticulars: 'party',
  actualStart: 'startedAt',
};

/** The opening comes first, then the form as it was last filed. */
function parted(facts: readonly FieldView[]): [opening: FieldView[], form: FieldView[]] {
  const begins = facts.findIndex(
    ({ key }, index) => !OPENING.includes(key) || facts.slice(0, index).some((before) => before.key === key),
  );
  const at = begins === -1 ? facts.length : begins;
  return [facts.slice(0, at), facts.slice(at)];
}

const says = (field: FieldView, other: FieldView): boolean =>
  (field.key === other.key || SAME[field.key] === other.key) &&
  JSON.stringify(field.words) === JSON.stringify(other.words);

/** 案情: what the case was opened with and what its form says, each once. */
export function CaseFacts({ detail }: { detail: TaskDetail }) {
  const [opening, form] = parted(detail.facts);
  const added = form.filter((field) => !opening.some((other) => says(field, other)));
  return (
    <>
      <h3>启动登记</h3>
      <FormFacts fields={opening} />
      {form.length > 0 && (
        <>
          <h3>{detail.document?.title ?? '审批表'}</h3>
          {added.length === 0 ? <p className="quiet">与启动登记一致。</p> : <FormFacts fields={added} />}
        </>
      )}
    </>
  );
}
