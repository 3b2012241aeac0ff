import { afterEach, describe, expect, test } from '@jest/globals';
import type { Facts } from '../../src/workflows/law/record/kinds.js';
import { articleTitle } from '../harness/article-title.js';
import { given } from '../harness/given.js';
import { peopleNow } from '../../src/workflows/law/record/successors.js';
import { investigationRow } from '../../src/workflows/law/investigation-rows.js';
import type { ProcedureRow } from '../../src/workflows/law/procedures.js';
import { people, TUESDAY, World } from '../harness/world.js';
import {
  approvedCase,
  approveForm,
  CASE,
  HOUR,
  INVESTIGATION,
  officers,
  openAppraisal,
  openInvestigation,
  paper,
  report,
  THE_CASE,
} from './case-course.js';

const title = (rest: string) => `${articleTitle(12)} ${rest}`;

let world: World;
afterEach(() => world.sandbox.dispose());

async function investigating(): Promise<void> {
  world = await approvedCase();
  const third = { ...structuredClone(world.people.get('officer-2')!), id: 'officer-3', name: '郑九' };
  third.certificates[0]!.number = '陕E-003';
  world.people.set('officer-3', third);
  await openInvestigation(world);
}

const others = [officers[1], { id: 'officer-3', certificate: '陕E-003' }];
const code = (answer: { refused?: { code: string } }) => answer.refused?.code;
const apply = (persons: string[], capacity = 'officer') =>
  paper(world, 'recusalApplication', {
    in: INVESTIGATION,
    by: 'officer-2',
    facts: { appliedBy: 'party', capacity, persons },
    more: { form: { persons, capacity } },
  });
const decideRecusal = (result: string, persons: string[], by = 'leader-1', facts: Facts = {}) =>
  world.decide(CASE, by, 'recusal-1/submit/1', 'submit', {
    procedure: INVESTIGATION,
    form: { persons, result, reasons: '系近亲属，可能影响公正', decidedAt: world.sandbox.now },
    facts: { result, persons, ...facts },
  });
const question = (by: string, named: unknown[], more: Record<string, unknown> = {}) =>
  paper(world, 'questioningRecord', { by, in: INVESTIGATION, more: { officers: named, ...more } });

