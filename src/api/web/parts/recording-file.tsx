import { Button, Progress } from 'antd';
import { useRef } from 'react';
import { fileSize } from '../format.js';
import { FieldGroup } from './field.js';
import { Incident } from './problem-notice.js';
import type { RecordingSending, RecordingUploading } from './recording-upload.js';

const words: Readonly<Record<RecordingSending['state'], string>> = {
  sending: '正在上传',
  paused: '已暂停',
  checking: '已传完，正在核对并计算摘要……',
  kept: '已收到',
  failed: '没有传完',
};

/** The file of a recording: chosen, sent, paused and gone on with; its hash at the end. */
export function RecordingFile({ uploading }: { uploading: RecordingUploading }) {
  const input = useRef<HTMLInputElement>(null);
  const { sending, choose } = uploading;
  return (
    <FieldGroup
      label="音像文件"
      pointer="/attachments"
      required
      hint="可以断点续传：中断或者关闭本页后，再次选择同一文件即从中断处继续。原件不作任何改动。"
    >
      <input
        ref={input}
        type="file"
        accept="video/*,audio/*,image/*"
        className="unseen"
        tabIndex={-1}
        aria-label="选择音像文件"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) void choose(file);
          event.target.value = '';
        }}
      />
      <div>
        <Button onClick={() => input.current?.click()}>选择文件…</Button>
      </div>
      {sending && <OnTheWay sending={sending} uploading={uploading} />}
    </FieldGroup>
  );
}

type Props = { sending: RecordingSending; uploading: RecordingUploading };

function OnTheWay({ sending, uploading: { pause, goOn } }: Props) {
  const { file, sent, state, stored, problem, resumed } = sending;
  return (
    <div className="recording-file">
      <p>
        {file.name}（{fileSize(file.size)}）{resumed && ' · 从上次中断处继续'}
      </p>
      {state !== 'kept' && (
        <Progress percent={Math.floor((sent / file.size) * 100)} aria-label={`${file.name} 上传进度`} />
      )}
      <p role="status">{words[state]}</p>
      {problem && (
        <p className="field-error">
          {problem.message}
          <Incident problem={problem} />
        </p>
      )}
      {state === 'sending' && (
        <div>
          <Button onClick={() => void pause()}>暂停上传</Button>
        </div>
      )}
      {(state === 'paused' || state === 'failed') && (
        <div>
          <Button onClick={goOn}>继续上传</Button>
        </div>
      )}
      {stored && <Hashes sha256={stored.sha256} sm3={stored.sm3} />}
    </div>
  );
}

/** The hashes by which a file is known again. */
export const Hashes = ({ sha256, sm3 }: { sha256: string; sm3: string | null }) => (
  <dl className="hashes">
    <dt>SHA-256</dt>
    <dd>
      <code>{sha256}</code>
    </dd>
    {sm3 !== null && (
      <>
        <dt>SM3</dt>
        <dd>
          <code>{sm3}</code>
        </dd>
      </>
    )}
  </dl>
);
