import { Checkbox, Radio } from 'antd';
import { usePowersOf } from '../power-queries.js';
import { useUnits } from '../queries.js';
import { FieldGroup } from './field.js';
import { ListField } from './list-field.js';
import { PeopleChoice } from './people-choice.js';
import { Section } from './section.js';
import { SelectField } from './select-field.js';
import { UnitPowers } from './power-notes.js';
import type { StartDraft } from './start-draft.js';
import { TextField } from './text-field.js';

type Props = { draft: StartDraft; put: (change: Partial<StartDraft>) => void };

/** 启动原因 and what surrounds it. */
export const MatterFields = ({ draft, put }: Props) => (
  <Section title="案由">
    <div className="stack">
      <TextField
        label="案件名称"
        pointer="/title"
        required
        value={draft.title}
        onChange={(title) => put({ title })}
      />
      <TextField
        label="启动原因"
        pointer="/cause"
        required
        lines={3}
        value={draft.cause}
        onChange={(cause) => put({ cause })}
      />
      <TextField
        label="案件来源"
        pointer="/sourceOfCase"
        required
        hint="如：检查发现、投诉举报、上级交办、部门移送。"
        value={draft.sourceOfCase}
        onChange={(sourceOfCase) => put({ sourceOfCase })}
      />
      <TextField
        label="涉嫌违反的规定"
        pointer="/suspectedProvision"
        required
        value={draft.suspectedProvision}
        onChange={(suspectedProvision) => put({ suspectedProvision })}
      />
      <TextField
        label="案号"
        pointer="/number"
        hint="不填则自动编号。"
        value={draft.number}
        onChange={(number) => put({ number })}
      />
      <Secrecy draft={draft} put={put} />
    </div>
  </Section>
);

const levels = [
  { value: 0, label: '公开' },
  { value: 1, label: '内部' },
  { value: 2, label: '含个人信息' },
  { value: 3, label: '含商业秘密' },
] as const;

const Secrecy = ({ draft, put }: Props) => (
  <FieldGroup label="信息类别" pointer="/secrecy" hint="国家秘密不得录入本系统（第三十三条）。">
    <Radio.Group
      className="choices"
      options={[...levels]}
      value={draft.secrecy}
      onChange={(event) =>
        put({ secrecy: levels.find((level) => level.value === event.target.value)?.value ?? 2 })
      }
    />
  </FieldGroup>
);

/** 当事人基本情况 */
export function PartyFields({ draft, put }: Props) {
  const { party } = draft;
  const set = (change: Partial<StartDraft['party']>) => put({ party: { ...party, ...change } });
  const organisation = party.kind === 'organisation';
  return (
    <Section title="当事人基本情况">
      <div className="stack">
        <FieldGroup label="当事人类别" pointer="/party/kind">
          <Radio.Group
            className="choices"
            value={party.kind}
            onChange={(event) => set({ kind: event.target.value === 'person' ? 'person' : 'organisation' })}
            options={[
              { value: 'organisation', label: '法人或者其他组织' },
              { value: 'person', label: '公民' },
            ]}
          />
        </FieldGroup>
        <div className="columns">
          <TextField
            label={organisation ? '名称' : '姓名'}
            pointer="/party/name"
            required
            value={party.name}
            onChange={(name) => set({ name })}
          />
          <TextField
            label={organisation ? '统一社会信用代码' : '身份证件号码'}
            pointer="/party/identification"
            value={party.identification}
            onChange={(identification) => set({ identification })}
          />
          {organisation && (
            <TextField
              label="法定代表人或负责人"
              pointer="/party/representative"
              value={party.representative}
              onChange={(representative) => set({ representative })}
            />
          )}
          <TextField
            label="联系电话"
            pointer="/party/phone"
            type="tel"
            value={party.phone}
            onChange={(phone) => set({ phone })}
          />
        </div>
        <TextField
          label="住址"
          pointer="/party/address"
          value={party.address}
          onChange={(address) => set({ address })}
        />
      </div>
    </Section>
  );
}

