// 第三十六条  执法科室办理行政执法事项，应健全内部工作程序，全程记录内部审批流程，明确承办人、审核人、批准人，按照行政执法的依据、
//            条件和程序，由承办人提出意见和理由，经审核人审核后，由批准人批准。
import { substitutionRow } from './law/substitution-rows.js';
import { procedure } from './steps/case-file.js';

export const substitution = procedure(substitutionRow, async (file) => {
  // 明确承办人、审核人、批准人：代理自批准之日起，至期满或者撤销之时止
  const ended = await file.until(file.facts.until);
  return ended === 'revoked' ? 'revoked' : 'expired';
});
