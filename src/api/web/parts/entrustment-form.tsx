import { EntryForm, type EntryPart } from './entry-form.js';
import { Checkbox } from 'antd';
import type { EnterEntrustment, EntrustmentList } from '../../entrustment-schemas.js';
import { asked, type FieldError } from './checks.js';
import { FieldGroup } from './field.js';
import { SelectField } from './select-field.js';
import { TextField } from './text-field.js';

type Draft = {
  to: string;
  powers: EnterEntrustment['powers'];
  from: string;
  until: string;
  publishedOn: string;
  link: string;
  number: string;
};

const BLANK: Draft = { to: '', powers: [], from: '', until: '', publishedOn: '', link: '', number: '' };

const missing = (pointer: string, detail: string, value: string): FieldError[] =>
  value === '' ? [{ pointer, detail }] : [];

const faultsOf = (draft: Draft): FieldError[] => [
  ...missing('/to', '请选择受委托组织。', draft.to),
  ...(draft.powers.length === 0 ? [{ pointer: '/powers', detail: '请选择委托的具体事项。' }] : []),
  ...missing('/from', '请填写委托期限的起始日。', draft.from),
  ...missing('/until', '请填写委托期限的终止日。', draft.until),
  ...asked('/number', '委托书文号', draft.number, 200),
  ...((draft.publishedOn === '') === (draft.link.trim() === '')
    ? []
    : [{ pointer: '/link', detail: '公布日期和网址须一并填写；尚未公布的均不填。' }]),
];

const bodyOf = (draft: Draft, attachments: EnterEntrustment['attachments']): EnterEntrustment => ({
  ...draft,
  number: draft.number.trim(),
  publishedOn: draft.publishedOn === '' ? null : draft.publishedOn,
  link: draft.link.trim() === '' ? null : draft.link.trim(),
  attachments,
});

/** 委托书: to whom, what, from when until when, where it was published, and its scan. */
export const EntrustmentForm = ({ list, onDone }: { list: EntrustmentList; onDone: () => void }) => (
  <EntryForm
    blank={() => BLANK}
    faultsOf={faultsOf}
    path="/api/entrustments"
    bodyOf={bodyOf}
    label="登记委托书"
    onDone={onDone}
    note={<p className="quiet">须上传委托书扫描件。</p>}
  >
    {(part) => (
      <>
        <What list={list} {...part} />
        <Days {...part} />
      </>
    )}
  </EntryForm>
);

type Part = EntryPart<Draft>;

const What = ({ list, draft, put }: Part & { list: EntrustmentList }) => (
  <>
    <div className="columns">
      <SelectField
        label="受委托组织"
        pointer="/to"
        required
        hint="先在机构登记中登记为受委托组织。"
        value={draft.to}
        onChange={(to) => put({ to })}
        options={list.units.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <TextField
        label="委托书文号"
        pointer="/number"
        required
        value={draft.number}
        onChange={(number) => put({ number })}
      />
    </div>
    <FieldGroup label="委托的具体事项" pointer="/powers" required hint="行政强制措施不得委托。">
      <PowerBoxes items={list.powers} value={draft.powers} onChange={(powers) => put({ powers })} />
    </FieldGroup>
  </>
);

type Boxes = {
  items: EntrustmentList['powers'];
  value: EnterEntrustment['powers'];
  onChange: (value: EnterEntrustment['powers']) => void;
};

/** Any of some power items. */
export const PowerBoxes = ({ items, value, onChange }: Boxes) => (
  <Checkbox.Group
    options={items.map(({ key, label }) => ({ value: key, label }))}
    value={value}
    onChange={onChange}
  />
);

const Days = ({ draft, put }: Part) => (
  <>
    <div className="columns">
      <TextField
        label="委托起始日"
        pointer="/from"
        required
        type="date"
        value={draft.from}
        onChange={(from) => put({ from })}
      />
      <TextField
        label="委托终止日"
        pointer="/until"
        required
        type="date"
        hint="含当日；届满前三十日起提醒。"
        value={draft.until}
        onChange={(until) => put({ until })}
      />
    </div>
    <div className="columns">
      <TextField
        label="公布日期"
        pointer="/publishedOn"
        type="date"
        value={draft.publishedOn}
        onChange={(publishedOn) => put({ publishedOn })}
      />
      <TextField
        label="公布网址"
        pointer="/link"
        hint="尚未公布的可以后补；未公布的不能据以办理。"
        value={draft.link}
        onChange={(link) => put({ link })}
      />
    </div>
  </>
);
