// 第二条  本办法所称住房城乡建设行政执法，是指本局具有行政执法权的机关科室、依法受委托的行政执法单位
//        （以下简称执法机构），依据法律、法规和规章实施的行政处罚、行政检查等行政行为。
import { inspectionRow } from './law/inspection-rows.js';
import { approve } from './steps/approval.js';
import { procedure } from './steps/case-file.js';
import { answerInspected, notifyInspected } from './steps/inspection.js';

export const inspection = procedure(inspectionRow, async (file) => {
  // 国办发〔2024〕54号  实施行政检查前，须经行政执法主体负责人批准
  const { granted } = await approve(file, {
    subject: 'inspection-approval',
    document: 'inspectionApprovalForm',
    submitted: file.opening,
  });
  if (!granted) return 'notApproved';

  await notifyInspected(file);
  return answerInspected(file);
});
