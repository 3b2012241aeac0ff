import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { MatterFile } from '../../src/workflows/law/procedures.js';
import type { Person, Post } from '../../src/workflows/law/posts.js';
import { caseInitiationRow } from '../../src/workflows/law/procedure-rows.js';
import { limits } from '../../src/workflows/law/limits.js';
import type { ProcedureRow } from '../../src/workflows/law/procedures.js';
import { refuseHandover } from '../../src/workflows/law/record/handover.js';
import {
  approveTask,
  readStep,
  reviewTask,
  submitTask,
} from '../../src/workflows/law/record/approval-tasks.js';
import { emptyState, fold, project, type State } from '../../src/workflows/law/record/fold.js';
import { refuse } from '../../src/workflows/law/record/gates.js';
import {
  NO_HASH,
  type Act,
  type Actor,
  type Facts,
  type RecordHeader,
  type Task,
} from '../../src/workflows/law/record/kinds.js';
import { peopleNow } from '../../src/workflows/law/record/successors.js';
import {
  covers,
  isInForce,
  refuseActingFor,
  refuseGrant,
  refuseParties,
  rolesOf,
  type Substitution,
  type SubstitutionFacts,
} from '../../src/workflows/law/record/substitution.js';
import type { RoleKey } from '../../src/workflows/law/roles.js';
import { articleTitle } from '../harness/article-title.js';
import { shanghai } from './shanghai.js';

const title = (rest: string) => `${articleTitle(36)} ${rest}`;
const DAY = 86_400_000;
const NOW = shanghai('2026-11-24 09:00:00');
const FROM = shanghai('2026-11-25 00:00:00');
const UNTIL = FROM + 7 * DAY - 1;

const actor = (id: string, role: RoleKey): Actor => ({
  id,
  name: id,
  role,
  unit: 'inspection',
  authentication: 'password',
});
const act = (more: Partial<Act>): Act => ({
  chainId: 'HY-2026-0001',
  procedure: 'case-initiation',
  kind: 'opening',
  step: 'opening',
  actor: actor('clerk', 'manager'),
  occurredAt: NOW,
  receivedAt: NOW,
  opens: [],
  starts: [],
  facts: {},
  body: { opinion: '同意，理由充分' },
  attachments: [],
  secrecy: 1,
  policy: { id: 'test', version: '1' },
  lawReferences: [],
  ...more,
});

const grant: SubstitutionFacts = {
  edition: 'test',
  unit: 'inspection',
  principal: 'zhang',
  substitute: 'li',
  from: FROM,
  until: UNTIL,
  roles: ['reviewer'],
  units: 'all',
};
const words = { authority: '华住建发〔2026〕12号', authorityDate: '2026-11-24' };
const granting = (facts: Partial<SubstitutionFacts> = {}, body: Act['body'] = words): Act =>
  act({ procedure: 'substitution/b', facts: { ...grant, ...facts }, body });
const onFile = (facts: Partial<SubstitutionFacts> = {}, terminated = false): MatterFile => ({
  'substitution/a': {
    opened: { ...grant, ...facts },
    effects: [],
    outcome: null,
    ...(terminated ? { terminated: true } : {}),
  },
});

