export { substitution } from '../../../src/workflows/substitution.js';
export { caseInitiation } from '../../../src/workflows/case-initiation.js';
export { enforcementCase } from '../../../src/workflows/enforcement-case.js';
export { jointPaper } from './joint-paper.js';
