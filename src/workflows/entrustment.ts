// 第二条  本办法所称住房城乡建设行政执法，是指本局具有行政执法权的机关科室、依法受委托的行政执法单位
//        （以下简称执法机构），依据法律、法规和规章实施的行政处罚、行政检查等行政行为。
import { endOfTerm, entrustmentRow } from './law/entrustment-rows.js';
import { procedure } from './steps/case-file.js';

export const entrustment = procedure(entrustmentRow, async (file) => {
  // 行政处罚法第二十条第二款  委托书应当载明委托的具体事项、权限、期限等内容：至期满或者撤销之时止
  const ended = await file.until(endOfTerm(file.facts));
  return ended === 'revoked' ? 'revoked' : 'expired';
});
