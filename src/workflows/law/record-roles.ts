import type { RoleKey } from './roles.js';

/**
 * In which roles people put documents on file: somebody acts in the part he is named for, else in the role of
 * his post.
 */
export const OFFICERS = ['handler', 'officer'] as const satisfies readonly RoleKey[];
export const HEADS = ['reviewer', 'unitHead'] as const satisfies readonly RoleKey[];
export const LEADERS = ['approver', 'agencyHead'] as const satisfies readonly RoleKey[];