describe('回避', () => {
  test(title('申请之后、决定之前：被申请回避的人继续调查'), async () => {
    await investigating();
    await apply(['officer-1']);
    expect(await world.awaited(CASE, INVESTIGATION)).toContain('recusal-1/submit/1 leader-1');
    expect((await question('officer-1', officers)).refused).toBeUndefined();
  });

  test(title('决定应当回避：自决定起不得再办理本案任何程序中的任何事项'), async () => {
    await investigating();
    await apply(['officer-1']);
    expect((await decideRecusal('withdraws', ['officer-1'])).refused).toBeUndefined();
    expect((await question('officer-1', others)).refused).toMatchObject({ code: 'recused', article: 12 });
    expect(code(await paper(world, 'suspensionForm', { facts: { ground: 'other' } }))).toBe('recused');
    const task = { procedure: INVESTIGATION, form: report, facts: { proposalKind: 'penalty' } };
    expect(code(await world.decide(CASE, 'officer-1', 'investigation-report/submit/1', 'submit', task))).toBe(
      'recused',
    );
    expect((await question('officer-2', others)).refused).toBeUndefined();
  });

  test.each([
    { moment: '决定之前一毫秒', offset: -1, refused: undefined },
    { moment: '决定之时', offset: 0, refused: 'recused' },
  ])(title('他人补记其$moment参与的询问'), async ({ offset, refused }) => {
    await investigating();
    await apply(['officer-1']);
    await world.sandbox.advanceTo(TUESDAY + HOUR);
    await decideRecusal('withdraws', ['officer-1']);
    await world.sandbox.advanceTo(TUESDAY + 2 * HOUR);
    const occurredAt = TUESDAY + HOUR + offset;
    expect(code(await question('officer-2', officers, { occurredAt }))).toBe(refused);
  });

  test(title('驳回申请：继续办理'), async () => {
    await investigating();
    await apply(['officer-1']);
    await decideRecusal('stays', ['officer-1']);
    expect((await question('officer-1', officers)).refused).toBeUndefined();
  });

  test(title('运行丢失后恢复：回避仍然有效'), async () => {
    await investigating();
    await apply(['officer-1']);
    await decideRecusal('withdraws', ['officer-1']);
    await world.resume(CASE);
    await world.resume(CASE);
    expect(code(await question('officer-1', others))).toBe('recused');
  });

  test(title('决定人不是负责人、决定的人员与申请不一致、未写明被申请人：被拒绝'), async () => {
    await investigating();
    expect(code(await apply([]))).toBe('contentsRequired');
    await apply(['officer-1']);
    expect(code(await decideRecusal('withdraws', ['officer-1'], 'head-1'))).toBe('notYourTask');
    expect(code(await decideRecusal('withdraws', ['officer-2']))).toBe('requirementsMissing');
  });

  test(title('负责人本人被申请回避：本人不得决定；其他负责人集体讨论并有记录后决定'), async () => {
    world = await approvedCase();
    await openInvestigation(world);
    const second = { ...structuredClone(world.people.get('leader-1')!), id: 'leader-2', name: '吴十' };
    world.people.set('leader-2', second);
    await apply(['leader-1'], 'agencyHead');
    expect(code(await decideRecusal('withdraws', ['leader-1'], 'leader-1'))).toBe('notYourTask');
    await world.act(CASE, 'head-1', 'reassign', {
      procedure: INVESTIGATION,
      step: 'recusal-1/submit/1',
      to: 'leader-2',
    });
    expect((await decideRecusal('withdraws', ['leader-1'], 'leader-2')).refused).toMatchObject({
      code: 'requirementsMissing',
    });
    const facts = { subject: 'recusal', attendees: ['leader-2', 'leader-3'] };
    await paper(world, 'collectiveDiscussionRecord', { by: 'head-1', facts });
    expect((await decideRecusal('withdraws', ['leader-1'], 'leader-2')).refused).toBeUndefined();
    const at = { procedure: THE_CASE };
    await paper(world, 'suspensionForm', { facts: { ground: 'other' } });
    await world.decide(CASE, 'head-1', 'suspension-1/review/1', 'agree', at);
    expect(code(await world.decide(CASE, 'leader-1', 'suspension-1/approve/1', 'agree', at))).toBe('recused');
  });

  test(title('不得将任务转给已回避的人'), async () => {
    await investigating();
    await apply(['officer-1']);
    await decideRecusal('withdraws', ['officer-1']);
    const reassigned = await world.act(CASE, 'head-1', 'reassign', {
      procedure: INVESTIGATION,
      step: 'investigation-report/submit/1',
      to: 'officer-1',
    });
    expect(code(reassigned)).toBe('recused');
  });

  test(title('紧急启动的补报由已回避的人提交：被拒绝'), async () => {
    world = new World(given('TEST_WORKFLOW_BUNDLE'));
    await world.begin(CASE, { hoursAgo: 1 });
    await openInvestigation(world);
    await apply(['officer-1']);
    await decideRecusal('withdraws', ['officer-1']);
    expect(code(await world.submit(CASE, 'officer-1'))).toBe('recused');
    expect((await world.submit(CASE, 'officer-2')).refused).toBeUndefined();
  });

  test(title('调查未终结时向案件提出：须记入调查；调查终结后在案件中申请、决定，同样生效'), async () => {
    await investigating();
    const told = { statement: 'told', defence: 'told', recusal: 'told', hearing: 'notNow', method: 'notice' };
    const at = { procedure: THE_CASE };
    const facts = { appliedBy: 'self', capacity: 'officer', persons: ['officer-1'] };
    const applied = () => paper(world, 'recusalApplication', { by: 'officer-2', facts });
    expect(code(await applied())).toBe('requirementsMissing');
    await paper(world, 'rightsToldRecord', { in: INVESTIGATION, facts: told, more: { officers } });
    await question('officer-1', officers);
    const submitted = { procedure: INVESTIGATION, form: report, facts: { proposalKind: 'penalty' } };
    await world.decide(CASE, 'officer-1', 'investigation-report/submit/1', 'submit', submitted);
    await approveForm(world, 'investigation-report', 'agree', INVESTIGATION);
    expect((await applied()).refused).toBeUndefined();
    const form = { persons: ['officer-1'], result: 'withdraws', reasons: '自行回避', decidedAt: TUESDAY };
    const decided = { ...at, form, facts: { result: 'withdraws', persons: ['officer-1'] } };
    await world.decide(CASE, 'leader-1', 'recusal-1/submit/1', 'submit', decided);
    expect(code(await paper(world, 'suspensionForm', { facts: { ground: 'other' } }))).toBe('recused');
  });

  test(title('回避申请未决定：调查终结报告不能批准'), async () => {
    await investigating();
    const told = { statement: 'told', defence: 'told', recusal: 'told', hearing: 'notNow', method: 'notice' };
    await paper(world, 'rightsToldRecord', { in: INVESTIGATION, facts: told, more: { officers } });
    await question('officer-1', officers);
    const at = { procedure: INVESTIGATION };
    const facts = { proposalKind: 'penalty' };
    await world.decide(CASE, 'officer-1', 'investigation-report/submit/1', 'submit', {
      ...at,
      form: report,
      facts,
    });
    await apply(['officer-1']);
    await world.decide(CASE, 'head-1', 'investigation-report/review/1', 'agree', at);
    const early = await world.decide(CASE, 'leader-1', 'investigation-report/approve/1', 'agree', at);
    expect(early.refused?.message).toContain('回避申请已经决定');
    await decideRecusal('stays', ['officer-1']);
    const agreed = await world.decide(CASE, 'leader-1', 'investigation-report/approve/1', 'agree', at);
    expect(agreed.refused).toBeUndefined();
  });
});

