/** Contents for every document, made from its own row, and particulars to render them with. */
import type { Particulars } from '../../../src/activities/documents/sheet.js';
import { documentOf, type DocumentKey } from '../../../src/workflows/law/documents.js';
import type { Field } from '../../../src/workflows/law/documents/document.js';
import type { Body, Json } from '../../../src/workflows/law/record/kinds.js';

/** 2026-11-24 14:05:09 in Shanghai. */
export const AT = Date.UTC(2026, 10, 24, 6, 5, 9);

const paragraph =
  '经查，当事人在华阴市太华路商住楼项目施工现场未按规定设置围挡，土方作业未采取洒水、覆盖等防尘措施，' +
  '现场测得扬尘浓度超过《施工场界扬尘排放限值》（DB61/1078—2017）规定的限值。';

const values: Record<Field['kind'], (field: Field) => Json> = {
  text: ({ label }) => `${label}：太华路商住楼项目部二楼会议室`,
  longText: () => `${paragraph}\n以上事实有现场检查（勘验）笔录、询问笔录、照片及音像记录为证。`,
  instant: () => AT,
  date: () => '2026-12-08',
  people: () => ['officer-1', 'officer-2'],
  list: () => [
    '基坑北侧裸土照片 3 张（编号 0001 至 0003）',
    '扬尘监测数据打印件 1 份，原件存项目部',
    '音像记录 HY-AV-0012',
  ],
  choice: ({ choices = [] }) => choices[0]?.key ?? '',
  amount: () => 5_000_005,
  attachments: () => ['行政处罚决定书.pdf', '催告书送达回证.pdf'],
};

/** Every content of the document filled with something of its kind. */
export const contentsOf = (key: DocumentKey): Body =>
  Object.fromEntries(documentOf(key).contents.map((field) => [field.key, values[field.kind](field)]));

export const particulars: Particulars = {
  bureau: '华阴市住房和城乡建设局',
  caseNumber: 'HY-2026-0123',
  numberPrefix: '华住建',
  number: { year: 2026, serial: 7 },
  at: AT,
  addressee: '陕西华岳建筑工程有限公司',
  emergency: true,
  names: { 'officer-1': '李建平', 'officer-2': '王晓燕' },
  signed: [
    { role: 'handler', name: '李建平', at: AT },
    { role: 'reviewer', name: '赵国栋', at: AT + 3_600_000 },
    { role: 'agencyHead', name: '周明远', at: AT + 7_200_000, onBehalfOf: '吴海涛' },
  ],
  periods: [],
  notes: [],
  reference: '案号 HY-2026-0123　第 12 号记录　记录摘要 5f2c…',
};
