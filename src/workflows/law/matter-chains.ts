/**
 * How one matter names another in its facts and gates. The states of another matter stand beside a matter's
 * own under `${chainId}/${procedure}`.
 */
export const matterChains = {
  /** The chains to read for a number that somebody typed; none for what is no number. */
  named: (number: string): readonly string[] =>
    /^[A-Z]{1,8}-\d{4}-[0-9A-Z]{1,12}$/.test(number) ? [number] : [],
  /** The procedure by which a case begins, under the key of another matter's states. */
  procedureOf: (number: string): string => `${number}/case-initiation`,
} as const;
