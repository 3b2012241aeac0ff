import { describe, expect, test } from '@jest/globals';
import { differencesOf, storyOf, type RecordEntry, type Story } from '../../dev/demo-story.js';
import { articleTitle } from '../harness/article-title.js';

const NOW = Date.UTC(2026, 10, 24, 8);
const HOUR = 3_600_000;
const title = (rest: string) => `${articleTitle(9)} 演示 › ${rest}`;

type Row = Partial<RecordEntry> & { by: string; role?: string };

function recordOf(rows: readonly Row[]): RecordEntry[] {
  return rows.map(({ by, role = 'system', ...fields }, index) => ({
    seq: index + 1,
    procedure: 'case-initiation',
    procedureTitle: '',
    kind: 'decided',
    kindLabel: '',
    stepLabel: '',
    actor: { id: by, name: by, role, roleLabel: '' },
    recordedAt: NOW,
    decision: null,
    decisionLabel: null,
    opinion: null,
    note: null,
    late: [],
    ...fields,
  }));
}

/** The record that a story leaves, the case's own procedure told in between as it happens. */
function record(story: Story): RecordEntry[] {
  const steps = story.steps.map((step): Row =>
    step.kind === 'lapse'
      ? { by: 'system', kind: 'periodPassed' }
      : {
          by: step.person,
          role: step.role,
          decision: step.decision,
          opinion: step.opinion,
          late:
            step.lateByMs === undefined ? [] : [{ clock: 'emergency-filing', byMs: step.lateByMs + 4_000 }],
        },
  );
  return recordOf([
    { by: story.starter, kind: 'opening', role: 'manager' },
    { by: 'system', kind: 'opening', procedure: 'enforcement-case' },
    ...steps,
    { by: 'system', kind: 'observed', procedure: 'enforcement-case' },
    { by: 'system', kind: 'concluded' },
  ]);
}

const renumbered = (entries: RecordEntry[]): RecordEntry[] =>
  entries.map((entry, index) => ({ ...entry, seq: index + 1 }));

describe(title('两个故事'), () => {
  test(title('usual › began two hours ago, inside the 24 hours › returned once, then approved'), () => {
    const story = storyOf(false, NOW);
    expect(NOW - story.start.emergency.startedAt).toBeLessThan(24 * HOUR);
    const decisions = story.steps.map((step) => (step.kind === 'lapse' ? 'lapse' : step.decision));
    expect(decisions).toEqual(['submit', 'return', 'submit', 'agree', 'agree']);
  });

  test(
    title('late › its 24 hours were over before anybody filed › a reason is given, the filing is late'),
    () => {
      const story = storyOf(true, NOW);
      expect(NOW - story.start.emergency.startedAt).toBeGreaterThan(24 * HOUR);
      expect(story.start.emergency.lateEntryReason).toBeTruthy();
      expect(story.steps[0]?.kind).toBe('lapse');
    },
  );
});

describe.each([
  ['usual', false],
  ['late', true],
] as const)(title('%s › 记录与所述'), (name, late) => {
  const story = storyOf(late, NOW);
  const whole = record(story);

  test(title(`${name} › the record is what the story says › no difference`), () => {
    expect(differencesOf(story, whole)).toEqual([]);
  });

  test.each(whole.map((_, index) => index))(title(`${name} › record %d is missing › told`), (index) => {
    const without = renumbered(whole.filter((_, at) => at !== index));
    expect(differencesOf(story, without)).not.toEqual([]);
  });

  test(title(`${name} › a record that was not told, or one twice › told`), () => {
    const twice = renumbered([...whole, whole[2]!]);
    expect(differencesOf(story, twice).join()).toContain('没有讲到');
  });

  test(title(`${name} › a number is left out › told`), () => {
    const gap = whole.map((entry) => (entry.seq > 3 ? { ...entry, seq: entry.seq + 1 } : entry));
    expect(differencesOf(story, gap)).not.toEqual([]);
  });

  test(title(`${name} › another's opinion, another person, another role › each is told`), () => {
    const at = whole.findIndex(({ decision }) => decision === 'agree');
    const changes: Partial<RecordEntry>[] = [
      { opinion: '他人的意见' },
      { actor: { ...whole[at]!.actor, id: 'head-2' } },
      { actor: { ...whole[at]!.actor, role: 'approver' } },
    ];
    for (const change of changes) {
      const other = whole.map((entry, index) => (index === at ? { ...entry, ...change } : entry));
      expect(differencesOf(story, other)).toHaveLength(1);
    }
  });

  test(title(`${name} › late where the story is in time, and the other way round › told`), () => {
    const at = whole.findIndex(({ decision }) => decision === 'submit');
    const turned = late ? [] : [{ clock: 'emergency-filing', byMs: HOUR }];
    const other = whole.map((entry, index) => (index === at ? { ...entry, late: turned } : entry));
    expect(differencesOf(story, other)).toHaveLength(1);
  });
});
