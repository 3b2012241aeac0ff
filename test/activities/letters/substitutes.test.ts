import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { lettersOf } from '../../../src/activities/letters/letters-of.js';
import type { LetterDraft } from '../../../src/models/letter.js';
import { moveSubstitution, substitutionsOn } from '../../../src/models/substitutions.js';
import { substitutionRow } from '../../../src/workflows/law/substitution-rows.js';
import type { ProcedureRow } from '../../../src/workflows/law/procedures.js';
import type { Facts } from '../../../src/workflows/law/record/kinds.js';
import { FILING_CLOCK } from '../../../src/workflows/law/procedure-rows.js';
import { articleTitle } from '../../harness/article-title.js';
import { by, form, HOUR_MS, Scene, START } from './scene.js';
import { PostOffice } from './post-office.js';

const title = (rest: string) => `${articleTitle(36)} ${rest}`;
const office = new PostOffice();
const DAY_MS = 24 * HOUR_MS;

beforeAll(() => office.open());
afterAll(() => office.close());
beforeEach(async () => {
  await office.clear();
  await substitutionsOn(office.connection).deleteMany({});
});

const grant: Facts = {
  edition: 'test',
  unit: 'inspection',
  principal: 'head-1',
  substitute: 'head-2',
  from: START,
  until: START + 7 * DAY_MS,
  roles: ['reviewer'],
  units: 'all',
};

/** The bureau's own matter with a substitution on file, and its letters so far. */
function bureau(facts: Facts = {}) {
  const scene = new Scene('BUREAU-2026', substitutionRow as unknown as ProcedureRow);
  const opening = { kind: 'opening', step: 'opening', actor: by('clerk-1', 'manager') } as const;
  const drafts = scene.put({ ...opening, facts: { ...grant, ...facts } });
  return { scene, drafts };
}

/** It is in force: the entry that deliverers look for. */
async function inForce(facts: Facts = {}): Promise<Scene> {
  const { scene } = bureau(facts);
  const body = { authority: '华住建发〔2026〕12号', authorityDate: '2026-11-24' };
  await moveSubstitution(office.connection, scene.records[0]!, body, scene.state);
  return scene;
}

async function revoked(scene: Scene): Promise<void> {
  scene.put({ kind: 'terminated', step: 'terminated', actor: by('head-1', 'reviewer') });
  await moveSubstitution(office.connection, scene.records[1]!, { opinion: '返岗' }, scene.state);
}

/** A case whose review is asked of head-1 alone. */
function awaitingReview(): Scene {
  const scene = new Scene();
  scene.open();
  scene.put({
    kind: 'decided',
    step: `${form}/submit/1`,
    actor: by('officer-1', 'handler'),
    decision: 'submit',
    opens: [
      {
        step: `${form}/review/1`,
        role: 'reviewer',
        document: 'initiationForm',
        decisions: ['agree', 'return'],
        candidates: ['head-1'],
      },
    ],
  });
  return scene;
}

const lettersIn = (scene: Scene) => {
  const record = scene.records.at(-1)!;
  const before = { ...scene.state, tasks: {} };
  return lettersOf(record, before, scene.state, scene.row);
};

/** As deliverers make it for the substitute. */
const copied = (draft: LetterDraft): LetterDraft => ({
  ...draft,
  _id: `${draft._id}#for#head-2`,
  recipient: 'head-2',
  onBehalfOf: 'head-1',
});

const sent = () =>
  office.inbox.recipients.map((one) => one.replace(/[<>]/g, '').replace('@bureau.example', '')).sort();