describe(title('代理的办理'), () => {
  test.each<[string, Partial<SubstitutionFacts>, string | undefined]>([
    ['of himself', { substitute: 'zhang' }, 'substituteIsPrincipal'],
    ['that ends as it begins', { until: FROM }, 'substitutionPeriodWrong'],
    ['that is over', { from: NOW - DAY, until: NOW }, 'substitutionPeriodWrong'],
    ['that begins yesterday', { from: shanghai('2026-11-23 23:59:00') }, 'substitutionPeriodWrong'],
    ['that begins this morning', { from: shanghai('2026-11-24 00:00:00') }, undefined],
    ['of the longest', { until: FROM + limits.longestSubstitution.value * DAY }, undefined],
    ['1 ms longer', { until: FROM + limits.longestSubstitution.value * DAY + 1 }, 'substitutionPeriodWrong'],
    ['of no role', { roles: [] }, 'substitutionScopeMissing'],
    ['of a role that is none', { roles: ['operator'] }, 'substitutionScopeMissing'],
    ['of no unit', { units: [] }, 'substitutionScopeMissing'],
    ['of all roles, said', { roles: 'all' }, undefined],
  ])(title('代理 › %s › %s decides'), (_, facts, code) => {
    expect(refuseGrant({}, granting(facts))?.code).toBe(code);
  });

  test.each(['authority', 'authorityDate'] as const)(title('代理 › without its %s › refused'), (key) => {
    const body = { ...words, [key]: ' ' };
    expect(refuseGrant({}, granting({}, body))).toMatchObject({ code: 'authorityRequired', article: 36 });
  });

  test.each<[string, Partial<SubstitutionFacts>, string | undefined]>([
    ['the same time, role and units', {}, 'substitutionOverlaps'],
    ['beginning in its last instant', { from: UNTIL, until: UNTIL + DAY }, 'substitutionOverlaps'],
    ['beginning 1 ms after it', { from: UNTIL + 1, until: UNTIL + DAY }, undefined],
    ['another role', { roles: ['legalOffice'] }, undefined],
    ['all roles', { roles: 'all' }, 'substitutionOverlaps'],
    ['another person', { principal: 'wang' }, undefined],
  ])(title('已有代理 › another for %s › %s'), (_, facts, code) => {
    expect(refuseGrant(onFile(), granting({ substitute: 'zhao', ...facts }))?.code).toBe(code);
  });

  test(title('已有代理 › for matters of other units › allowed; of one the same › refused'), () => {
    const other = granting({ substitute: 'zhao', units: ['housing'] });
    expect(refuseGrant(onFile({ units: ['inspection'] }), other)).toBeUndefined();
    expect(refuseGrant(onFile({ units: ['inspection', 'housing'] }), other)?.code).toBe(
      'substitutionOverlaps',
    );
  });

  test(title('已有代理 › it was revoked › another is allowed'), () => {
    expect(refuseGrant(onFile({}, true), granting({ substitute: 'zhao' }))).toBeUndefined();
  });

  test.each<[string, Partial<SubstitutionFacts>]>([
    ['the principal substitutes for another', { principal: 'li', substitute: 'zhao' }],
    ['the substitute is substituted himself', { principal: 'wang', substitute: 'zhang' }],
  ])(title('转委托 › %s at that time › refused'), (_, facts) => {
    expect(refuseGrant(onFile(), granting(facts))?.code).toBe('substitutionChained');
    const later = { ...facts, from: UNTIL + 1, until: UNTIL + DAY };
    expect(refuseGrant(onFile(), granting(later))).toBeUndefined();
  });
});

const person = (id: string, ...posts: Post[]): Person => ({
  id,
  name: id,
  active: true,
  posts: posts.map((post) => ({ post, unit: 'inspection', from: 0, until: null })),
  certificates: [],
});

