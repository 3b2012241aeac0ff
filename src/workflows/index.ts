// The procedures, in the order of the articles. Whatever this file exports becomes a workflow type.
export { enforcementCase } from './enforcement-case.js'; // 第三条
export { calendarImport } from './calendar-import.js'; // 第七条
export { caseInitiation } from './case-initiation.js'; // 第九条
export { substitution } from './substitution.js'; // 第三十六条
export { handover } from './handover.js'; // 第三十六条
export { registerChange } from './register-change.js'; // 第三十三条

// What runs beside them.
export { letters } from './letters.js';
export { recordCheck } from './record-check.js';
