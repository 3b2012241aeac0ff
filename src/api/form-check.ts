import type { People } from '../models/people.js';
import type { Field } from '../workflows/law/documents/document.js';
import { isDay } from './fields.js';
import type { FieldError } from './problems.js';
import { escaped } from './json.js';
import type { Form } from './schemas.js';

type Expected = Pick<Field, 'key' | 'kind' | 'choices'>;
type Value = Form[string];

/** Farthest moment that has a date (ECMAScript), in epoch ms. */
const LAST_MOMENT = 8_640_000_000_000_000;

const isCount = (value: Value, last: number): boolean =>
  typeof value === 'number' && value >= 0 && value <= last;

const rules: Record<Field['kind'], { says: string; holds: (value: Value, field: Expected) => boolean }> = {
  text: { says: '须为文字', holds: (value) => typeof value === 'string' },
  longText: { says: '须为文字', holds: (value) => typeof value === 'string' },
  instant: { says: '须为毫秒数表示的时刻', holds: (value) => isCount(value, LAST_MOMENT) },
  date: { says: '须为 YYYY-MM-DD 的日期', holds: (value) => typeof value === 'string' && isDay(value) },
  people: { says: '须为人员编号的列表', holds: (value) => Array.isArray(value) },
  list: { says: '须逐项列出', holds: (value) => Array.isArray(value) },
  choice: {
    says: '须从所列各项中选择',
    holds: (value, field) => (field.choices ?? []).some((choice) => choice.key === value),
  },
  amount: { says: '须为以分为单位的金额', holds: (value) => isCount(value, Number.MAX_SAFE_INTEGER) },
  attachments: { says: '须逐项列出', holds: (value) => Array.isArray(value) },
};

/**
 * What is wrong with a form, field by field; `at` is its JSON pointer in the request. A field left empty is
 * for the procedure to judge, which knows what the law requires of whom.
 */
export async function formErrors(
  people: Pick<People, 'peopleByIds'>,
  form: Form,
  expected: readonly Expected[],
  onFile: readonly Pick<Field, 'key'>[],
  at: string,
): Promise<FieldError[]> {
  const checked = Object.entries(form).map(async ([key, value]): Promise<FieldError[]> => {
    const pointer = `${at}/${escaped(key)}`;
    const field = expected.find((one) => one.key === key);
    if (!field) {
      const known = onFile.some((one) => one.key === key);
      return [{ pointer, detail: known ? '本栏由系统从案卷中填写，不用填报' : '没有这个栏目' }];
    }
    if (value === null || value === '') return [];
    const { says, holds } = rules[field.kind];
    if (!holds(value, field)) return [{ pointer, detail: says }];
    return field.kind === 'people' && Array.isArray(value) ? unknownPeople(people, value, pointer) : [];
  });
  return (await Promise.all(checked)).flat();
}

async function unknownPeople(
  people: Pick<People, 'peopleByIds'>,
  ids: readonly string[],
  pointer: string,
): Promise<FieldError[]> {
  const found = await people.peopleByIds(ids);
  return ids.flatMap((id, index) =>
    found.some((person) => person.id === id && person.active)
      ? []
      : [{ pointer: `${pointer}/${String(index)}`, detail: '没有这个人员' }],
  );
}
