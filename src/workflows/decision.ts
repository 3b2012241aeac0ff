// 第十六条  草拟行政执法决定时的文字记录应载明起草人、起草机构审查人、决定形成的法律依据、证据材料、应考虑的有关因素等。
// 第十七条  法制机构审查文字记录应载明法制机构审查人员、审查意见和建议。
// 第十八条  组织专家论证的，应制作专家论证会议纪要或专家意见书。
// 第十九条  集体讨论应制作集体讨论记录或会议纪要。
// 第二十条  负责人审批记录包括负责人签署意见、负责人签名。
// 第二十一条  行政执法决定文书应符合法定格式，充分说明执法处理决定的理由，语言要简明准确。
import { decisionRow, issued, substanceTask } from './law/decision-rows.js';
import type { OpenedFacts } from './law/procedures.js';
import { procedure, type CaseFile, type Conclusion } from './steps/case-file.js';
import { decided, issue, overtaken } from './steps/deciding.js';
import { endsWithMatter } from './steps/matter-end.js';

export const decision = procedure(decisionRow, (file) =>
  Promise.race([examined(file), endsWithMatter(file).then(() => overtaken(file))]),
);

async function examined(file: CaseFile<OpenedFacts>): Promise<Conclusion> {
  // 行政处罚法第二十九条至第三十三条、第三十六条  时效、年龄和责任能力、一事不再罚款、从轻减轻不予处罚
  await file.ask(substanceTask(file.people));

  // 起草、审查，法制机构审查，集体讨论，负责人审批；涉嫌犯罪的移送司法机关，移送回来的另行处理
  const approved = await decided(file);
  if (approved.proposal === 'crimeTransfer') return { outcome: 'transferred', decidedOn: approved.at };

  // 决定文书符合法定格式，载明法定事项，盖章，向每一名当事人送达
  const decidedOn = await issue(file, approved.proposal);
  const { outcome, document } = issued[approved.proposal];
  return { outcome, decidedOn, document };
}
