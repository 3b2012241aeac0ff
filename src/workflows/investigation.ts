// 第十一条  行政执法人员应在相关调查笔录中对执法人员数量、姓名、执法证件编号及出示情况进行文字记录，
//          并由当事人或有关在场人员签字或盖章。
// 第十二条  行政执法人员在执法过程中对告知行政相对人陈述、申辩、申请回避、听证等权利的方式应进行记录。
// 第十三条  调查、取证可采取以下方式进行文字记录：（一）询问……（八）法律、法规和规章规定的其他调查方式。
//          上述文书均应由行政执法人员、行政相对人及有关人员签字或盖章。
//          当事人或有关人员拒绝接受调查和提供证据的，行政执法人员应进行记录。
// 第十四条  采取现场检查（勘验）、抽样调查和听证取证方式的，应同时进行音像记录，不适宜音像记录的除外。
//          采取其他调查取证方式的，可根据执法需要进行音像记录。
import { investigationRow, REPORT_SUBJECT } from './law/investigation-rows.js';
import { outcomeOfProposal } from './law/reported.js';
import type { OpenedFacts } from './law/procedures.js';
import { textOf } from './law/record/kinds.js';
import { approveUntilGranted } from './steps/approval-granted.js';
import { procedure, type CaseFile } from './steps/case-file.js';
import { endOfMatter } from './steps/matter-end.js';
import { decideAsides } from './steps/recusal.js';

export const investigation = procedure(investigationRow, (file) =>
  Promise.race([
    concluded(file),
    // 行政处罚法第四十三条  当事人申请回避的，行政机关应当依法审查，由行政机关负责人决定。决定作出之前，不停止调查。
    // 不适宜音像记录的除外
    decideAsides(file),
    endOfMatter(file).then(() => 'caseEnded'),
  ]),
);

// 住房和城乡建设行政处罚程序规定第二十条  案件调查终结，应当写出案件调查终结报告，经审批
async function concluded(file: CaseFile<OpenedFacts>) {
  const { submission } = await approveUntilGranted(file, {
    subject: REPORT_SUBJECT,
    document: 'investigationReport',
  });
  const proposal = textOf(submission.facts, 'proposalKind');
  return { outcome: outcomeOfProposal[proposal] ?? proposal, proposal, report: submission.seq };
}
