/** What a form is asked before it is sent, so that all that is amiss is said at once and in our words. */

/** What is amiss with one field; `pointer` is a JSON pointer into the request. */
export type FieldError = { pointer: string; detail: string };

/** A text that must be there and is not longer than the server takes. */
export const asked = (pointer: string, label: string, value: string, limit: number): FieldError[] =>
  value.trim() === '' ? [{ pointer, detail: `请填写${label}。` }] : within(pointer, label, value, limit);

/** A text that may be left out. */
export const within = (pointer: string, label: string, value: string, limit: number): FieldError[] =>
  value.length > limit
    ? [
        {
          pointer,
          detail: `${label}不得超过 ${String(limit)} 个字，现为 ${String(value.length)} 个字。`,
        },
      ]
    : [];

/** A list whose entries may be left out. */
export const listWithin = (
  pointer: string,
  label: string,
  items: readonly string[],
  { count, length }: { count: number; length: number },
): FieldError[] => [
  ...(items.length > count ? [{ pointer, detail: `${label}不得超过 ${String(count)} 项。` }] : []),
  ...(items.some((item) => item.length > length)
    ? [{ pointer, detail: `${label}每项不得超过 ${String(length)} 个字。` }]
    : []),
];

/** People of whom the law wants two (行政处罚法第四十二条). */
export const twoPeople = (pointer: string, label: string, people: readonly string[]): FieldError[] =>
  people.length < 2 ? [{ pointer, detail: `请选择${label}，不少于两人。` }] : [];

/** A moment (epoch ms) that must be there and has passed. */
export const past = (pointer: string, label: string, at: number | undefined, now: number): FieldError[] => {
  if (at === undefined) return [{ pointer, detail: `请填写${label}。` }];
  return at > now ? [{ pointer, detail: `${label}不得晚于现在。` }] : [];
};
