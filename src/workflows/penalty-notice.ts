// 第十二条  行政执法人员在执法过程中对告知行政相对人陈述、申辩、申请回避、听证等权利的方式应进行记录。
// 第十三条（五）  听取当事人陈述和申辩的，应制作权利告知书、陈述申辩笔录等文书
import { penaltyNoticeRow } from './law/notice-rows.js';
import type { OpenedFacts } from './law/procedures.js';
import { procedure, type CaseFile, type Conclusion } from './steps/case-file.js';
import { endOfMatter } from './steps/matter-end.js';
import {
  approved,
  closed,
  heardEach,
  partiesOf,
  reviewedEach,
  tell,
  termsRun,
  waivedEach,
  withdrawn,
} from './steps/penalty-notice.js';

export const penaltyNotice = procedure(penaltyNoticeRow, (file) =>
  Promise.race([
    noticed(file),
    withdrawn(file),
    // 行政处罚法第四十五条  对当事人提出的事实、理由和证据，应当进行复核
    reviewedEach(file, 'defenceRecord'),
    reviewedEach(file, 'writtenDefence'),
    waivedEach(file, 'defence'),
    waivedEach(file, 'hearing'),
    // 行政处罚法第六十四条  当事人要求听证的，应当在行政机关告知后五日内提出
    heardEach(file),
    endOfMatter(file).then(() => 'caseEnded'),
  ]),
);

async function noticed(file: CaseFile<OpenedFacts>): Promise<Conclusion> {
  if (!(await approved(file))) return 'notApproved';

  // 行政处罚法第四十四条  应当告知当事人拟作出的行政处罚内容及事实、理由、依据，并告知当事人依法享有的权利
  await Promise.all(partiesOf(file).map((party) => tell(file, party)));

  // 行政处罚法第六十二条  当事人明确放弃陈述或者申辩权利的除外
  await termsRun(file);
  return closed(file);
}
