// 第三十六条  执法科室办理行政执法事项，应健全内部工作程序，全程记录内部审批流程，明确承办人、审核人、批准人，按照行政执法的依据、
//            条件和程序，由承办人提出意见和理由，经审核人审核后，由批准人批准。
import { handoverRow } from './law/substitution-rows.js';
import { procedure } from './steps/case-file.js';
import { handOverAll } from './steps/hand-over.js';

export const handover = procedure(handoverRow, async (file) => {
  // 明确承办人、审核人、批准人：离职人员在办事项和以后各环节由承接人办理，逐项记录；不能移交的另行办理
  const settled = await handOverAll(file);
  return settled ? 'handedOver' : 'partly';
});
