import { describe, expect, test } from '@jest/globals';
import { ownRole, postFor, postOfRole, posts, roleOfPost, type Post } from '../../src/workflows/law/posts.js';
import { roles, type RoleKey } from '../../src/workflows/law/roles.js';
import { articleTitle } from '../harness/article-title.js';

const everyPost = Object.keys(posts) as Post[];

describe(`${articleTitle(36)} in which role a post acts`, () => {
  test.each(everyPost)('%s › a role of its own, which leads back to the post', (post) => {
    expect(ownRole([{ post, unit: 'a' }], 'b')).toBe(roleOfPost[post]);
    expect(postOfRole(roleOfPost[post])).toBe(post);
    expect(new Set(Object.values(roleOfPost)).size).toBe(everyPost.length);
  });

  test('every role that requires a post › is acted in by that post', () => {
    for (const [role, post] of Object.entries(postFor)) expect(postOfRole(role as RoleKey)).toBe(post);
  });

  test('several posts › the one held in the matter’s unit, then by rank', () => {
    const held = [
      { post: 'unitHead', unit: 'housing' },
      { post: 'clerk', unit: 'construction' },
      { post: 'officer', unit: 'construction' },
    ] as const;
    expect(ownRole(held, 'construction')).toBe('officer');
    expect(ownRole(held, 'housing')).toBe('unitHead');
    expect(ownRole(held, 'legal')).toBe('unitHead');
    expect(ownRole([], 'housing')).toBeUndefined();
  });

  test(`${articleTitle(9)} an officer › is called 行政执法人员`, () => {
    expect(roles[roleOfPost.officer]).toMatchObject({ label: '行政执法人员', kind: 'officer', article: 9 });
  });
});
