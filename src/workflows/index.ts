// The procedures, in the order of the articles. Whatever this file exports becomes a workflow type.
export { enforcementCase } from './enforcement-case.js'; // 第三条
export { caseInitiation } from './case-initiation.js'; // 第九条

// What runs beside them.
export { letters } from './letters.js';
export { recordCheck } from './record-check.js';
