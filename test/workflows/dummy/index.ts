export { caseInitiation } from '../../../src/workflows/case-initiation.js';
export { enforcementCase } from '../../../src/workflows/enforcement-case.js';
export { check, registration, siteVisit } from './site-visit.js';
