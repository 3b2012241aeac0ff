import { describe, expect, test } from '@jest/globals';
import { fullStory } from '../../dev/demo-full-acts.js';
import {
  differencesOf,
  recordOf,
  type Act,
  type Chain,
  type Entry,
  type SoFar,
} from '../../dev/demo-full-story.js';
import { documents, type DocumentKey } from '../../src/workflows/law/documents.js';
import { rows } from '../../src/workflows/law/procedure-rows.js';
import { stepRowOf } from '../../src/workflows/law/step-label.js';
import { articleTitle } from '../harness/article-title.js';

const NOW = Date.UTC(2026, 10, 24, 8);
const title = (rest: string) => `${articleTitle(3)} 演示 › ${rest}`;
const numbers = { complaint: 'HYC-2026-0001', case: 'HY-2026-0001' };
const chains: readonly Chain[] = ['complaint', 'case'];
const kinds = {
  matters: 'opening',
  cases: 'opening',
  procedures: 'opening',
  records: 'recorded',
  tasks: 'decided',
};

const entry = (act: Act, index: number): Entry => ({
  seq: index + 1,
  procedure: act.procedure,
  procedureTitle: '',
  kind: kinds[act.door],
  kindLabel: '',
  step: act.step ?? '',
  stepLabel: '',
  actor: { id: act.person, name: act.person, role: 'handler', roleLabel: '' },
  recordedAt: NOW,
  decision: act.decision ?? null,
  decisionLabel: null,
  opinion: act.opinion === '' ? null : act.opinion,
  note: null,
  late: [],
  form: [],
});

const numberOf = (acts: readonly Act[], name: string) =>
  acts.filter((act) => act.chain === 'case' && !act.refused).findIndex((act) => act.name === name) + 1;
const filled = (acts: readonly Act[], text: string) =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(numberOf(acts, name)));

/** The record that a story leaves of its people. */
function record({ acts }: ReturnType<typeof fullStory>): SoFar {
  const left = (chain: Chain) =>
    acts
      .filter((act) => act.chain === chain && !act.refused)
      .map((act) => ({ ...act, procedure: filled(acts, act.procedure), step: filled(acts, act.step ?? '') }))
      .map(entry);
  return { numbers, entries: { complaint: left('complaint'), case: left('case') } };
}

const rowOf = ({ procedure }: Act) => rows.find(({ key }) => key === procedure.split('/')[0]);
const documentOf = (act: Act): DocumentKey | null | undefined => {
  const row = rowOf(act);
  if (act.door === 'records') return act.document as DocumentKey;
  return act.door === 'tasks' ? row && stepRowOf(row, act.step ?? '')?.document : row?.opening;
};

describe.each([
  ['withdrawn', false],
  ['held', true],
] as const)(title('%s'), (name, held) => {
  const story = fullStory(held, NOW);
  const soFar = record(story);
  const ends = Object.fromEntries(
    Object.entries(story.ends.case).map(([key, end]) => [filled(story.acts, key), end]),
  );
  const differences = (found: SoFar = soFar, endings = ends, isWhole = true) =>
    differencesOf(story, 'case', found, endings, isWhole);
  const withCase = (entries: readonly Entry[]): SoFar => ({
    numbers,
    entries: { ...soFar.entries, case: entries },
  });

  test(title(`${name} › every form › asks for nothing its document does not have`), () => {
    const unknown = story.acts.flatMap((act) => {
      const document = documentOf({ ...act, step: filled(story.acts, act.step ?? '') });
      const keys = document ? documents[document].contents.map(({ key }): string => key) : [];
      return Object.keys(act.form ?? {}).filter((key) => !keys.includes(key));
    });
    expect(unknown).toEqual([]);
  });

  test(title(`${name} › the record is what the story says › no difference`), () => {
    expect(differences()).toEqual([]);
    expect(differencesOf(story, 'complaint', soFar, story.ends.complaint, true)).toEqual([]);
  });

  test.each(chains)(title(`${name} › a record of the %s is missing › told`), (chain) => {
    const entries = soFar.entries[chain].filter((_, index) => index !== 1);
    const renumbered = entries.map((one, index) => ({ ...one, seq: index + 1 }));
    const found = { numbers, entries: { ...soFar.entries, [chain]: renumbered } };
    expect(differencesOf(story, chain, found, story.ends[chain], false)).not.toEqual([]);
  });

  test(title(`${name} › something that was not told is on file › told`), () => {
    const more = { ...soFar.entries.case[3]!, seq: soFar.entries.case.length + 1 };
    expect(differences(withCase([...soFar.entries.case, more])).join()).toContain('没有讲到');
  });

  test(title(`${name} › another person, another opinion, late › each is told`), () => {
    const changes: Partial<Entry>[] = [
      { actor: { id: 'officer-3', name: '', role: 'handler', roleLabel: '' } },
      { opinion: '他人的意见' },
      { late: [{ clock: 'defence/1', byMs: 1 }] },
    ];
    for (const change of changes) {
      const changed = soFar.entries.case.map((one, index) => (index === 5 ? { ...one, ...change } : one));
      expect(differences(withCase(changed))).toHaveLength(1);
    }
  });

  test(title(`${name} › a procedure ended otherwise, or was not told › told`), () => {
    expect(differences(soFar, { ...ends, decision: 'noPenalty' })).toHaveLength(1);
    expect(differences(soFar, { ...ends, seizure: null })).toHaveLength(1);
  });

  test(title(`${name} › played up to a term › what is still to come is no difference, a gap is one`), () => {
    const begun = soFar.entries.case.slice(0, 20);
    expect(differences(withCase(begun), {}, false)).toEqual([]);
    expect(differences(withCase(begun.map((one) => ({ ...one, seq: one.seq + 1 }))), {}, false)).not.toEqual(
      [],
    );
  });

  test(title(`${name} › a shortcut is refused › it leaves no record`), () => {
    const refused = story.acts.filter((act) => act.refused);
    expect(refused.length).toBeGreaterThan(4);
    expect(refused.map((act) => recordOf(story.acts, soFar, act))).toEqual(refused.map(() => undefined));
  });
});

test(title('公告期限届满 › the service on the second party has ended as served'), () => {
  expect(fullStory(false, NOW, false).ends.case['service/decision-2']).toBeNull();
  expect(fullStory(false, NOW, true).ends.case['service/decision-2']).toBe('served');
});

test(title('听证的时间 › seven whole working days after its notice, on a working day'), () => {
  const hearingAt = fullStory(true, NOW).acts.find(({ name }) => name === 'hearingNotice')?.form?.[
    'hearingAt'
  ];
  // 2026-11-24 is a Tuesday; the seventh working day after it is Thursday, 3 December.
  expect(hearingAt).toBe(Date.UTC(2026, 11, 4, 2));
});
