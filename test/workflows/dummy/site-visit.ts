// Stands for any procedure to come: a row and a prose file, nothing else.
import type { CasePeople, ProcedureRow } from '../../../src/workflows/law/procedures.js';
import { startGate } from '../../../src/workflows/law/procedures.js';
import { procedure } from '../../../src/workflows/steps/case-file.js';
import { documentTask, receive } from '../../../src/workflows/steps/receive.js';

type VisitFacts = { unit: string; people: CasePeople };

const visitTask = (handlers: readonly string[]) =>
  documentTask('visit-record', 'terminationReport', 'handler', handlers);

const rowOf = (
  key: string,
  workflowType: string,
  beforeApproval: ProcedureRow['beforeApproval'],
): ProcedureRow<VisitFacts> => ({
  key,
  workflowType,
  title: '现场走访',
  article: 13,
  phase: 'investigation',
  openedBy: ['unitHead'],
  opensMatter: false,
  beforeApproval,
  steps: {
    'visit-record': { label: '走访记录', asks: '制作走访记录', document: 'terminationReport', article: 13 },
  },
  outcomes: { visited: '已走访' },
  begins: ({ people }) => ({ opens: [visitTask(people.handlers)], starts: [] }),
  gate: (file) => startGate({ title: '现场走访', beforeApproval }, file),
});

export const siteVisitRow = rowOf('site-visit', 'siteVisit', 'inEmergency');
export const registrationRow = rowOf('registration', 'registration', 'never');
export const checkRow = rowOf('check', 'check', 'allowed');

const prose = (row: ProcedureRow<VisitFacts>) =>
  procedure(row, async (file) => {
    await receive(file, visitTask(file.facts.people.handlers));
    return 'visited';
  });

export const siteVisit = prose(siteVisitRow);
export const registration = prose(registrationRow);
export const check = prose(checkRow);
