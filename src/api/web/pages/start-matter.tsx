import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { MatterOpenings } from '../../opening-schemas.js';
import { asked, type FieldError } from '../parts/checks.js';
import { FileForm } from '../parts/file-form.js';
import { Empty, Loaded } from '../parts/loading.js';
import { Page } from '../parts/page.js';
import { PeopleChoice } from '../parts/people-choice.js';
import { SelectField } from '../parts/select-field.js';
import { TextField } from '../parts/text-field.js';
import { InspectionCount, UnitPowers } from '../parts/power-notes.js';
import { useMatterOpenings, useUnits } from '../queries.js';

/** Registers an application, a complaint or an inspection, each on a file of its own. */
export function StartMatterPage() {
  const reading = useMatterOpenings();
  const [chosen, setChosen] = useState('');
  return (
    <Page title="登记申请、投诉举报和行政检查">
      <Loaded reading={reading}>
        {({ openings }) => {
          const opening = openings.find(({ procedure }) => procedure === chosen);
          if (openings.length === 0) return <Empty>您现在的职务不能登记这些事项。</Empty>;
          return (
            <div className="stack">
              <SelectField
                label="登记的事项"
                pointer="/procedure"
                required
                value={chosen}
                onChange={setChosen}
                options={openings.map(({ procedure, title }) => ({ value: procedure, label: title }))}
              />
              {opening && <Matter key={opening.procedure} opening={opening} />}
            </div>
          );
        }}
      </Loaded>
    </Page>
  );
}

/** Openings that use the power to inspect (第二条). */
const isInspection = (procedure: string): boolean =>
  procedure === 'inspection' || procedure === 'urgent-inspection';

function Matter({ opening }: { opening: MatterOpenings['openings'][number] }) {
  const navigate = useNavigate();
  const units = useUnits();
  const [title, setTitle] = useState('');
  const [unit, setUnit] = useState('');
  const [handlers, setHandlers] = useState<string[]>([]);
  const faults: FieldError[] = [
    ...asked('/title', '标题', title, 200),
    ...(unit === '' ? [{ pointer: '/unit', detail: '请选择承办机构。' }] : []),
    ...(handlers.length === 0 ? [{ pointer: '/people/handlers', detail: '请选择承办人。' }] : []),
  ];
  return (
    <FileForm
      path="/api/matters"
      body={{ procedure: opening.procedure, title, unit, people: { handlers } }}
      fields={opening.document?.fields ?? []}
      unconfirmed={opening.document?.unconfirmed ?? null}
      notice={opening.document?.notice ?? null}
      officers={0}
      send="登记"
      besideFaults={faults}
      beside={
        <>
          <TextField label="标题" pointer="/title" required value={title} onChange={setTitle} />
          <SelectField
            label="承办机构"
            pointer="/unit"
            required
            value={unit}
            onChange={setUnit}
            options={(units.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          />
          {isInspection(opening.procedure) && <InspectionCount />}
          {isInspection(opening.procedure) && unit !== '' && <UnitPowers unit={unit} kind="inspection" />}
          {unit !== '' && (
            <PeopleChoice
              label="承办人"
              pointer="/people/handlers"
              posts={['officer']}
              unit={unit}
              required
              value={handlers}
              onChange={setHandlers}
            />
          )}
        </>
      }
      onDone={(answer) => void navigate(`/cases/${answer.caseNumber}`, { state: { answer } })}
    />
  );
}
