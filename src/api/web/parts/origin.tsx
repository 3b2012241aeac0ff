import { Button } from 'antd';
import { useState } from 'react';
import type { CaseSummary } from '../../schemas.js';
import { useMattersFound } from '../queries.js';
import { Section } from './section.js';
import { TextField } from './text-field.js';

type Props = { value: string; onChange: (number: string) => void };

/** So many characters at least, as the server searches. */
const ENOUGH = 2;

/** The complaint, application or inspection that a case arises from, found by number or title (第十条). */
export function Origin({ value, onChange }: Props) {
  const [chosen, setChosen] = useState(value);
  const wanted = value.trim();
  const search = wanted.length >= ENOUGH ? wanted : null;
  const found = useMattersFound(search).data ?? [];
  const own = found.find(({ number }) => number === wanted.toUpperCase());
  const offered = own || wanted === chosen ? [] : found;
  return (
    <Section title="来源事项">
      <div className="stack">
        <TextField
          label="引起本案的投诉举报、申请或者行政检查"
          pointer="/arisesFrom"
          hint="由投诉举报、申请或者行政检查引起的填写：输入编号或者标题查找并选用。没有的不填。"
          value={value}
          onChange={onChange}
        />
        {own && (
          <p className="quiet" role="status">
            {own.matterLabel}：{own.number} {own.title}
          </p>
        )}
        {offered.length > 0 && (
          <ul className="rows">
            {offered.map((one) => (
              <Found
                key={one.number}
                one={one}
                choose={() => {
                  setChosen(one.number);
                  onChange(one.number);
                }}
              />
            ))}
          </ul>
        )}
      </div>
    </Section>
  );
}

const Found = ({ one, choose }: { one: CaseSummary; choose: () => void }) => (
  <li className="row row-head">
    <span>
      {one.matterLabel} {one.number} {one.title}
    </span>
    <Button onClick={choose} aria-label={`选用 ${one.number}`}>
      选用
    </Button>
  </li>
);
