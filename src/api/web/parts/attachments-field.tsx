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

/** Files sent one by one, each with how much of it is there; what has arrived can be taken off again. */
export function AttachmentsField({ value, onChange, named = false }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const change = (key: string, to: Partial<Sending>) =>
    setSending((all) => all.map((one) => (one.key === key ? { ...one, ...to } : one)));
  const drop = (key: string) => setSending((all) => all.filter((one) => one.key !== key));

  const send = async ({ key, file }: { key: string; file: File }) => {
    change(key, { error: null, part: 0 });
    try {
      const stored = await upload<StoredAttachment>('/api/attachments', file, key, (part) =>
        change(key, { part }),
      );
      onChange((before) => [...before, { sha256: stored.sha256, name: file.name }]);
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

  return (
    <FieldGroup
      label="附件"
      named={named}
      pointer="/attachments"
      hint="可一次选择多个文件。涉及国家秘密的材料不得上传。"
    >
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
            <Button
              size="small"
              aria-label={`移除 ${file.name}`}
              onClick={() => onChange((all) => all.filter((_, at) => at !== index))}
            >
              移除
            </Button>
          </li>
        ))}
        {sending.map((one) => (
          <li key={one.key}>
            <span>
              {one.file.name}（{fileSize(one.file.size)}）
            </span>
            {one.error === null ? (
              <Progress
                percent={Math.round(one.part * 100)}
                size="small"
                aria-label={`${one.file.name} 上传进度`}
              />
            ) : (
              <span className="field-error">{one.error}</span>
            )}
            {one.error !== null && (
              <Button size="small" onClick={() => void send(one)}>
                重试
              </Button>
            )}
            {one.error !== null && (
              <Button size="small" aria-label={`移除 ${one.file.name}`} onClick={() => drop(one.key)}>
                移除
              </Button>
            )}
          </li>
        ))}
      </ul>
    </FieldGroup>
  );
}
