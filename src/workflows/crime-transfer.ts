// 第二十一条  行政执法决定文书应符合法定格式，充分说明执法处理决定的理由，语言要简明准确。
// 行政执法机关移送涉嫌犯罪案件的规定第五条  行政执法机关对应当向公安机关移送的涉嫌犯罪案件，应当立即指定2名或者2名以上行政执法人员组成
//            专案组专门负责，核实情况后提出移送涉嫌犯罪案件的书面报告，报经本机关正职负责人或者主持工作的负责人审批。
import { crimeTransferRow, letterTask, principalTask, thingsTask } from './law/crime-transfer-rows.js';
import { THINGS_CLOCK, TRANSFER_CLOCK } from './law/crime-transfer-rows.js';
import { procedure } from './steps/case-file.js';
import { policeDecide, saidIn } from './steps/police.js';

export const crimeTransfer = procedure(crimeTransferRow, async (file) => {
  const { handlers } = file.people;

  // 正职负责人或者主持工作的负责人应当自接到报告之日起3日内作出批准移送或者不批准移送的决定；决定批准的，应当在24小时内移送
  const letter = letterTask(handlers);
  const approved = await file.ask(principalTask(file.facts.principal), ({ facts, receivedAt }) =>
    facts['result'] === 'approved'
      ? {
          opens: [letter],
          starts: [
            { key: TRANSFER_CLOCK, period: 'crimeTransfer', from: saidIn(facts, 'decidedAt', receivedAt) },
          ],
        }
      : {},
  );

  // 决定不批准的，应当将不予批准的理由记录在案
  if (approved.facts['result'] !== 'approved') return 'notApproved';
  const sent = await file.ask(letter);

  // 第八条、第九条  公安机关决定是否立案；不予立案的，可以提请复议，也可以建议人民检察院立案监督
  const filed = await policeDecide(file, sent);
  if (!filed) return 'policeDeclined';

  // 第十二条  应当自接到立案通知书之日起3日内将涉案物品以及与案件有关的其他材料移交公安机关
  await file.startClock({
    key: THINGS_CLOCK,
    period: 'thingsHandover',
    from: saidIn(filed.facts, 'receivedAt', filed.receivedAt),
  });
  await file.ask(thingsTask(handlers));
  return { outcome: 'transferred', transferredOn: saidIn(sent.facts, 'transferredAt', sent.receivedAt) };
});