describe(title('代理不授予职务'), () => {
  test.each<[string, Person | undefined, Person | undefined, string | undefined]>([
    ['both hold the post', person('zhang', 'unitHead'), person('li', 'unitHead'), undefined],
    ['the substitute does not', person('zhang', 'unitHead'), person('li', 'officer'), 'postNotHeld'],
    ['the principal does not', person('zhang', 'officer'), person('li', 'unitHead'), 'postNotHeld'],
    ['nobody of that name', person('zhang', 'unitHead'), undefined, 'postNotHeld'],
    [
      'he has left',
      { ...person('zhang', 'unitHead'), active: false },
      person('li', 'unitHead'),
      'postNotHeld',
    ],
  ])(title('职务 › %s › %#'), (_, principal, substitute, code) => {
    expect(refuseParties(granting(), principal, substitute)?.code).toBe(code);
  });

  test(title('全部职责 › the substitute holds but one of two posts › refused; both › allowed'), () => {
    const zhang = person('zhang', 'unitHead', 'officer');
    const all = granting({ roles: 'all' });
    expect(refuseParties(all, zhang, person('li', 'unitHead'))?.code).toBe('postNotHeld');
    expect(refuseParties(all, zhang, person('li', 'unitHead', 'officer'))).toBeUndefined();
    expect(rolesOf(zhang, NOW)).toEqual([
      ...['handler', 'reviewer', 'handlingUnit', 'unitHead', 'drafter', 'draftReviewer'],
    ]);
  });

  test(title('全部职责 › of a clerk, who has no part in approvals › nothing to hand to anybody'), () => {
    const said = refuseParties(granting({ roles: 'all' }), person('zhang', 'clerk'), person('li', 'clerk'));
    expect(said?.code).toBe('principalWithoutRole');
  });

  test(title('职务 › it ends before the first day › judged on the first day'), () => {
    const leaves = person('li', 'unitHead');
    const until = FROM - 1;
    const li = { ...leaves, posts: leaves.posts.map((post) => ({ ...post, until })) };
    expect(refuseParties(granting(), person('zhang', 'unitHead'), li)?.code).toBe('postNotHeld');
  });
});

const substitution: Substitution = {
  id: 'BUREAU-2026/substitution/a',
  principal: 'zhang',
  substitute: 'li',
  from: FROM,
  until: UNTIL,
  roles: ['reviewer'],
  units: ['inspection'],
  grantedAt: NOW,
};

describe(title('代理的期间和范围'), () => {
  test.each<[string, number, Partial<Substitution>, boolean]>([
    ['1 ms before it begins', FROM - 1, {}, false],
    ['in its first instant', FROM, {}, true],
    ['in its last instant', UNTIL, {}, true],
    ['1 ms after', UNTIL + 1, {}, false],
    ['before it was granted', FROM + 5, { grantedAt: FROM + 6 }, false],
    ['as it was granted', FROM + 6, { grantedAt: FROM + 6 }, true],
    ['1 ms before the revocation', FROM + 9, { revokedAt: FROM + 10 }, true],
    ['as it was revoked', FROM + 10, { revokedAt: FROM + 10 }, false],
  ])(title('期间 › %s › %#'), (_, moment, more, expected) => {
    expect(isInForce({ ...substitution, ...more }, moment)).toBe(expected);
  });

  test(title('范围 › the role and the unit must both be in it › all is all'), () => {
    expect(covers(substitution, 'reviewer', 'inspection')).toBe(true);
    expect(covers(substitution, 'approver', 'inspection')).toBe(false);
    expect(covers(substitution, 'reviewer', 'housing')).toBe(false);
    expect(covers({ roles: 'all', units: 'all' }, 'approver', 'housing')).toBe(true);
  });
});

const people = {
  handlers: ['officer-1', 'officer-2'],
  reviewers: ['zhang'],
  approvers: ['leader'],
  legalOffice: [],
};
const form = 'initiation-form';

/** One procedure's record as it grows, without the service around it. */
class File {
  state: State = emptyState();
  private latest: RecordHeader | undefined;

  constructor(named = people) {
    const open = submitTask(form, 'initiationForm', 1, named.handlers);
    this.put(act({ facts: { unit: 'inspection', people: named }, opens: [open] }));
  }

  put(done: Act): void {
    const { body: _, starts: __, ...header } = done;
    const empty = { clocks: [], late: [], body: NO_HASH, prev: NO_HASH, hash: NO_HASH };
    const seq = this.state.seq + 1;
    this.latest = { ...header, v: 1, seq, idem: String(seq), recordedAt: done.receivedAt, ...empty };
    this.state = fold([this.latest], this.state);
  }

  project = () => project('HY-2026-0001/case-initiation', this.state, this.latest!);
  refuse = (wish: Act) => refuse(caseInitiationRow as unknown as ProcedureRow, this.state, wish);
}

