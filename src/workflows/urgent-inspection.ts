// 第二条  本办法所称住房城乡建设行政执法，是指本局具有行政执法权的机关科室、依法受委托的行政执法单位
//        （以下简称执法机构），依据法律、法规和规章实施的行政处罚、行政检查等行政行为。
import { MADE_UP_CLOCK, urgentInspectionRow, type UrgentInspectionFacts } from './law/inspection-rows.js';
import { approve } from './steps/approval.js';
import { procedure, type CaseFile } from './steps/case-file.js';
import { answerInspected, notifyInspected } from './steps/inspection.js';
import { decideUnsuitable } from './steps/recusal.js';

export const urgentInspection = procedure(urgentInspectionRow, (file) =>
  // 不适宜音像记录的除外
  Promise.race([inspected(file), decideUnsuitable(file)]),
);

async function inspected(file: CaseFile<UrgentInspectionFacts>): Promise<string> {
  // 情况紧急的，先检查；批准手续随后补办，不批准的即行结束
  const granted = approvalMadeUp(file);
  const told = notifyInspected(file).then(() => granted);
  const goesOn = await Promise.race([told, granted.then((so) => so && told)]);
  return goesOn ? answerInspected(file) : 'notApproved';
}

async function approvalMadeUp(file: CaseFile<UrgentInspectionFacts>): Promise<boolean> {
  const { granted, record } = await approve(file, {
    subject: 'inspection-approval',
    document: 'urgentInspectionReport',
    submitted: file.opening,
  });
  await file.meetClock(MADE_UP_CLOCK, 'inspection-approval/made-up', record.receivedAt);
  return granted;
}
