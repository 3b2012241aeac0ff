import { expect, test } from '@jest/globals';
import { z } from 'zod';
import '../../src/api/schemas.js';

/** schema | what is sent | what is said of it */
const table: [z.ZodType, unknown, string][] = [
  [z.string().min(1), '', '不得为空'],
  [z.string().min(2), '一', '不得少于 2 字'],
  [z.string().max(8_000), '长'.repeat(8_001), '不得超过 8000 字'],
  [z.string(), undefined, '不得为空'],
  [z.string(), 7, '格式有误'],
  [z.int(), 1.5, '格式有误'],
  [z.int().min(1), 0, '不得小于 1'],
  [z.int().max(9), 10, '不得大于 9'],
  [z.array(z.string()).min(1), [], '不得为空'],
  [z.array(z.string()).min(2), ['a'], '不得少于 2 项'],
  [z.array(z.string()).max(1), ['a', 'b'], '不得超过 1 项'],
  [z.enum(['a']), undefined, '不得为空'],
  [z.enum(['a']), 'b', '须为所列各项之一'],
  [z.union([z.string(), z.null()]), {}, '格式有误'],
  [z.string().regex(/^a$/), 'b', '格式有误'],
  [z.string().regex(/^a$/, '人员编号有误'), 'b', '人员编号有误'],
];

test.each(
  table.map(
    ([schema, sent, words], index) => [`${String(index + 1)} ${words}`, schema, sent, words] as const,
  ),
)('a field in error › %s › no word of the library reaches a person', (_, schema, sent, words) => {
  expect(schema.safeParse(sent).error?.issues.map(({ message }) => message)).toEqual([words]);
});