const decide = (
  step: string,
  decision: Act['decision'],
  by: Actor,
  behalf?: Actor,
  opens: Task[] = [],
): Act =>
  act({
    kind: 'decided',
    step,
    actor: by,
    opens,
    ...(decision ? { decision } : {}),
    ...(behalf ? { onBehalfOf: behalf, facts: { substitution: substitution.id } } : {}),
    body: {
      opinion: '同意，理由充分',
      form: { causeOfInitiation: '巡查发现', partyParticulars: '某公司' },
    },
    receivedAt: FROM + DAY,
  });
const submitted = (named = people): File => {
  const file = new File(named);
  const opens = [reviewTask(form, 'initiationForm', 1, named)];
  file.put(decide(`${form}/submit/1`, 'submit', actor('officer-1', 'handler'), undefined, opens));
  return file;
};

describe(title('代为办理'), () => {
  const review = (by = 'li', behalf = 'zhang') =>
    decide(`${form}/review/1`, 'agree', actor(by, 'reviewer'), actor(behalf, 'reviewer'));
  const asks = (
    wish: Act,
    file: File,
    more: Partial<Substitution> = {},
    principal = person('zhang', 'unitHead'),
  ) => refuseActingFor(wish, file.state, { ...substitution, ...more }, principal)?.code;

  test(title('代为办理 › in force and in scope › yes'), () => {
    expect(submitted().refuse(review())).toBeUndefined();
    expect(asks(review(), submitted())).toBeUndefined();
  });

  test.each<[string, Partial<Substitution>]>([
    ['it is over', { until: FROM + DAY - 1 }],
    ['it was revoked in that instant', { revokedAt: FROM + DAY }],
    ['it has not begun', { from: FROM + DAY + 1 }],
    ['it covers another role', { roles: ['approver'] }],
    ['it covers another unit', { units: ['housing'] }],
    ['it is for another person', { principal: 'wang' }],
    ['it names another substitute', { substitute: 'zhao' }],
  ])(title('代为办理 › %s › substitutionNotInForce'), (_, more) => {
    expect(asks(review(), submitted(), more)).toBe('substitutionNotInForce');
  });

  test(title('代为办理 › there is no such substitution › refused'), () => {
    const said = refuseActingFor(review(), submitted().state, undefined, person('zhang', 'unitHead'));
    expect(said).toMatchObject({ code: 'substitutionNotInForce', article: 36 });
    expect(said?.message).toContain('li代理zhang');
  });

  test(title('代为办理 › the principal no longer holds his post › refused'), () => {
    expect(asks(review(), submitted(), {}, person('zhang', 'officer'))).toBe('postNotHeld');
  });

  test(title('代为办理 › in another role than that of the task › refused'), () => {
    const wrong = decide(`${form}/review/1`, 'agree', actor('li', 'approver'), actor('zhang', 'reviewer'));
    expect(asks(wrong, submitted())).toBe('substitutionNotInForce');
  });

  test(title('代为办理 › a remark, which needs no authority › not in another’s name'), () => {
    const remark = act({
      kind: 'remarked',
      step: 'remark',
      actor: actor('li', 'reviewer'),
      onBehalfOf: actor('zhang', 'reviewer'),
      receivedAt: FROM + DAY,
    });
    expect(asks(remark, submitted())).toBe('substitutionNotInForce');
  });
});

