// 第二十一条  行政执法决定文书应符合法定格式，充分说明执法处理决定的理由，语言要简明准确。
// 行政处罚法第五十一条  违法事实确凿并有法定依据，对公民处以二百元以下、对法人或者其他组织处以三千元以下罚款或者警告的
//                     行政处罚的，可以当场作出行政处罚决定。
import { filingTask, ordinaryTask, summaryPenaltyRow } from './law/summary-rows.js';
import { procedure } from './steps/case-file.js';
import { endsWithMatter } from './steps/matter-end.js';
import { onTheSpot } from './steps/on-the-spot.js';

export const summaryPenalty = procedure(summaryPenaltyRow, async (file) => {
  const { handlers } = file.people;

  // 第五十二条  执法人员当场作出行政处罚决定的，应当向当事人出示执法证件，填写预定格式、编有号码的行政处罚决定书，
  //            并当场交付当事人；不能当场作出的，依照一般程序
  const decided = await Promise.race([onTheSpot(file, ordinaryTask(handlers)), endsWithMatter(file)]);
  if (typeof decided === 'string') return decided;

  // 执法人员当场作出的行政处罚决定，应当报所属行政机关备案
  await file.ask(filingTask(handlers));
  return { outcome: 'penalty', ...decided };
});
