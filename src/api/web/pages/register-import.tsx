import { Button, Checkbox } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { ImportPreview, ImportRow, RegisterAnswer } from '../../register-schemas.js';
import { Page } from '../parts/page.js';
import { ProblemNotice } from '../parts/problem-notice.js';
import { RegisterDoors } from '../parts/register-doors.js';
import { Section } from '../parts/section.js';
import { useImport, usePreview, type ImportKind } from '../register-queries.js';

const whats = { people: '人员', units: '机构' } as const;
const statuses = { add: '新增', change: '变更', nothing: '无变化', error: '有误' } as const;
/** Rows shown at a time; those that are wrong come first. */
const SHOWN = 100;

/** An import: a file is chosen, every row's fate is shown, then all of it is imported or none. */
export function RegisterImportPage({ kind }: { kind: ImportKind }) {
  const [file, setFile] = useState<File | null>(null);
  const [done, setDone] = useState<RegisterAnswer | null>(null);
  const preview = usePreview(kind);
  const carryOut = useImport(kind, (answer) => {
    setDone(answer);
    setFile(null);
    preview.reset();
  });
  const look = (chosen: File) => {
    setDone(null);
    setFile(chosen);
    carryOut.reset();
    preview.mutate(chosen);
  };
  const again = carryOut.error && (carryOut.error as { code?: string }).code === 'previewStale';
  return (
    <Page title={`导入${whats[kind]}`} above={<RegisterDoors />}>
      <Section title="选择文件">
        <Choose kind={kind} busy={preview.isPending} onChoose={look} />
        <ProblemNotice error={preview.error} {...(file ? { retry: () => look(file) } : {})} />
      </Section>
      {done && (
        <p role="status">
          已导入：共变更 {done.changed.length} 项
          {done.invited > 0 && `，向 ${String(done.invited)} 人发送设置密码的链接`}。{' '}
          <Link to={`/${kind}`}>查看{whats[kind]}</Link>
        </p>
      )}
      {file && preview.data && (
        <Fate
          key={preview.data.version}
          preview={preview.data}
          busy={carryOut.isPending}
          onImport={(confirmOpenTasks) =>
            carryOut.mutate({ file, version: preview.data.version, confirmOpenTasks })
          }
        >
          <ProblemNotice error={carryOut.error} />
          {again && <Button onClick={() => look(file)}>重新预览</Button>}
        </Fate>
      )}
    </Page>
  );
}

type ChooseProps = { kind: ImportKind; busy: boolean; onChoose: (file: File) => void };

function Choose({ kind, busy, onChoose }: ChooseProps) {
  return (
    <div className="stack">
      <p className="quiet">
        请按模板填写：
        <a href={`/api/register/files/${kind}?format=xlsx&template=true`}>XLSX 模板</a>{' '}
        <a href={`/api/register/files/${kind}?format=csv&template=true`}>CSV 模板</a>
        。空白的单元格表示不变；已登记的不会因文件中没有而删除。导出的文件修改后可以直接导入。
      </p>
      <div className="field">
        <label htmlFor="import-file">CSV 或者 XLSX 文件，不超过 2 MB、2000 行</label>
        <input
          id="import-file"
          type="file"
          accept=".csv,.xlsx,text/csv"
          disabled={busy}
          onChange={(event) => {
            const [chosen] = event.target.files ?? [];
            if (chosen) onChoose(chosen);
            event.target.value = '';
          }}
        />
      </div>
      {busy && <p role="status">正在核对文件……</p>}
    </div>
  );
}

type FateProps = {
  preview: ImportPreview;
  busy: boolean;
  onImport: (confirmOpenTasks: boolean) => void;
  children: ReactNode;
};

function Fate({ preview, busy, onImport, children }: FateProps) {
  const { rows, counts, faults, confirmOpenTasks } = preview;
  const [confirmed, setConfirmed] = useState(false);
  const wrong = counts.error + faults.length > 0;
  const nothing = counts.add + counts.change === 0;
  const sorted = rows.toSorted((one, other) => rank(one) - rank(other) || one.row - other.row);
  return (
    <Section title="核对结果">
      <p role="status">
        新增 {counts.add} 行，变更 {counts.change} 行，无变化 {counts.nothing} 行，有误 {counts.error} 行。
      </p>
      {faults.map((fault) => (
        <p key={fault} className="field-error">
          {fault}
        </p>
      ))}
      {wrong && <p>有一处错误即全部不导入。请修改文件后重新选择。</p>}
      {!wrong && nothing && <p>文件与现有登记一致，没有需要导入的内容。</p>}
      {!wrong && !nothing && (
        <div className="stack">
          {confirmOpenTasks && (
            <Checkbox checked={confirmed} onChange={(event) => setConfirmed(event.target.checked)}>
              停用的人员中有人还有在办任务，仍然导入
            </Checkbox>
          )}
          <div>
            <Button
              type="primary"
              loading={busy}
              disabled={confirmOpenTasks && !confirmed}
              onClick={() => onImport(confirmed)}
            >
              导入 {counts.add + counts.change} 行
            </Button>
          </div>
        </div>
      )}
      {children}
      <ul className="rows" aria-label="逐行结果">
        {sorted.slice(0, SHOWN).map((row) => (
          <RowFate key={row.row} row={row} />
        ))}
      </ul>
      {sorted.length > SHOWN && <p className="quiet">其余 {sorted.length - SHOWN} 行未列出。</p>}
    </Section>
  );
}

const ORDER = ['error', 'change', 'add', 'nothing'];
const rank = ({ status }: ImportRow): number => ORDER.indexOf(status);

const RowFate = ({ row }: { row: ImportRow }) => (
  <li className="row">
    <div className="row-head">
      <strong>
        第 {row.row} 行 {row.name} {row.id}
      </strong>
      <span className={row.status === 'error' ? 'mark mark-overdue' : 'mark'}>{statuses[row.status]}</span>
    </div>
    {row.status === 'change' && <p className="quiet">{row.fields.join('、')}</p>}
    {row.errors.map(({ column, detail }) => (
      <p key={column + detail} className="field-error">
        {column}：{detail}
      </p>
    ))}
    {row.warnings.map((warning) => (
      <p key={warning} className="quiet">
        请注意：{warning}
      </p>
    ))}
  </li>
);
