// The procedures, in the order of the articles. Whatever this file exports becomes a workflow type.
export { enforcementCase } from './enforcement-case.js'; // 第三条
export { inspection } from './inspection.js'; // 第二条
export { urgentInspection } from './urgent-inspection.js'; // 第二条
export { entrustment } from './entrustment.js'; // 第二条
export { calendarImport } from './calendar-import.js'; // 第七条
export { application } from './application.js'; // 第八条
export { caseInitiation } from './case-initiation.js'; // 第九条
export { complaint } from './complaint.js'; // 第十条
export { investigation } from './investigation.js'; // 第十一条至第十四条
export { appraisal } from './appraisal.js'; // 第十三条（七）
export { penaltyNotice } from './penalty-notice.js'; // 第十二条
export { hearing } from './hearing.js'; // 第十三条
export { evidencePreservation } from './evidence-preservation.js'; // 第十五条
export { seizure } from './seizure.js'; // 第十五条, 行政强制法第三章
export { decision } from './decision.js'; // 第十六条至第二十一条
export { summaryPenalty } from './summary-penalty.js'; // 第二十一条, 行政处罚法第五章第二节
export { crimeTransfer } from './crime-transfer.js'; // 第二十一条, 移送规定
export { service } from './service.js'; // 第二十二条至第二十六条
export { recordingCustody } from './recording-custody.js'; // 第三十条第三款
export { substitution } from './substitution.js'; // 第三十六条
export { handover } from './handover.js'; // 第三十六条
export { registerChange } from './register-change.js'; // 第三十三条

// What runs beside them.
export { letters } from './letters.js';
export { recordCheck } from './record-check.js';