describe(title('代理期间的信件'), () => {
  test(title('待办 › its holder is substituted › both hear, and the substitute for whom'), async () => {
    await inForce();
    const scene = awaitingReview();
    await office.box.post(lettersIn(scene));
    await office.deliver(scene);
    await office.deliver(scene);
    expect(sent()).toEqual(['head-1', 'head-2']);
    const copy = office.inbox.mails.find(({ to }) => JSON.stringify(to).includes('head-2'))!;
    expect(copy.subject).toBe('【待办】HY-2026-0001 程序启动审批表 · 审核');
    expect(copy.text).toContain('您正在代理王三：以下事项由您代王三办理。');
    expect(copy.text).toContain('您正在代理王三，故收到此信。');
    expect(
      (await office.letters()).map(({ _id, onBehalfOf }) => [_id.split('#').slice(4).join('#'), onBehalfOf]),
    ).toEqual([
      ['head-1', undefined],
      ['head-1#for#head-2', 'head-1'],
    ]);
  });

  test(title('待办 › the same letter is tried again › the substitute gets one'), async () => {
    await inForce();
    const scene = awaitingReview();
    await office.box.post(lettersIn(scene));
    office.inbox.refusing = { responseCode: 451, message: 'later' };
    await office.deliver(scene);
    office.inbox.refusing = undefined;
    scene.now += HOUR_MS;
    await office.deliver(scene);
    await office.deliver(scene);
    const toSubstitute = office.inbox.mails.filter(({ to }) => JSON.stringify(to).includes('head-2'));
    expect(toSubstitute).toHaveLength(1);
  });

  test.each<[string, Facts, number]>([
    ['for another role', { roles: ['approver'] }, 0],
    ['for other units', { units: ['housing'] }, 0],
    ['not begun', { from: START + DAY_MS }, 0],
    ['over', { until: START + HOUR_MS }, 2 * HOUR_MS],
  ])(title('待办 › the substitution is %s › the holder alone hears'), async (_, facts, later) => {
    await inForce(facts);
    const scene = awaitingReview();
    scene.now += later;
    await office.box.post(lettersIn(scene));
    await office.deliver(scene);
    expect(sent()).toEqual(['head-1']);
  });

  test(title('待办 › revoked before the copy leaves › it is not sent, and says why'), async () => {
    const own = await inForce();
    const scene = awaitingReview();
    await office.box.post(lettersIn(scene).map(copied));
    await revoked(own);
    await office.deliver(scene);
    expect(sent()).toEqual([]);
    expect(await office.letters()).toEqual([expect.objectContaining({ notNeeded: 'substitutionOver' })]);
  });

  test(title('待办 › decided before the copy leaves › it asks for nothing any more'), async () => {
    await inForce();
    const scene = awaitingReview();
    const drafts = lettersIn(scene);
    await office.box.post(drafts.map(copied));
    scene.review();
    await office.deliver(scene);
    expect(await office.letters()).toEqual([expect.objectContaining({ notNeeded: 'taskClosed' })]);
  });

  test(title('提醒、催办、届满 › the holder is substituted › both hear'), async () => {
    await inForce({ principal: 'officer-1', substitute: 'leader-1', roles: ['handler'] });
    const scene = new Scene();
    scene.open();
    scene.now += 25 * HOUR_MS;
    const facts = { clock: FILING_CLOCK };
    await office.box.post(scene.put({ kind: 'periodPassed', step: `${FILING_CLOCK}/passed`, facts }));
    await office.deliver(scene);
    await office.deliver(scene);
    expect(sent()).toContain('leader-1');
    const copy = office.inbox.mails.find(({ to }) => JSON.stringify(to).includes('leader-1'))!;
    expect(copy.text).toContain('您正在代理张一：');
  });
});

describe(title('代理的办理和终止'), () => {
  test(title('代理 › granted › both hear, each in his own words, no name in the subject'), async () => {
    const { scene, drafts } = bureau();
    await office.box.post(drafts);
    await office.deliver(scene);
    expect(sent()).toEqual(['head-1', 'head-2']);
    const to = (id: string) => office.inbox.mails.find((mail) => JSON.stringify(mail.to).includes(id))!;
    expect(to('head-1').subject).toBe('【代理】代理已办理，请查看期限和范围');
    expect(to('head-1').text).toContain('您的职责（审核人）由赵四代理');
    expect(to('head-2').text).toContain('您代理王三的职责（审核人）');
    expect(to('head-2').text).toContain('第三十六条');
    expect(to('head-2').text).not.toMatch(/BUREAU|undefined|null/);
  });

  test(title('代理 › revoked, then concluded › both hear once, by whom'), () => {
    const { scene } = bureau();
    const ended = scene.put({ kind: 'terminated', step: 'terminated', actor: by('head-1', 'reviewer') });
    expect(ended.map(({ template, recipient }) => `${template} ${recipient}`)).toEqual([
      'substitutionEnded head-1',
      'substitutionEnded head-2',
    ]);
    expect(scene.put({ kind: 'concluded', step: 'concluded', facts: { outcome: 'revoked' } })).toEqual([]);
  });

  test(title('代理 › its time is over › both hear'), async () => {
    const { scene } = bureau();
    const drafts = scene.put({ kind: 'concluded', step: 'concluded', facts: { outcome: 'expired' } });
    await office.box.post(drafts);
    await office.deliver(scene);
    expect(sent()).toEqual(['head-1', 'head-2']);
    expect(office.inbox.mails[0]!.text).toContain('代理期限已满，代理终止。');
  });
});

describe(title('离职转办的信件'), () => {
  test(title('离职转办 › a task and a pool › the successor is asked for both, nobody else again'), () => {
    const scene = new Scene();
    scene.open();
    const handed = scene.put({
      kind: 'handedOver',
      step: 'handover/handler',
      actor: by('clerk-1', 'manager'),
      facts: { role: 'handler', from: 'officer-1', assignee: 'officer-3' },
    });
    expect(handed.map(({ template, recipient, step }) => `${template} ${recipient} ${step}`)).toEqual([
      'assigned officer-3 initiation-form/submit/1',
    ]);
  });
});
