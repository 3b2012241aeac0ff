import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';

/**
 * What operators may search by in the Temporal Web UI. They are not encrypted: ids and codes only, no
 * personal data. Written at the start; of these only Overdue is written later (each write costs a fifth of a
 * step).
 */
export const searchKeys = {
  caseNumber: defineSearchAttributeKey('CaseNo', SearchAttributeType.KEYWORD),
  procedure: defineSearchAttributeKey('Procedure', SearchAttributeType.KEYWORD),
  organ: defineSearchAttributeKey('Organ', SearchAttributeType.KEYWORD),
  dueAt: defineSearchAttributeKey('DueAt', SearchAttributeType.DATETIME),
  overdue: defineSearchAttributeKey('Overdue', SearchAttributeType.BOOL),
} as const;

/**
 * The search attributes a procedure starts with. `unit` is the handling unit's id; `dueAt` epoch ms, if a
 * clock runs.
 */
export const searchAttributesOf = (chainId: string, procedure: string, unit: string, dueAt?: number) =>
  new TypedSearchAttributes([
    { key: searchKeys.caseNumber, value: chainId },
    { key: searchKeys.procedure, value: procedure },
    { key: searchKeys.organ, value: unit },
    { key: searchKeys.overdue, value: false },
    ...(dueAt === undefined ? [] : [{ key: searchKeys.dueAt, value: new Date(dueAt) }]),
  ]);
