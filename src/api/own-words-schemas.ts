import { z } from 'zod';
import { AttachmentInput, Form, Moment } from './schemas.js';

/** Shapes of what a person keeps for himself: 草稿 and 常用意见. */

const object = z.strictObject;

/** What may be kept of one draft, in bytes of its JSON. */
export const DRAFT_LIMIT_BYTES = 200 * 1024;

/** What is typed on a task and not yet sent. */
export const TaskDraftContents = object({
  opinion: z.string().max(20_000),
  form: Form,
  attachments: z.array(AttachmentInput).max(50),
}).meta({ id: 'TaskDraftContents' });

/** What is typed on the way to starting a case, field by field as the page has it. */
export const StartDraftContents = z
  .record(z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,63}$/, '字段名有误'), z.json())
  .meta({ id: 'StartDraftContents' });

/** The revision it was based on; 0 when there was none. */
const revision = z.int().min(0);

const draftOf = <C extends z.ZodType>(contents: C) => ({
  /** What is kept; null when nothing is. */
  kept: object({ draft: object({ contents, revision: z.int().min(1), savedAt: Moment }).nullable() }),
  keep: object({ revision, contents }),
});
const task = draftOf(TaskDraftContents);
const start = draftOf(StartDraftContents);

export const TaskDraft = task.kept.meta({ id: 'TaskDraft' });
export const KeepTaskDraft = task.keep.meta({ id: 'KeepTaskDraft' });
export const StartCaseDraft = start.kept.meta({ id: 'StartCaseDraft' });
export const KeepStartDraft = start.keep.meta({ id: 'KeepStartDraft' });
export const Saved = object({ revision: z.int().min(1), savedAt: Moment }).meta({ id: 'Saved' });

/** How many phrases a person may keep, and how long each may be. */
export const PHRASES_LIMIT = 30;
export const PHRASE_CHARACTERS = 500;

const phrases = z
  .array(z.string().trim().min(1, '请填写内容').max(PHRASE_CHARACTERS))
  .max(PHRASES_LIMIT)
  .refine((items) => new Set(items).size === items.length, '有重复的常用意见');
export const Phrases = object({ items: z.array(z.string()), revision }).meta({
  id: 'Phrases',
  description: '本人的常用意见，按本人排定的顺序',
});
export const KeepPhrases = object({ items: phrases, revision }).meta({ id: 'KeepPhrases' });

export type TaskDraftContents = z.output<typeof TaskDraftContents>;
export type Saved = z.output<typeof Saved>;
export type Phrases = z.output<typeof Phrases>;
/** A draft as the page reads it. */
export type KeptDraft<C> = { draft: { contents: C; revision: number; savedAt: number } | null };
