// 第三条第一款  本办法所称全过程记录，是机关科室及其执法人员通过文字、音像等记录方式，对执法程序启动、调查取证、
//              审查决定、送达执行、归档管理等行政执法整个过程进行跟踪记录的活动。
import { caseInitiationRow, enforcementCaseRow } from './law/procedure-rows.js';
import { procedure } from './steps/case-file.js';
import { documentTask, receive } from './steps/receive.js';

export const enforcementCase = procedure(enforcementCaseRow, async (file) => {
  // 执法程序启动
  const start = file.facts.start ?? (await file.outcomeOf(caseInitiationRow));

  // 行政强制法第十九条  行政机关负责人认为不应当采取行政强制措施的，应当立即解除。
  if (start === 'notInitiated') {
    const { handlers, legalOffice } = file.people;
    const lifting = documentTask('termination-report', 'terminationReport', 'handler', handlers);
    const evidence = documentTask('evidence-flag', 'evidenceFlagOpinion', 'legalOffice', legalOffice);
    await file.terminate([lifting, evidence]);
    await Promise.all([receive(file, lifting), receive(file, evidence)]);
    return 'terminated';
  }

  // 调查取证、审查决定、送达执行、归档管理
  return file.stayOpen();
});
