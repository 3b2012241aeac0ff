import { Checkbox } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { NewPerson } from '../../register-schemas.js';
import { Page } from '../parts/page.js';
import { blankPerson, entryOf } from '../parts/person-draft.js';
import { PersonForm } from '../parts/person-form.js';
import { RegisterDoors } from '../parts/register-doors.js';

/** Somebody new. */
export function NewPersonPage() {
  const navigate = useNavigate();
  const [invite, setInvite] = useState(true);
  return (
    <Page title="登记人员" above={<RegisterDoors />}>
      <div className="section">
        <PersonForm
          draft={blankPerson}
          isNew
          powers
          path="/api/register/people"
          bodyOf={(draft): NewPerson => ({ id: draft.id, ...entryOf(draft), invite })}
          label="登记"
          onDone={(answer) => void navigate(`/people/${answer.changed[0]?.id ?? ''}`)}
          more={
            <Checkbox checked={invite} onChange={(event) => setInvite(event.target.checked)}>
              向其邮箱发送设置密码的链接
            </Checkbox>
          }
        />
      </div>
    </Page>
  );
}
