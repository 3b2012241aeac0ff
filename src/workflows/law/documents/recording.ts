import { unread } from '../periods/period.js';
import type { Document } from './document.js';

const practice = '登记内容由本局参照案卷需要确定，制度未规定表格式样';

/** Documents of 音像记录 from its making to its storing (第四条, 第十四条, 第三十条第三款). */
export const recordingDocuments = {
  /**
   * A recording becomes known to the record: with which device (第四条), by whom, of which act, from when until
   * when. One made with a device that is not the bureau's is a third party's evidence and nothing else.
   */
  recordingAnnouncement: {
    title: '音像记录登记表',
    article: 4,
    source: '本制度第四条、第十四条、第三十条第三款',
    contents: [
      {
        key: 'source',
        label: '来源',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'ownDevice', label: '本局登记的设备录制' },
          { key: 'thirdParty', label: '第三方提供（非本局登记设备），只作第三方证据' },
        ],
      },
      {
        key: 'device',
        label: '设备',
        required: 'law',
        kind: 'text',
        fact: true,
        names: 'device',
        given: { field: 'source', is: ['ownDevice'] },
      },
      {
        key: 'recordedBy',
        label: '录制人员',
        required: 'law',
        kind: 'people',
        posts: ['officer'],
        fact: true,
        given: { field: 'source', is: ['ownDevice'] },
      },
      {
        key: 'holderReason',
        label: '设备保管人未参加录制的，说明领用情况',
        required: 'practice',
        kind: 'text',
        given: { field: 'source', is: ['ownDevice'] },
      },
      {
        key: 'provider',
        label: '提供人、录制设备和取得经过',
        required: 'law',
        kind: 'longText',
        given: { field: 'source', is: ['thirdParty'] },
      },
      {
        key: 'obtainedAt',
        label: '取得时间',
        required: 'law',
        kind: 'instant',
        fact: true,
        given: { field: 'source', is: ['thirdParty'] },
      },
      {
        key: 'act',
        label: '所记录的执法活动',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'inspection', label: '现场检查（勘验）' },
          { key: 'sampling', label: '抽样取证' },
          { key: 'hearing', label: '听证' },
          { key: 'questioning', label: '询问' },
          { key: 'preservation', label: '证据保全' },
          { key: 'coerciveMeasure', label: '查封、扣押等强制措施' },
          { key: 'service', label: '送达' },
          { key: 'enforcement', label: '执行' },
          { key: 'application', label: '受理、办理申请（受理地点视频监控等，第八条第二款）' },
          { key: 'other', label: '其他执法活动' },
        ],
      },
      { key: 'actDetail', label: '对应的文书或者事项', required: 'practice', kind: 'text' },
      { key: 'place', label: '录制地点', required: 'practice', kind: 'text' },
      {
        key: 'startedAt',
        label: '录制开始时间',
        required: 'law',
        kind: 'instant',
        fact: true,
        given: { field: 'source', is: ['ownDevice'] },
      },
      {
        key: 'progress',
        label: '录制情况',
        required: 'law',
        kind: 'choice',
        fact: true,
        given: { field: 'source', is: ['ownDevice'] },
        choices: [
          { key: 'running', label: '正在录制' },
          { key: 'ended', label: '已录制完成' },
        ],
      },
      {
        key: 'endedAt',
        label: '录制完成时间',
        required: 'law',
        kind: 'instant',
        fact: true,
        given: { field: 'progress', is: ['ended'] },
      },
    ],
    signatures: [{ by: 'handler', count: 1 }],
    sealed: false,
    served: false,
    ...unread(practice),
  },
  /** When a recording that was announced while it was made came to its end. */
  recordingEnd: {
    title: '音像记录完成登记',
    article: 30,
    source: '本制度第三十条第三款',
    contents: [
      { key: 'endedAt', label: '录制完成时间', required: 'law', kind: 'instant', fact: true },
      { key: 'remark', label: '录制情况（中断、更换设备等）', required: 'practice', kind: 'longText' },
    ],
    signatures: [{ by: 'handler', count: 1 }],
    sealed: false,
    served: false,
    ...unread(practice),
  },
  /**
   * 将信息储存至执法信息系统或本单位专用存储器. In the system: the file itself goes with the act. In a dedicated store:
   * which, the hash of the file, who put it there and when.
   */
  recordingStored: {
    title: '音像记录入库登记表',
    article: 30,
    source: '本制度第三十条第三款',
    contents: [
      {
        key: 'place',
        label: '储存位置',
        required: 'law',
        kind: 'choice',
        fact: true,
        choices: [
          { key: 'system', label: '执法信息系统（随本次提交上传）' },
          { key: 'dedicatedStore', label: '本单位专用存储器' },
        ],
      },
      {
        key: 'store',
        label: '专用存储器',
        required: 'law',
        kind: 'text',
        fact: true,
        names: 'store',
        given: { field: 'place', is: ['dedicatedStore'] },
      },
      {
        key: 'hash',
        label: '文件的 SHA-256 摘要',
        required: 'law',
        kind: 'text',
        fact: true,
        given: { field: 'place', is: ['dedicatedStore'] },
      },
      {
        key: 'storedBy',
        label: '存入人员',
        required: 'law',
        kind: 'people',
        posts: ['officer'],
        fact: true,
        given: { field: 'place', is: ['dedicatedStore'] },
      },
      {
        key: 'storedAt',
        label: '存入时间',
        required: 'law',
        kind: 'instant',
        fact: true,
        given: { field: 'place', is: ['dedicatedStore'] },
      },
      { key: 'lateReason', label: '逾期入库的原因', required: 'practice', kind: 'longText' },
    ],
    signatures: [{ by: 'handler', count: 1 }],
    sealed: false,
    served: false,
    ...unread(practice),
  },
  /** A recording in a dedicated store is brought into the system: the very file that was put there. */
  recordingTransferred: {
    title: '音像记录转入系统登记',
    article: 30,
    source: '本制度第三十条第三款',
    contents: [{ key: 'remark', label: '转存情况', required: 'practice', kind: 'longText' }],
    signatures: [{ by: 'handler', count: 1 }],
    sealed: false,
    served: false,
    ...unread(practice),
  },
} as const satisfies Record<string, Document>;
