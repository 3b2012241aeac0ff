import { App } from 'antd';
import { useState } from 'react';
import type { AttachmentInput, StoredAttachment } from '../../schemas.js';
import { newKey, upload, type Problem } from '../api.js';
import { useExpireSession } from '../session.js';
import type { FieldError } from './checks.js';
import { asProblem, isSessionOver } from './problem-notice.js';

/** A file on its way; `part` from 0 to 1, `problem` once it was refused or failed. */
export type Sending = { key: string; file: File; part: number; problem: Problem | null };

/** The server takes so many files with one act. */
const LIMIT = 50;

/** The files of one act: those that have arrived and those that have not. They are sent one by one. */
export function useUploads() {
  const expire = useExpireSession();
  const [stored, setStored] = useState<readonly AttachmentInput[]>([]);
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const change = (key: string, to: Partial<Sending>) =>
    setSending((all) => all.map((one) => (one.key === key ? { ...one, ...to } : one)));
  const drop = (key: string) => setSending((all) => all.filter((one) => one.key !== key));
  const remove = (index: number) => setStored((all) => all.filter((_, at) => at !== index));
  const send = async ({ key, file }: Sending) => {
    change(key, { problem: null, part: 0 });
    try {
      const progress = (part: number) => change(key, { part });
      const { sha256 } = await upload<StoredAttachment>('/api/attachments', file, key, progress);
      setStored((all) => [...all, { sha256, name: file.name }]);
      drop(key);
    } catch (failure) {
      const problem = asProblem(failure);
      change(key, { problem });
      if (isSessionOver(problem)) expire();
    }
  };
  const choose = async (files: readonly File[]) => {
    const chosen = files.map((file) => ({ key: newKey(), file, part: 0, problem: null }));
    setSending((all) => [...all, ...chosen]);
    for (const one of chosen) await send(one);
  };
  return { stored, sending, remove, drop, send, choose, restore: setStored };
}

export type Uploads = ReturnType<typeof useUploads>;

/** What must be settled about the files before anything is sent. */
export function uploadFaults({ stored, sending }: Uploads): FieldError[] {
  const pointer = '/attachments';
  const faults: FieldError[] = [];
  if (sending.some((one) => one.problem === null))
    faults.push({ pointer, detail: '附件还在上传，请等上传完成，或先移除。' });
  if (stored.length > LIMIT) faults.push({ pointer, detail: `附件最多 ${String(LIMIT)} 个。` });
  return faults;
}

/** Asks before sending without the files that were refused. */
export function useWithoutRefused() {
  const { modal } = App.useApp();
  return ({ sending }: Uploads, go: () => void): void => {
    const refused = sending.filter((one) => one.problem !== null).map((one) => one.file.name);
    if (refused.length === 0) {
      go();
      return;
    }
    void modal.confirm({
      title: `有 ${String(refused.length)} 个文件没有上传，仍要提交？`,
      content: `${refused.join('、')} 不会随本次办理提交。`,
      okText: '不带这些文件提交',
      cancelText: '返回处理',
      focusable: { autoFocusButton: 'cancel' },
      onOk: go,
    });
  };
}
