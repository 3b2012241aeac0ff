// 第二条  本办法所称住房城乡建设行政执法，是指本局具有行政执法权的机关科室、依法受委托的行政执法单位
//        （以下简称执法机构），依据法律、法规和规章实施的行政处罚、行政检查等行政行为。
import { inspectionRow } from './law/inspection-rows.js';
import type { OpenedFacts } from './law/procedures.js';
import { approve } from './steps/approval.js';
import { procedure, type CaseFile } from './steps/case-file.js';
import { answerInspected, notifyInspected } from './steps/inspection.js';
import { decideUnsuitable } from './steps/recusal.js';

export const inspection = procedure(inspectionRow, (file) =>
  // 不适宜音像记录的除外
  Promise.race([inspected(file), decideUnsuitable(file)]),
);

async function inspected(file: CaseFile<OpenedFacts>): Promise<string> {
  // 国办发〔2024〕54号  实施行政检查前，须经行政执法主体负责人批准
  const { granted } = await approve(file, {
    subject: 'inspection-approval',
    document: 'inspectionApprovalForm',
    submitted: file.opening,
  });
  if (!granted) return 'notApproved';

  await notifyInspected(file);
  return answerInspected(file);
}
