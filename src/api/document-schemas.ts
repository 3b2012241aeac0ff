import { z } from 'zod';
import { ActorView } from './schemas.js';

const object = z.strictObject;

/** Who did it, when (epoch ms), by which record. */
const Done = object({ by: ActorView.nullable(), at: z.number(), seq: z.int() });

/** One document of a case. Four words for four things: 盖章, 定稿, 查阅范围, 存储. */
export const DocumentView = object({
  seq: z.int().meta({ description: '载有该文书内容的记录' }),
  document: z.string(),
  title: z.string(),
  number: z.string().nullable().meta({ description: '文号；尚未编号的为 null' }),
  procedure: z.string(),
  procedureTitle: z.string(),
  filedAt: z.number().meta({ description: '入卷时间（毫秒）' }),
  outward: z.boolean().meta({ description: '对外制发的文书；否则为内部表单，随时按记录生成' }),
  sealed: z.boolean().meta({ description: '须盖章的文书' }),
  stamped: Done.nullable().meta({ description: '盖章：何人何时；未盖章或者盖章未记入案卷的为 null' }),
  locked: Done.nullable().meta({ description: '定稿：此后不再修改；尚未定稿的为 null' }),
  restricted: object({ level: z.int(), label: z.string() }).meta({ description: '查阅范围：信息类别' }),
  stored: Done.extend({ sha256: z.string(), sm3: z.string(), size: z.int(), fonts: z.array(z.string()) })
    .nullable()
    .meta({ description: '存储：制发时保存的原件，按摘要存取；尚未制发的为 null' }),
  correctedBy: z.array(z.int()).meta({ description: '制发之后更正其记载的记录；制发的文书不因此改动' }),
  href: z.string().meta({ description: '下载 PDF' }),
}).meta({ id: 'DocumentOnFile' });

export const DocumentList = object({ items: z.array(DocumentView), next: z.string().nullable() }).meta({
  id: 'CaseDocuments',
});

export type DocumentView = z.output<typeof DocumentView>;
export type DocumentList = z.output<typeof DocumentList>;
