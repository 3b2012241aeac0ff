// 第三条第一款  本办法所称全过程记录，是机关科室及其执法人员通过文字、音像等记录方式，对执法程序启动、调查取证、
//              审查决定、送达执行、归档管理等行政执法整个过程进行跟踪记录的活动。
import { caseInitiationRow, enforcementCaseRow } from './law/procedure-rows.js';
import { courseNotice, keepPhases, keepsCourse, keepTerm, terminationApproved } from './steps/case-course.js';
import { procedure } from './steps/case-file.js';
import { decideAsides } from './steps/recusal.js';
import { documentTask, receive } from './steps/receive.js';
import { answerSupervision } from './steps/supervision.js';

export const enforcementCase = procedure(enforcementCaseRow, async (file) => {
  // 执法程序启动
  const start = file.facts.start ?? (await file.outcomeOf(caseInitiationRow));
  const { handlers, legalOffice } = file.people;

  // 行政强制法第十九条  行政机关负责人认为不应当采取行政强制措施的，应当立即解除。
  if (start === 'notInitiated') {
    const lifting = documentTask('termination-report', 'terminationReport', 'handler', handlers);
    const evidence = documentTask('evidence-flag', 'evidenceFlagOpinion', 'legalOffice', legalOffice);
    await file.terminate([lifting, evidence]);
    if (keepsCourse()) await file.tellOthers();
    await Promise.all([receive(file, lifting), receive(file, evidence)]);
    return 'terminated';
  }

  // 调查取证、审查决定、送达执行、归档管理
  if (!keepsCourse()) return file.stayOpen();
  await Promise.race([
    ...[terminationApproved(file), keepTerm(file), keepPhases(file), decideAsides(file)],
    // 第七条第二款  本局的法制机构负责……监督、检查、指导和协调
    answerSupervision(file),
  ]);

  // 终止调查的，告知当事人
  const notice = courseNotice('termination', handlers);
  await file.terminate([notice]);
  await receive(file, notice);
  return 'ended';
});