describe(title('承办人、审核人、批准人不得为同一人，代理亦同'), () => {
  const forZhang = (by: string) =>
    decide(`${form}/review/1`, 'agree', actor(by, 'reviewer'), actor('zhang', 'reviewer'));

  test(title('三职分离 › the substitute has submitted for himself › he may not review for another'), () => {
    expect(submitted().refuse(forZhang('officer-1'))?.code).toBe('samePersonTwoRoles');
  });

  test(title('三职分离 › the substitute is named for another part and has not acted › refused'), () => {
    expect(submitted().refuse(forZhang('officer-2'))?.code).toBe('samePersonTwoRoles');
    expect(submitted().refuse(forZhang('leader'))?.code).toBe('samePersonTwoRoles');
  });

  test(title('三职分离 › the substitute of one part is asked to do another himself › refused'), () => {
    const file = submitted();
    const opens = [approveTask(form, 'initiationForm', 1, { ...people, approvers: ['leader', 'li'] })];
    file.put({ ...forZhang('li'), opens });
    const own = decide(`${form}/approve/1`, 'agree', actor('li', 'approver'));
    expect(file.refuse(own)?.code).toBe('samePersonTwoRoles');
    const handed = act({
      kind: 'reassigned',
      step: `${form}/approve/1`,
      facts: { assignee: 'li' },
    });
    expect(file.refuse(handed)?.code).toBe('assigneeUnsuitable');
  });

  test(title('三职分离 › a substitute of two principals in one approval › one part only'), () => {
    const file = submitted();
    file.put({ ...forZhang('li'), opens: [approveTask(form, 'initiationForm', 1, people)] });
    const second = decide(`${form}/approve/1`, 'agree', actor('li', 'approver'), actor('leader', 'approver'));
    expect(file.refuse(second)?.code).toBe('samePersonTwoRoles');
  });

  test(title('三职分离 › the principal, for whom another acted, does another part › refused'), () => {
    const file = submitted();
    const opens = [approveTask(form, 'initiationForm', 1, { ...people, approvers: ['zhang', 'leader'] })];
    file.put({ ...forZhang('li'), opens });
    const own = decide(`${form}/approve/1`, 'agree', actor('zhang', 'approver'));
    expect(file.refuse(own)?.code).toBe('samePersonTwoRoles');
  });

  test(title('三职分离 › whoever takes a submission back for another › may not review it'), () => {
    const file = submitted({ ...people, reviewers: ['zhang', 'wang'] });
    const back = act({
      kind: 'withdrawn',
      step: `${form}/review/1`,
      decision: 'withdraw',
      actor: actor('li', 'handler'),
      onBehalfOf: actor('officer-1', 'handler'),
      facts: { of: `${form}/submit/1`, substitution: substitution.id },
    });
    expect(file.refuse(back)).toBeUndefined();
    file.put({ ...back, opens: [submitTask(form, 'initiationForm', 2, ['officer-1'])] });
    const opens = [reviewTask(form, 'initiationForm', 2, people)];
    file.put(decide(`${form}/submit/2`, 'submit', actor('officer-1', 'handler'), undefined, opens));
    const review = decide(`${form}/review/2`, 'agree', actor('li', 'reviewer'), actor('zhang', 'reviewer'));
    expect(file.refuse(review)?.code).toBe('samePersonTwoRoles');
  });

  test(
    title('撤回 › by the principal of what was done for him, and by his substitute of what he did › allowed'),
    () => {
      const file = submitted();
      file.put({ ...forZhang('li'), opens: [approveTask(form, 'initiationForm', 1, people)] });
      const back = (by: string, behalf?: string) =>
        act({
          kind: 'withdrawn',
          step: `${form}/approve/1`,
          decision: 'withdraw',
          actor: actor(by, 'reviewer'),
          ...(behalf ? { onBehalfOf: actor(behalf, 'reviewer') } : {}),
          facts: { of: `${form}/review/1` },
        });
      expect(file.refuse(back('zhang'))).toBeUndefined();
      expect(file.refuse(back('li', 'zhang'))).toBeUndefined();
      expect(file.refuse(back('li'))?.code).toBe('notYourTask');
      expect(file.refuse(back('officer-2'))?.code).toBe('notYourTask');
    },
  );

  const persons = ['officer-1', 'officer-2', 'zhang', 'wang', 'leader', 'li'] as const;
  const wish = fc.record({
    by: fc.constantFrom(...persons),
    behalf: fc.option(fc.constantFrom(...persons), { nil: undefined }),
    door: fc.constantFrom('decide', 'decide', 'decide', 'withdraw', 'reassign', 'handOver', 'claim'),
    positive: fc.boolean(),
    to: fc.constantFrom(...persons),
  });

  test(title('三职分离 › any sequence of acts, substitutes and handovers › no person in two parts'), () => {
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 40 }), (wishes) => {
        const file = new File({ ...people, reviewers: ['zhang', 'wang'] });
        for (const one of wishes) tryOne(file, one);
        const parts = new Map<string, Set<string>>();
        for (const record of Object.values(file.state.steps)) {
          if (record.kind !== 'decided') continue;
          const { part } = readStep(record.step);
          const held = parts.get(part) ?? new Set<string>();
          held.add(record.actor.id);
          if (record.onBehalfOf) held.add(record.onBehalfOf.id);
          parts.set(part, held);
        }
        const all = [...parts.values()].flatMap((held) => [...held]);
        expect(new Set(all).size).toBe(all.length);
      }),
      { numRuns: 400 },
    );
  });
});

