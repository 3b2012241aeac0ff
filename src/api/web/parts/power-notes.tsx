import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useInspectionFrequency, usePowersOf } from '../power-queries.js';
import { TextField } from './text-field.js';

/** What whoever opens something should know of the powers it uses (第二条). */
export const PowerNotes = ({ notes }: { notes: readonly string[] }) =>
  notes.map((note) => (
    <p key={note} className="quiet">
      {note}
    </p>
  ));

/** How the chosen unit stands to a kind of power, before anything is sent. */
export function UnitPowers({ unit, kind }: { unit: string; kind: 'penalty' | 'inspection' }) {
  const { data } = usePowersOf(unit, kind);
  if (!data) return null;
  return (
    <>
      {data.refused !== null && <Alert type="warning" showIcon role="status" title={data.refused} />}
      <PowerNotes notes={data.notes} />
    </>
  );
}

/** 国办发〔2024〕54号: how often a subject was inspected this year, to be looked at before one more is registered. */
export function InspectionCount() {
  const [typed, setTyped] = useState('');
  const [subject, setSubject] = useState('');
  const { data } = useInspectionFrequency(subject);
  const named = typed.trim().length >= 2;
  return (
    <div className="stack">
      <TextField
        label="查询检查对象本年度已检查次数"
        pointer="/frequency"
        hint="填写检查对象的全称，登记前查询。"
        value={typed}
        onChange={setTyped}
      />
      <div>
        <Button disabled={!named} onClick={() => setSubject(typed.trim())}>
          查询次数
        </Button>
      </div>
      {data && subject !== '' && <Alert type="info" showIcon role="status" title={data.says} />}
    </div>
  );
}