describe('回避后的任务', () => {
  const REPORT = 'investigation-report/submit/1';
  const NAMING = 'recusal-successor-1/submit/1';
  const holders = async (step: string, procedure = INVESTIGATION) =>
    (await world.state(CASE, procedure)).tasks[step]?.candidates;
  const handlersOf = async (procedure: string) => peopleNow(await world.state(CASE, procedure)).handlers;
  const nameSuccessor = (by: string, successors: string[]) =>
    world.decide(CASE, by, NAMING, 'submit', {
      procedure: INVESTIGATION,
      form: { successors },
      facts: { successors },
    });
  const recuse = async (persons: string[]) => {
    await apply(persons);
    return decideRecusal('withdraws', persons);
  };

  test(title('自决定起：未办任务由系统移交另一名承办人，各程序都移交，无须转办；移交有记录'), async () => {
    await investigating();
    await openAppraisal(world);
    expect(await holders(REPORT)).toEqual(['officer-1', 'officer-2']);
    await recuse(['officer-1']);
    expect(await holders(REPORT)).toEqual(['officer-2']);
    for (const procedure of [INVESTIGATION, THE_CASE, 'appraisal/1']) {
      expect(await handlersOf(procedure)).toEqual(['officer-2']);
      const passed = (await world.records(CASE)).filter(
        (record) => record.kind === 'handedOver' && record.procedure === procedure,
      );
      expect(passed.map(({ facts, actor }) => ({ ...facts, by: actor.role }))).toEqual([
        { role: 'handler', from: 'officer-1', assignee: 'officer-2', because: 'recusal', by: 'system' },
      ]);
    }
  });

  test(title('承办人不足两人：请承办机构负责人指定接替人员；指定后在各程序接替'), async () => {
    await investigating();
    await recuse(['officer-1']);
    expect(await holders(NAMING)).toEqual(['head-1', 'head-2']);
    expect(code(await nameSuccessor('officer-2', ['officer-3']))).toBe('notYourTask');
    expect(code(await nameSuccessor('head-1', ['officer-1']))).toBe('requirementsMissing');
    expect(code(await nameSuccessor('head-1', ['officer-3', 'officer-3']))).toBe('requirementsMissing');
    expect(code(await nameSuccessor('head-1', []))).toBe('contentsRequired');
    expect(code(await nameSuccessor('head-1', ['clerk-1']))).toBe('postNotHeld');
    expect((await nameSuccessor('head-1', ['officer-3'])).refused).toBeUndefined();
    for (const procedure of [INVESTIGATION, THE_CASE])
      expect(await handlersOf(procedure)).toEqual(['officer-3', 'officer-2']);
    await paper(world, 'suspensionForm', { facts: { ground: 'other' } });
    const at = { procedure: THE_CASE };
    await world.decide(CASE, 'head-1', 'suspension-1/review/1', 'agree', at);
    await world.decide(CASE, 'leader-1', 'suspension-1/approve/1', 'agree', at);
    expect(await holders('course-notice-suspension-1/submit/1', THE_CASE)).toBeUndefined();
  });

  test(title('仍有两名承办人：不再请人指定'), async () => {
    world = new World(given('TEST_WORKFLOW_BUNDLE'));
    world.people.set('officer-3', { ...structuredClone(world.people.get('officer-2')!), id: 'officer-3' });
    const three = { ...people, handlers: ['officer-1', 'officer-2', 'officer-3'] };
    await world.begin(CASE, { people: three });
    await world.submit(CASE, 'officer-1');
    await world.review(CASE, 'head-1', 'agree');
    await world.approve(CASE, 'leader-1', 'agree');
    await world.openOn(CASE, investigationRow as unknown as ProcedureRow, 'officer-1', {
      facts: { people: three },
    });
    await recuse(['officer-1']);
    expect(await handlersOf(INVESTIGATION)).toEqual(['officer-2', 'officer-3']);
    expect(await holders(NAMING)).toBeUndefined();
  });

  test(title('审核人回避：待其审核的任务转由另一名审核人；由未回避的负责人指定接替'), async () => {
    await investigating();
    await paper(world, 'suspensionForm', { facts: { ground: 'other' } });
    await recuse(['head-1']);
    expect(await holders('suspension-1/review/1', THE_CASE)).toEqual(['head-2']);
    expect(await holders(NAMING)).toBeUndefined();
  });

  test(title('唯一的批准人回避：任务待接替人员指定后转给接替人'), async () => {
    await investigating();
    const second = { ...structuredClone(world.people.get('leader-1')!), id: 'leader-2', name: '吴十' };
    world.people.set('leader-2', second);
    await paper(world, 'suspensionForm', { facts: { ground: 'other' } });
    await world.decide(CASE, 'head-1', 'suspension-1/review/1', 'agree', { procedure: THE_CASE });
    await apply(['leader-1'], 'agencyHead');
    const step = 'recusal-1/submit/1';
    await world.act(CASE, 'head-1', 'reassign', { procedure: INVESTIGATION, step, to: 'leader-2' });
    const facts = { subject: 'recusal', attendees: ['leader-2', 'leader-3'] };
    await paper(world, 'collectiveDiscussionRecord', { by: 'head-1', facts });
    await decideRecusal('withdraws', ['leader-1'], 'leader-2');
    expect(await holders('suspension-1/approve/1', THE_CASE)).toEqual(['leader-1']);
    expect(await holders(NAMING)).toEqual(['head-1', 'head-2']);
    expect((await nameSuccessor('head-2', ['leader-2'])).refused).toBeUndefined();
    expect(await holders('suspension-1/approve/1', THE_CASE)).toEqual(['leader-2']);
  });

  test(title('决定之后运行即丢失：恢复时仍移交，只移交一次；之后启动的程序也不再有其任务'), async () => {
    await investigating();
    await openAppraisal(world);
    await recuse(['officer-1']);
    await world.resume(CASE);
    await world.resume(CASE);
    const passed = () =>
      world.records(CASE).then((records) => records.filter(({ kind }) => kind === 'handedOver').length);
    const before = await passed();
    expect(await nameSuccessor('head-1', ['officer-3'])).toMatchObject({ accepted: true });
    await world.resume(CASE);
    expect(await handlersOf('appraisal/1')).toEqual(['officer-3', 'officer-2']);
    expect(before).toBe(3);
    await openAppraisal(world, 2, 'officer-2');
    expect(await handlersOf('appraisal/2')).toEqual(['officer-3', 'officer-2']);
  });
});