type Wish = { by: string; behalf: string | undefined; door: string; positive: boolean; to: string };
const roleOf: Record<string, RoleKey> = { submit: 'handler', review: 'reviewer', approve: 'approver' };

/** Does what is wished if the gates allow it, with what the approval asks next. */
function tryOne(file: File, { by, behalf, door, positive, to }: Wish): void {
  const [task] = Object.values(file.state.tasks);
  if (!task) return;
  const { part, round } = readStep(task.step);
  const role = roleOf[part]!;
  const done = {
    actor: actor(by, role),
    ...(behalf && behalf !== by
      ? { onBehalfOf: actor(behalf, role), facts: { substitution: substitution.id } }
      : {}),
  };
  const named = peopleNow(file.state);
  const again = submitTask(form, 'initiationForm', round + 1, [named.handlers[0]!]);
  const next: Record<string, Task[]> = {
    submit: [reviewTask(form, 'initiationForm', round, named)],
    review: positive ? [approveTask(form, 'initiationForm', round, named)] : [again],
    approve: [again],
  };
  const before = Object.values(file.state.steps).findLast(
    ({ kind, step }) => kind === 'decided' && step !== task.step,
  );
  const wishes: Record<string, Act> = {
    decide: {
      ...decide(
        task.step,
        task.decisions[positive ? 0 : task.decisions.length - 1],
        done.actor,
        done.onBehalfOf,
      ),
      opens: next[part]!,
    },
    withdraw: act({
      kind: 'withdrawn',
      step: task.step,
      decision: 'withdraw',
      ...done,
      facts: { of: before?.step ?? '' },
      opens: part === 'approve' ? [reviewTask(form, 'initiationForm', round + 1, named)] : [again],
    }),
    claim: act({ kind: 'claimed', step: task.step, ...done, facts: { assignee: behalf ?? by } }),
    reassign: act({ kind: 'reassigned', step: task.step, facts: { assignee: to } }),
    handOver: act({ kind: 'handedOver', step: `handover/${role}`, facts: { role, from: by, assignee: to } }),
  };
  const wished = wishes[door]!;
  if (!file.refuse(wished)) file.put(wished);
}

