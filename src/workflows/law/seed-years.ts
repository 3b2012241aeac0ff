/** The years the calendar library knows. Beyond them it answers nothing, and we do not guess. */
export const SEED_YEARS = { first: 2001, last: 2026 } as const;
