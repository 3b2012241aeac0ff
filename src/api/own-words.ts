import { z } from 'zod';
import type { OwnWords } from '../models/own-words.js';
import { refusal } from '../workflows/refusals.js';
import type { Caller } from './callers.js';
import {
  DRAFT_LIMIT_BYTES,
  KeepPhrases,
  KeepStartDraft,
  KeepTaskDraft,
  Phrases,
  Saved,
  StartCaseDraft,
  TaskDraft,
} from './own-words-schemas.js';
import { START } from './draft.js';
import type { ApiParts } from './parts.js';
import { problem, refused } from './problems.js';
import { route, type Route } from './route.js';
import { TaskParams } from './schemas.js';
import { reach } from './tasks.js';
import { readTaskId } from './words.js';

const PHRASES = 'all';

/** What a person keeps for himself: 草稿 and 常用意见. Nobody else's is ever read, and none of it is logged. */
export const ownWordsRoutes = (parts: ApiParts): Route[] => [
  ...taskDraftRoutes(parts),
  ...startDraftRoutes(parts),
  ...phraseRoutes(parts),
];

const gone = z.null();

const taskDraftRoutes = (parts: ApiParts): Route[] => [
  route({
    method: 'get',
    path: '/api/tasks/:id/draft',
    summary: '本人在该任务上未提交的草稿；任务已不在的，草稿随之删除',
    params: TaskParams,
    answers: { 200: TaskDraft },
    load: ({ caller, params, receivedAt }) => reach(parts, caller, params.id, receivedAt),
    do: async ({ caller, params: { id } }, { fields }) => {
      if (fields) return draftIn(parts.drafts, caller, id, TaskDraft);
      if (await isOver(parts, id)) await parts.drafts.remove(caller.id, id);
      return { draft: null };
    },
    present: (body) => ({ body }),
  }),
  route({
    method: 'put',
    path: '/api/tasks/:id/draft',
    summary: '保存草稿；其他设备在此期间保存过的，不覆盖（409）',
    params: TaskParams,
    body: KeepTaskDraft,
    answers: { 200: Saved },
    load: ({ caller, params, receivedAt }) => reach(parts, caller, params.id, receivedAt),
    do: ({ caller, params, body, receivedAt }, { fields }) => {
      if (!fields) throw refused(refusal('taskClosed'));
      return keep(parts.drafts, caller, params.id, body, receivedAt);
    },
    present: (body) => ({ body }),
  }),
  route({
    method: 'delete',
    path: '/api/tasks/:id/draft',
    summary: '删除草稿',
    params: TaskParams,
    answers: { 204: gone },
    do: ({ caller, params }) => parts.drafts.remove(caller.id, params.id),
    present: () => ({ status: 204 }),
  }),
];

const startDraftRoutes = (parts: ApiParts): Route[] => [
  route({
    method: 'get',
    path: '/api/drafts/start',
    summary: '本人尚未提交的启动案件草稿',
    answers: { 200: StartCaseDraft },
    do: ({ caller }) => draftIn(parts.drafts, caller, START, StartCaseDraft),
    present: (body) => ({ body }),
  }),
  route({
    method: 'put',
    path: '/api/drafts/start',
    summary: '保存启动案件的草稿；其他设备在此期间保存过的，不覆盖（409）',
    body: KeepStartDraft,
    answers: { 200: Saved },
    do: ({ caller, body, receivedAt }) => keep(parts.drafts, caller, START, body, receivedAt),
    present: (body) => ({ body }),
  }),
  route({
    method: 'delete',
    path: '/api/drafts/start',
    summary: '删除启动案件的草稿',
    answers: { 204: gone },
    do: ({ caller }) => parts.drafts.remove(caller.id, START),
    present: () => ({ status: 204 }),
  }),
];

const phraseRoutes = (parts: ApiParts): Route[] => [
  route({
    method: 'get',
    path: '/api/phrases',
    summary: '本人的常用意见',
    answers: { 200: Phrases },
    do: async ({ caller }) => {
      const kept = await parts.phrases.find(caller.id, PHRASES);
      return { items: kept ? (JSON.parse(kept.contents) as string[]) : [], revision: kept?.revision ?? 0 };
    },
    present: (body) => ({ body }),
  }),
  route({
    method: 'put',
    path: '/api/phrases',
    summary: '保存本人的常用意见：整份替换，含顺序；其他设备在此期间保存过的，不覆盖（409）',
    body: KeepPhrases,
    answers: { 200: Phrases },
    do: async ({ caller, body: { items, revision }, receivedAt }) => {
      const kept = await parts.phrases.keep(caller.id, PHRASES, JSON.stringify(items), revision, receivedAt);
      if (!kept) throw problem('savedElsewhere');
      return { items, revision: kept.revision };
    },
    present: (body) => ({ body }),
  }),
];

/** A draft of an older edition of the page that no longer fits is none. */
async function draftIn<S extends z.ZodType>(
  drafts: OwnWords,
  caller: Caller,
  key: string,
  schema: S,
): Promise<z.output<S> | { draft: null }> {
  const kept = await drafts.find(caller.id, key);
  if (!kept) return { draft: null };
  const read = schema.safeParse({ draft: { ...kept, contents: JSON.parse(kept.contents) as unknown } });
  return read.success ? read.data : { draft: null };
}

async function keep(
  drafts: OwnWords,
  caller: Caller,
  key: string,
  { revision, contents }: { revision: number; contents: unknown },
  now: number,
) {
  const text = JSON.stringify(contents);
  if (Buffer.byteLength(text, 'utf8') > DRAFT_LIMIT_BYTES)
    throw problem('bodyTooLarge', { limit: `${String(DRAFT_LIMIT_BYTES / 1024)} KiB` });
  const kept = await drafts.keep(caller.id, key, text, revision, now);
  if (!kept) throw problem('savedElsewhere');
  return { revision: kept.revision, savedAt: kept.savedAt };
}

/**
 * Is it certain that the task will not come back? One that a withdrawal asks again has a round of its own.
 */
async function isOver(parts: ApiParts, id: string): Promise<boolean> {
  const { chainId, procedure, step } = readTaskId(id);
  const decided = await parts.ledger.byIdem(chainId, `${procedure}:${step}`);
  return decided !== undefined || (await parts.lists.procedureById(chainId, procedure))?.open === false;
}
