import type { Field } from './documents/document.js';

type Known = Pick<Field, 'key' | 'label' | 'kind' | 'choices'>;

/** Contents of an opening, with the labels people read. */
export const openingContents: readonly Known[] = [
  { key: 'title', label: '案由', kind: 'text' },
  { key: 'cause', label: '启动原因', kind: 'longText' },
  { key: 'party', label: '当事人', kind: 'longText' },
  { key: 'sourceOfCase', label: '案件来源', kind: 'text' },
  { key: 'suspectedProvision', label: '涉嫌违反的规定', kind: 'text' },
  { key: 'urgency', label: '情况紧急的理由', kind: 'longText' },
  { key: 'lateEntryReason', label: '迟报的原因', kind: 'longText' },
  { key: 'measures', label: '已采取的措施', kind: 'list' },
  { key: 'things', label: '涉及的物品', kind: 'list' },
  { key: 'priorVerification', label: '启动前的核查、检查', kind: 'longText' },
  { key: 'priorVerificationAt', label: '启动前核查、检查的时间', kind: 'instant' },
  { key: 'priorVerificationOfficers', label: '启动前核查、检查的人员', kind: 'people' },
];

/** The words of a person that go with any record of his. */
export const opinion: Known = { key: 'opinion', label: '意见', kind: 'longText' };