/** 承办机构 and 承办人; 审核人 and 批准人 follow from the unit. */
export function PeopleFields({ draft, put }: Props) {
  const units = (useUnits().data ?? []).filter((unit) => unit.enforcing);
  return (
    <Section title="承办机构和承办人">
      <div className="stack">
        <SelectField
          label="承办机构"
          pointer="/unit"
          required
          hint="审核人为该机构负责人，批准人为行政机关负责人。"
          value={draft.unit}
          onChange={(unit) => put({ unit, power: '', handlers: [], officers: [] })}
          options={units.map(({ id, name }) => ({ value: id, label: name }))}
        />
        {draft.unit !== '' && <PowerField draft={draft} put={put} />}
        {draft.unit !== '' && (
          <PeopleChoice
            label="承办人"
            pointer="/people/handlers"
            posts={['officer']}
            unit={draft.unit}
            required
            hint="不少于两人，须持有效行政执法证件。"
            value={draft.handlers}
            onChange={(handlers) => put({ handlers })}
          />
        )}
      </div>
    </Section>
  );
}

/** 权责事项 of the chosen unit, and how it stands to the power it is about to use (第二条). */
function PowerField({ draft, put }: Props) {
  const { data } = usePowersOf(draft.unit, 'penalty');
  return (
    <>
      <SelectField
        label="权责事项"
        pointer="/power"
        none="不指定"
        hint="案件所依据的行政处罚权责事项。"
        value={draft.power}
        onChange={(power) => put({ power })}
        options={(data?.items ?? []).map(({ key, label }) => ({ value: key, label }))}
      />
      <UnitPowers unit={draft.unit} kind="penalty" />
    </>
  );
}

/** 情况紧急的，可先启动行政执法程序，并在行政执法程序启动后24小时内补报 — 第九条 */
export const EmergencyFields = ({ draft, put }: Props) => (
  <Section title="紧急启动情况">
    <div className="stack">
      <TextField
        label="实际启动时间"
        pointer="/emergency/startedAt"
        type="datetime-local"
        required
        hint="北京时间。补报期限自此时起算，不得晚于现在。"
        value={draft.startedAt}
        onChange={(startedAt) => put({ startedAt })}
      />
      <TextField
        label="情况紧急的理由"
        pointer="/emergency/urgency"
        required
        lines={3}
        value={draft.urgency}
        onChange={(urgency) => put({ urgency })}
      />
      <PeopleChoice
        label="实施紧急启动的执法人员"
        pointer="/emergency/officers"
        posts={['officer']}
        {...(draft.unit === '' ? {} : { unit: draft.unit })}
        required
        hint="不少于两人。"
        value={draft.officers}
        onChange={(officers) => put({ officers })}
      />
      <ListField
        label="已采取的措施"
        pointer="/emergency/measures"
        value={draft.measures}
        onChange={(measures) => put({ measures })}
      />
      <ListField
        label="已取得的物品"
        pointer="/emergency/things"
        value={draft.things}
        onChange={(things) => put({ things })}
      />
      <TextField
        label="迟报的原因"
        pointer="/emergency/lateEntryReason"
        lines={2}
        hint="实际启动时间较早、未及时登记的，须说明原因。"
        value={draft.lateEntryReason}
        onChange={(lateEntryReason) => put({ lateEntryReason })}
      />
    </div>
  </Section>
);

/** 核查 and 检查 may come before the start; their evidence carries over. */
export const VerificationFields = ({ draft, put }: Props) => (
  <Section title="启动前的核查、检查">
    <div className="stack">
      <Checkbox checked={draft.verified} onChange={(event) => put({ verified: event.target.checked })}>
        启动前已进行核查或检查，取得的证据沿用
      </Checkbox>
      {draft.verified && (
        <>
          <TextField
            label="核查、检查时间"
            pointer="/priorVerification/at"
            type="datetime-local"
            required
            hint="北京时间。"
            value={draft.verifiedAt}
            onChange={(verifiedAt) => put({ verifiedAt })}
          />
          <TextField
            label="核查、检查情况和取得的证据"
            pointer="/priorVerification/description"
            required
            lines={3}
            value={draft.verification}
            onChange={(verification) => put({ verification })}
          />
        </>
      )}
    </div>
  </Section>
);
