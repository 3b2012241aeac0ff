import { Button, Progress } from 'antd';
import { useRef } from 'react';
import { fileSize } from '../format.js';
import { FieldGroup } from './field.js';
import { Incident, isSessionOver, mayPass } from './problem-notice.js';
import type { Sending, Uploads } from './uploads.js';

const Remove = ({ name, onClick }: { name: string; onClick: () => void }) => (
  <Button size="small" aria-label={`移除 ${name}`} onClick={onClick}>
    移除
  </Button>
);

const reasonOf = (problem: NonNullable<Sending['problem']>): string =>
  isSessionOver(problem) ? '登录过期时没有传完，请重试。' : problem.message;

function SendingFile({ one, retry, drop }: { one: Sending; retry: () => void; drop: () => void }) {
  const { file, part, problem } = one;
  return (
    <li>
      <span>
        {file.name}（{fileSize(file.size)}）
      </span>
      {problem === null ? (
        <Progress percent={Math.round(part * 100)} size="small" aria-label={`${file.name} 上传进度`} />
      ) : (
        <>
          <span className="field-error">没有上传：{reasonOf(problem)}</span>
          <Incident problem={problem} />
          {mayPass(problem) && (
            <Button size="small" aria-label={`重试 ${file.name}`} onClick={retry}>
              重试
            </Button>
          )}
          <Remove name={file.name} onClick={drop} />
        </>
      )}
    </li>
  );
}

/** `named`: the heading just above says what these are. */
type Props = { uploads: Uploads; named?: boolean };

/**
 * Files with an act, each with how much of it is there; what has arrived can be taken off again, and what
 * was refused stays with its reason until it is.
 */
export function AttachmentsField({ uploads, named = false }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const { stored, sending } = uploads;
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
          void uploads.choose([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      <Button onClick={() => input.current?.click()}>选择文件…</Button>
      <ul className="files" aria-live="polite">
        {stored.map((file, index) => (
          <li key={`${file.sha256}-${String(index)}`}>
            <span>{file.name}</span>
            <span className="quiet">已上传</span>
            <Remove name={file.name} onClick={() => uploads.remove(index)} />
          </li>
        ))}
        {sending.map((one) => (
          <SendingFile
            key={one.key}
            one={one}
            retry={() => void uploads.send(one)}
            drop={() => uploads.drop(one.key)}
          />
        ))}
      </ul>
    </FieldGroup>
  );
}
