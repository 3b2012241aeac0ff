import { z } from 'zod';
import { CaseQuery, TaskQuery } from './schemas.js';

/** Shapes of the exports of lists: the filters of the list, and the format. */

const format = z.enum(['csv', 'xlsx']).default('xlsx');

export const CaseExportQuery = CaseQuery.omit({ cursor: true, limit: true }).extend({ format });
export const TaskExportQuery = TaskQuery.omit({ cursor: true, limit: true }).extend({ format });

/** The most rows of one file; what is beyond is said in its last row. */
export const EXPORT_LIMIT = 5_000;
