import { Button, Progress } from 'antd';
import { useRef, useState } from 'react';
import type { AttachmentInput, StoredAttachment } from '../../schemas.js';
import { newKey, upload } from '../api.js';
import { fileSize } from '../format.js';
import { FieldGroup } from './field.js';
import { asProblem } from './problem-notice.js';

type Sending = { key: string; file: File; part: number; error: string | null };

type Props = {
  value: readonly AttachmentInput[];
  onChange: (change: (before: readonly AttachmentInput[]) => readonly AttachmentInput[]) => void;
  /** The heading just above says what these are. */
  named?: boolean;
};

/** Sends files one by one; `onStored` hears of each that has arrived. */
function useUploads(onStored: (file: AttachmentInput) => void) {
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const change = (key: string, to: Partial<Sending>) =>
    setSending((all) => all.map((one) => (one.key === key ? { ...one, ...to } : one)));
  const drop = (key: string) => setSending((all) => all.filter((one) => one.key !== key));
  const send = async ({ key, file }: Sending) => {
    change(key, { error: null, part: 0 });
    const progress = (part: number) => change(key, { part });
    try {
      const { sha256 } = await upload<StoredAttachment>('/api/attachments', file, key, progress);
      onStored({ sha256, name: file.name });
      drop(key);
    } catch (failure) {
      change(key, { error: asProblem(failure).message });
    }
  };
  const choose = async (files: readonly File[]) => {
    const chosen = files.map((file) => ({ key: newKey(), file, part: 0, error: null }));
    setSending((all) => [...all, ...chosen]);
    for (const one of chosen) await send(one);
  };
  return { sending, send, drop, choose };
}

const Remove = ({ name, onClick }: { name: string; onClick: () => void }) => (
  <Button size="small" aria-label={`移除 ${name}`} onClick={onClick}>
    移除
  </Button>
);

function SendingFile({ one, retry, drop }: { one: Sending; retry: () => void; drop: () => void }) {
  const { file, part, error } = one;
  return (
    <li>
      <span>
        {file.name}（{fileSize(file.size)}）
      </span>
      {error === null ? (
        <Progress percent={Math.round(part * 100)} size="small" aria-label={`${file.name} 上传进度`} />
      ) : (
        <>
          <span className="field-error">{error}</span>
          <Button size="small" onClick={retry}>
            重试
          </Button>
          <Remove name={file.name} onClick={drop} />
        </>
      )}
    </li>
  );
}

/** Files with an act, each with how much of it is there; what has arrived can be taken off again. */
export function AttachmentsField({ value, onChange, named = false }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const { sending, send, drop, choose } = useUploads((file) => onChange((before) => [...before, file]));
  const hint = '可一次选择多个文件。涉及国家秘密的材料不得上传。';
  return (
    <FieldGroup label="附件" named={named} pointer="/attachments" hint={hint}>
      <input
        ref={input}
        type="file"
        multiple
        className="unseen"
        tabIndex={-1}
        aria-label="选择附件"
        onChange={(event) => {
          void choose([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      <Button onClick={() => input.current?.click()}>选择文件…</Button>
      <ul className="files" aria-live="polite">
        {value.map((file, index) => (
          <li key={`${file.sha256}-${String(index)}`}>
            <span>{file.name}</span>
            <span className="quiet">已上传</span>
            <Remove name={file.name} onClick={() => onChange((all) => all.filter((_, at) => at !== index))} />
          </li>
        ))}
        {sending.map((one) => (
          <SendingFile key={one.key} one={one} retry={() => void send(one)} drop={() => drop(one.key)} />
        ))}
      </ul>
    </FieldGroup>
  );
}
