import { useEffect, useRef, useState } from 'react';
import { DetailedError, Upload } from 'tus-js-client';
import type { RecordingUploadView } from '../../recording-schemas.js';
import type { StoredAttachment } from '../../schemas.js';
import { csrfToken, Problem, read } from '../api.js';
import { useExpireSession, useSignedIn } from '../session.js';
import { asProblem, isSessionOver } from './problem-notice.js';

const ENDPOINT = '/api/recording-uploads';
/** Sent in pieces of this size: what a broken line loses, and after which it is asked again who may. */
const PIECE_BYTES = 16 * 1024 * 1024;
/** A line that is down is tried again after so many ms each, then it is for the person to go on. */
const RETRY_MS = [0, 1_000, 3_000, 5_000, 10_000];

/** `sent`: bytes that the server has of `file`. `resumed`: it goes on where an earlier visit stopped. */
export type RecordingSending = {
  file: File;
  sent: number;
  resumed: boolean;
  state: 'sending' | 'paused' | 'checking' | 'kept' | 'failed';
  stored: StoredAttachment | null;
  problem: Problem | null;
};

const idOf = (url: string | null): string => url?.split('/').at(-1) ?? '';

/** What the server said, or that it said nothing. */
function problemOf(error: unknown): Problem {
  if (!(error instanceof DetailedError)) return asProblem(error);
  const { originalResponse: response } = error;
  if (!response) return new Problem(0, '网络断开，没有传完。可点“继续上传”，已传的部分不必重传。', 'offline');
  try {
    const { detail, code } = JSON.parse(response.getBody()) as { detail: string; code: string };
    return new Problem(response.getStatus(), detail, code);
  } catch {
    return new Problem(response.getStatus(), '没有传完，请重试。');
  }
}

/**
 * One recording on its way to the server: it can be paused, and goes on after the page was left or the line
 * was down once the same file is chosen again.
 */
export function useRecordingUpload() {
  const person = useSignedIn().person.id;
  const expire = useExpireSession();
  const [sending, setSending] = useState<RecordingSending | null>(null);
  const current = useRef<Upload | null>(null);
  const put = (change: Partial<RecordingSending>) =>
    setSending((before) => before && { ...before, ...change });
  useEffect(() => () => void current.current?.abort(), []);
  const fail = (error: unknown) => {
    const problem = problemOf(error);
    put({ state: 'failed', problem });
    if (isSessionOver(problem)) expire();
  };
  const settle = async (upload: Upload) => {
    put({ state: 'checking' });
    const view = await read<RecordingUploadView>(`${ENDPOINT}/${idOf(upload.url)}`);
    if (view.stored) put({ state: 'kept', stored: view.stored });
    else
      put({ state: 'failed', problem: new Problem(415, view.refused ?? '没有收到完整的文件，请重新上传。') });
  };
  const choose = async (file: File) => {
    await current.current?.abort();
    const upload = new Upload(file, {
      endpoint: ENDPOINT,
      chunkSize: PIECE_BYTES,
      retryDelays: RETRY_MS,
      metadata: { filename: file.name },
      removeFingerprintOnSuccess: true,
      // Whose it is: another person at this browser begins anew.
      fingerprint: () =>
        Promise.resolve(`recording-${person}-${String(file.size)}-${String(file.lastModified)}-${file.name}`),
      onBeforeRequest: (request) => {
        request.setHeader('x-csrf-token', csrfToken());
      },
      onProgress: (sent) => put({ sent, ...(sent === file.size ? { state: 'checking' } : {}) }),
      onError: fail,
      onSuccess: () => void settle(upload).catch(fail),
    });
    current.current = upload;
    const [earlier] = await upload.findPreviousUploads();
    if (earlier) upload.resumeFromPreviousUpload(earlier);
    const begun = { file, sent: 0, resumed: earlier !== undefined, stored: null, problem: null };
    setSending({ ...begun, state: 'sending' });
    upload.start();
  };
  const pause = async () => {
    await current.current?.abort();
    put({ state: 'paused' });
  };
  const goOn = () => {
    put({ state: 'sending', problem: null });
    current.current?.start();
  };
  return { sending, choose, pause, goOn };
}

export type RecordingUploading = ReturnType<typeof useRecordingUpload>;
