// Stands for any procedure that asks several people: two branches side by side, each a paper and its signers.
import type { JointRule, Signer } from '../../../src/workflows/law/joint-opinions.js';
import type { CasePeople, ProcedureRow } from '../../../src/workflows/law/procedures.js';
import { startGate } from '../../../src/workflows/law/procedures.js';
import { held, type State } from '../../../src/workflows/law/record/fold.js';
import { jointChangeRow, type Joint } from '../../../src/workflows/law/record/joint.js';
import { textOf, type Act, type Facts, type Task } from '../../../src/workflows/law/record/kinds.js';
import { procedure, type CaseFile } from '../../../src/workflows/steps/case-file.js';
import { jointOpinion } from '../../../src/workflows/steps/joint-opinion.js';

export const branches = ['left', 'right'] as const;
export type Branch = (typeof branches)[number];
export type Asked = { rule: JointRule; signers: readonly Signer[] };
type PaperFacts = Facts & { unit: string; people: CasePeople } & Record<Branch, Asked>;

export const paperStep = (branch: Branch, round: number): string => `${branch}-paper/submit/${String(round)}`;

const paperTask = (branch: Branch, round: number, handlers: readonly string[]): Task => ({
  step: paperStep(branch, round),
  role: 'handler',
  document: null,
  decisions: ['submit'],
  candidates: [...handlers],
});

const jointOf = (branch: Branch, asked: Asked, on: (step: string) => { facts: Facts } | undefined) => ({
  subject: branch,
  purpose: 'consultation' as const,
  ...asked,
  resumes: (round: number) => textOf(on(paperStep(branch, round))?.facts ?? {}, 'again') === 'toReturner',
});

function openJoint(state: State, act: Act): { joint: Joint; round: number } | undefined {
  const branch = branches.find((one) => one === textOf(act.facts, 'joint'));
  const task = Object.keys(state.tasks).find((step) => branch && step.startsWith(`${branch}/signer-`));
  if (!branch || !task || !state.opening) return undefined;
  const asked = (state.opening.facts as unknown as PaperFacts)[branch];
  return {
    joint: jointOf(branch, asked, (step) => held(state.steps, step)),
    round: Number(task.split('/')[2]),
  };
}

const paper = { label: '送签稿', asks: '送签', document: null, article: 36 } as const;
const signature = { label: '会签意见', asks: '请会签', document: 'jointOpinion', article: 36 } as const;

export const jointPaperRow: ProcedureRow<PaperFacts> = {
  key: 'joint-paper',
  workflowType: 'jointPaper',
  title: '会签',
  article: 36,
  phase: 'investigation',
  openedBy: ['unitHead'],
  opensMatter: false,
  beforeApproval: 'allowed',
  records: { jointChange: jointChangeRow(36, openJoint) },
  steps: { 'left-paper': paper, 'right-paper': paper, left: signature, right: signature },
  outcomes: { over: '会签结束' },
  begins: ({ people }) => ({
    opens: branches.map((branch) => paperTask(branch, 1, people.handlers)),
    starts: [],
  }),
  gate: (file) => startGate({ title: '会签', beforeApproval: 'allowed' }, file),
};

async function signed(file: CaseFile<PaperFacts>, branch: Branch): Promise<string> {
  for (let round = 1; ; round += 1) {
    const sent = await file.ask(paperTask(branch, round, file.people.handlers));
    const joint = jointOf(branch, file.facts[branch], (step) => file.on(step));
    const term = { period: 'emergencyDecision' as const, from: sent.receivedAt };
    const more = { role: 'unitHead' as const, document: 'jointOpinion' as const, term };
    const { result } = await jointOpinion(file, { ...joint, ...more }, round);
    if (result !== 'returned') return result;
  }
}

export const jointPaper = procedure(jointPaperRow, async (file) => {
  const [left, right] = await Promise.all(branches.map((branch) => signed(file, branch)));
  return { outcome: 'over', left: left ?? '', right: right ?? '' };
});
