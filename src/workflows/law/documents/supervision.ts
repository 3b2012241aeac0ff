import { unread } from '../periods/period.js';
import type { Document } from './document.js';

const practice = '第七条规定了法制机构的监督、检查、指导和协调，未规定文书；内容为本局惯例';

/** 法制机构负责……监督、检查、指导和协调 — 第七条第二款: what it finds in the record of a case, and what became of it. */
export const supervisionDocuments = {
  supervisionOpinion: {
    title: '执法记录监督意见书',
    article: 7,
    source: '本制度第七条第二款',
    contents: [
      {
        key: 'ground',
        label: '监督事项',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'overdue', label: '逾期未办、逾期补录' },
          { key: 'absent', label: '没有文字或者音像记录' },
          { key: 'contents', label: '记录的内容、形式不符合要求' },
          { key: 'other', label: '其他' },
        ],
      },
      { key: 'findings', label: '检查发现的情况', required: 'law', kind: 'longText' },
      { key: 'advice', label: '监督、指导意见', required: 'law', kind: 'longText' },
      { key: 'answerBy', label: '请于何日前办理并反馈', required: 'practice', kind: 'date', fact: true },
    ],
    signatures: [{ by: 'legalOffice', count: 1 }],
    sealed: false,
    served: false,
    ...unread(practice),
  },
  supervisionAnswer: {
    title: '执法记录监督意见办理情况',
    article: 7,
    source: '本制度第七条第二款',
    contents: [
      { key: 'measures', label: '办理情况', required: 'law', kind: 'longText', by: 'handler' },
      { key: 'reasons', label: '未采纳的意见及理由', required: 'practice', kind: 'longText', by: 'handler' },
    ],
    signatures: [{ by: 'handler', count: 1 }],
    sealed: false,
    served: false,
    ...unread(practice),
  },
} as const satisfies Record<string, Document>;