describe(title('离职转办'), () => {
  const handing = (role: string, from: string, to: string) =>
    act({ kind: 'handedOver', step: `handover/${role}`, facts: { role, from, assignee: to } });

  test(title('离职转办 › of one among a pool › the others stay, the successor comes in his place'), () => {
    const file = new File();
    file.put(handing('handler', 'officer-1', 'officer-3'));
    expect(file.state.tasks[`${form}/submit/1`]).toMatchObject({ candidates: ['officer-3', 'officer-2'] });
    expect(file.state.tasks[`${form}/submit/1`]?.assignee).toBeUndefined();
    expect(peopleNow(file.state).handlers).toEqual(['officer-3', 'officer-2']);
  });

  test(title('离职转办 › to another of the same pool › it is his alone'), () => {
    const file = submitted({ ...people, reviewers: ['zhang', 'wang'] });
    const handed = handing('reviewer', 'zhang', 'wang');
    expect(file.refuse(handed)).toBeUndefined();
    file.put(handed);
    expect(file.state.tasks[`${form}/review/1`]).toMatchObject({ candidates: ['wang'], assignee: 'wang' });
  });

  test(title('离职转办 › of one of two officers to the other › refused: they would be one'), () => {
    const said = new File().refuse(handing('handler', 'officer-1', 'officer-2'));
    expect(said).toMatchObject({ code: 'twoOfficersRequired', article: 11 });
    expect(new File().refuse(handing('handler', 'officer-1', 'officer-3'))).toBeUndefined();
  });

  test(title('离职转办 › on and back again › the one it went back to holds the part'), () => {
    const file = submitted();
    file.put(handing('reviewer', 'zhang', 'wang'));
    file.put(handing('reviewer', 'wang', 'zhao'));
    expect(peopleNow(file.state).reviewers).toEqual(['zhao']);
    file.put(handing('reviewer', 'zhao', 'zhang'));
    expect(peopleNow(file.state).reviewers).toEqual(['zhang']);
    expect(file.state.tasks[`${form}/review/1`]).toMatchObject({ candidates: ['zhang'], assignee: 'zhang' });
  });

  test(title('离职转办 › to one who has submitted, or is named for another part › refused'), () => {
    const file = submitted();
    expect(file.refuse(handing('reviewer', 'zhang', 'officer-1'))?.code).toBe('assigneeUnsuitable');
    expect(file.refuse(handing('reviewer', 'zhang', 'leader'))?.code).toBe('assigneeUnsuitable');
    expect(file.refuse(handing('reviewer', 'zhang', 'wang'))).toBeUndefined();
  });

  test(title('离职转办 › of a part he does not have › refused'), () => {
    const said = submitted().refuse(handing('approver', 'zhang', 'wang'));
    expect(said).toMatchObject({ code: 'nothingToHandOver', article: 36 });
  });

  test(title('离职转办 › whoever handed a task on, or over › still sees the case'), () => {
    const file = submitted();
    file.put(act({ kind: 'reassigned', step: `${form}/review/1`, facts: { assignee: 'wang' } }));
    file.put(act({ kind: 'reassigned', step: `${form}/review/1`, facts: { assignee: 'zhao' } }));
    expect(file.project().involved).toEqual(
      ['clerk', 'leader', 'officer-1', 'officer-2', 'wang', 'zhang', 'zhao'].sort(),
    );
    expect(file.project().people).toEqual(['zhao']);
  });

  const order = (facts: Facts, reason = '调离本局') =>
    refuseHandover(act({ procedure: 'handover/a', facts: { from: 'zhang', ...facts }, body: { reason } }))
      ?.code;

  test.each<[string, Facts, string | undefined]>([
    ['nobody', { successors: [] }, 'handoverWrong'],
    ['himself', { successors: [{ role: 'reviewer', to: 'zhang' }] }, 'handoverWrong'],
    [
      'two for one role',
      {
        successors: [
          { role: 'reviewer', to: 'li' },
          { role: 'reviewer', to: 'wang' },
        ],
      },
      'handoverWrong',
    ],
    ['one for a role that is none', { successors: [{ role: 'operator', to: 'li' }] }, 'handoverWrong'],
    ['one', { successors: [{ role: 'reviewer', to: 'li' }] }, undefined],
  ])(title('离职转办 › ordered to %s › %#'), (_, facts, code) => {
    expect(order(facts)).toBe(code);
  });

  test(title('离职转办 › without a reason › refused'), () => {
    expect(order({ successors: [{ role: 'reviewer', to: 'li' }] }, ' ')).toBe('opinionRequired');
  });
});
