import { describe, expect, test } from '@jest/globals';
import {
  allowed,
  allowedUpTo,
  policy,
  rules,
  visibleTo,
  type Action,
  type Matter,
  type Subject,
} from '../../src/api/policies.js';
import { posts, type Post } from '../../src/workflows/law/posts.js';

const holder = (post: Post, unit: string, id = 'x'): Subject => ({ id, posts: [{ post, unit }] });
const theirs: Matter = { unit: 'construction', involved: ['other'] };
const own: Matter = { ...theirs, involved: ['x'] };
const everyPost = Object.keys(posts) as Post[];
const actions = [...new Set(rules.map((rule) => rule.may))] as Action[];

describe('deny by default', () => {
  test.each(actions)('%s › somebody without a post › refused', (action) => {
    const nobody: Subject = { id: 'x', posts: [] };
    expect(
      allowed(nobody, action, { unit: 'construction', involved: ['x'], holders: ['x'], author: 'x' }),
    ).toBe(false);
  });

  test.each(['operator', 'administrator'] as const)('%s › another unit’s matter › nothing of it', (post) => {
    for (const action of ['seeCase', 'startCase', 'urge', 'remark', 'correct', 'reassign'] as const)
      expect(allowed(holder(post, 'construction'), action, theirs)).toBe(false);
  });
});

describe('who sees a case', () => {
  /** post | own unit, not involved | another unit, not involved | another unit, involved */
  const table: [Post, boolean, boolean, boolean][] = [
    ['officer', false, false, true],
    ['unitHead', true, false, true],
    ['agencyHead', true, true, true],
    ['principal', true, true, true],
    ['legalOfficer', true, true, true],
    ['clerk', true, false, true],
    ['archivist', true, true, true],
    ['operator', false, false, true],
    ['administrator', false, false, true],
  ];

  test('every post is in the table', () => {
    expect(table.map(([post]) => post)).toEqual(everyPost);
  });

  test.each(table)('%s', (post, ownUnit, otherUnit, involved) => {
    expect(allowed(holder(post, 'construction'), 'seeCase', theirs)).toBe(ownUnit);
    expect(allowed(holder(post, 'housing'), 'seeCase', theirs)).toBe(otherUnit);
    expect(allowed(holder(post, 'housing'), 'seeCase', own)).toBe(involved);
  });

  test('an archivist › not personal data and trade secrets', () => {
    expect(allowedUpTo(holder('archivist', 'archives'), 'seeCase', theirs)).toBe(1);
    expect(allowedUpTo(holder('agencyHead', 'bureau'), 'seeCase', theirs)).toBe(3);
  });

  test.each(everyPost)('%s › the list shows exactly what may be read', (post) => {
    const subject = holder(post, 'housing');
    const visible = visibleTo(subject);
    const shows = (matter: Matter) =>
      visible.all ||
      visible.units.includes(matter.unit ?? '') ||
      (matter.involved ?? []).includes(visible.person);
    for (const unit of ['construction', 'housing'])
      for (const involved of [['x'], ['other']])
        expect(shows({ unit, involved })).toBe(allowed(subject, 'seeCase', { unit, involved }));
  });
});

describe('who acts', () => {
  test('starting › for one’s own unit only', () => {
    expect(allowed(holder('clerk', 'construction'), 'startCase', { unit: 'construction' })).toBe(true);
    expect(allowed(holder('clerk', 'construction'), 'startCase', { unit: 'housing' })).toBe(false);
    expect(allowed(holder('legalOfficer', 'legal'), 'startCase', { unit: 'legal' })).toBe(false);
  });

  test('handing over › the holder, the unit’s head and clerk, the bureau’s head', () => {
    const matter: Matter = { unit: 'construction', involved: [], holders: ['x'] };
    expect(allowed(holder('officer', 'construction'), 'reassign', matter)).toBe(true);
    expect(allowed(holder('officer', 'construction', 'y'), 'reassign', matter)).toBe(false);
    expect(allowed(holder('unitHead', 'housing', 'y'), 'reassign', matter)).toBe(false);
    expect(allowed(holder('agencyHead', 'bureau', 'y'), 'reassign', matter)).toBe(true);
  });

  test.each(everyPost)(
    'correcting › %s › the author, and of an opening the unit’s head; nobody else',
    (post) => {
      const opening: Matter = { ...own, author: 'other', opening: true };
      expect(allowed(holder(post, 'construction'), 'correct', { ...own, author: 'x' })).toBe(true);
      expect(allowed(holder(post, 'construction'), 'correct', { ...own, author: 'other' })).toBe(false);
      expect(allowed(holder(post, 'construction'), 'correct', opening)).toBe(post === 'unitHead');
      expect(allowed(holder(post, 'housing'), 'correct', opening)).toBe(false);
    },
  );

  test('payloads in the Temporal Web UI › operators and administrators only', () => {
    expect(everyPost.filter((post) => allowed(holder(post, 'bureau'), 'readPayloads'))).toEqual([
      'operator',
      'administrator',
    ]);
  });
});

test('the edition of the rules › changes when a rule does, and stands in every record', () => {
  expect(policy).toEqual({ id: 'api-policies', version: expect.stringMatching(/^[0-9a-f]{16}$/) as unknown });
});
