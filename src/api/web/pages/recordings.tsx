import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { RecordingView } from '../../recording-schemas.js';
import type { ActAnswer } from '../../schemas.js';
import { duration, fileSize, moment } from '../format.js';
import { ActResult } from '../parts/act-result.js';
import { AnnounceRecording } from '../parts/announce-recording.js';
import { Facts } from '../parts/facts.js';
import { Empty, Loaded } from '../parts/loading.js';
import { Page } from '../parts/page.js';
import { Hashes } from '../parts/recording-file.js';
import { Section } from '../parts/section.js';
import { StoreRecording } from '../parts/store-recording.js';
import { TimeLeft } from '../parts/time-left.js';
import { useRecordings } from '../recording-queries.js';

/** The recordings of a case: each from its making until it is in the system (第三十条第三款). */
export function RecordingsPage() {
  const { number = '' } = useParams();
  const reading = useRecordings(number);
  const [answer, setAnswer] = useState<ActAnswer | null>(null);
  // Only one's own announcement empties the form: the list is read again while somebody types.
  const [announced, setAnnounced] = useState(0);
  return (
    <Page title={`音像记录：${number}`}>
      <p className="links">
        <Link to={`/cases/${encodeURIComponent(number)}`}>案件 {number}</Link>
      </p>
      {answer && <ActResult answer={answer} />}
      <Loaded reading={reading}>
        {({ items, may }) => (
          <>
            <Section title="已登记的音像记录">
              {items.length === 0 && <Empty>本案还没有登记音像记录。</Empty>}
              <ul className="rows">
                {items.map((one) => (
                  <Recording key={one.id} one={one} onDone={setAnswer} />
                ))}
              </ul>
            </Section>
            {may.announce && (
              <Section title="登记音像记录">
                <AnnounceRecording
                  key={announced}
                  number={number}
                  onDone={(said) => {
                    setAnnounced(announced + 1);
                    setAnswer(said);
                  }}
                />
              </Section>
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

const states = {
  running: '正在录制',
  awaiting: '待入库',
  inStore: '在专用存储器，待转入系统',
  stored: '已入库',
} as const;

type Props = { one: RecordingView; onDone: (answer: ActAnswer) => void };

/** The files that may go with a recording's task on this page; the others have theirs. */
const HERE = ['recordingStored', 'recordingTransferred'];

function Recording({ one, onDone }: Props) {
  const { task } = one;
  const name = `第 ${one.id.split('/').at(-1) ?? ''} 号 ${one.actLabel}`;
  return (
    <li className="row">
      <div className="row-head">
        <strong className="card-title">{name}</strong>
        <span className="marks">
          <span className="mark">{states[one.state]}</span>
          {one.thirdParty && <span className="mark">只作第三方证据</span>}
          {one.lateByMs !== null && <span className="mark">逾期 {duration(one.lateByMs)} 入库</span>}
        </span>
      </div>
      <Particulars one={one} />
      {one.dueAt !== null && one.state === 'awaiting' && (
        <p>
          <TimeLeft at={one.dueAt} provisional={false} />
        </p>
      )}
      {one.kept.map((kept) => (
        <div key={kept.place + String(kept.recordedAt)}>
          <p className="quiet">
            {kept.store ? `专用存储器“${kept.store.name}”` : '执法信息系统'} · {kept.by.name} ·{' '}
            {moment(kept.at)}
            {kept.size !== null && ` · ${fileSize(kept.size)}`}
          </p>
          <Hashes sha256={kept.sha256} sm3={kept.sm3} />
        </div>
      ))}
      {task?.yours && HERE.includes(task.document) && (
        <StoreRecording
          key={task.id}
          name={name}
          task={task.id}
          transfers={task.document === 'recordingTransferred'}
          overdue={one.overdue}
          onDone={onDone}
        />
      )}
      {task?.yours && !HERE.includes(task.document) && (
        <p>
          <Link to={`/tasks/${encodeURIComponent(task.id)}`}>登记录制完成的时间</Link>
        </p>
      )}
    </li>
  );
}

function Particulars({ one }: { one: RecordingView }) {
  const { device, recordedBy, startedAt, endedAt, obtainedAt } = one;
  const expired = device?.calibrationEnded ? '，录制时校准已过期' : '';
  return (
    <Facts
      items={[
        ['设备', device && `${device.typeLabel} ${device.name}（${device.id}）${expired}`],
        ['录制人员', recordedBy.map(({ name }) => name).join('、')],
        ['录制开始', startedAt !== null && moment(startedAt)],
        ['录制完成', endedAt !== null && moment(endedAt)],
        ['取得时间', obtainedAt !== null && moment(obtainedAt)],
      ]}
    />
  );
}
