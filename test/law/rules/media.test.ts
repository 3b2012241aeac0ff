import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { articleText } from '../../../src/workflows/law/articles.js';
import {
  demands,
  mediaActKeys,
  matrixWith,
  mediaMatrix,
  type MediaMatrix,
} from '../../../src/workflows/law/media-matrix.js';
import { isRecorded, refuseMatrix, requiredMedia } from '../../../src/workflows/law/rules/media.js';
import { articleTitle } from '../../harness/article-title.js';

const mandatory = mediaActKeys.filter((act) => mediaMatrix[act].mandatory);
const demand = fc.constantFrom(...demands);

describe(`${articleTitle(5)} the matrix of media`, () => {
  test('第十四条, 第二十四条, 第二十六条 › their acts › are the mandatory cells, and no others', () => {
    expect(mandatory.map((act) => [act, mediaMatrix[act].article])).toEqual([
      ['inspection', 14],
      ['sampling', 14],
      ['hearing', 14],
      ['leavingService', 24],
      ['publicNotice', 26],
    ]);
    for (const act of mandatory) expect(articleText(mediaMatrix[act].article)).toContain('音像记录');
  });

  test('the table itself, and one that asks for more › are accepted', () => {
    expect(refuseMatrix(mediaMatrix)).toBeUndefined();
    const stricter: MediaMatrix = {
      ...mediaMatrix,
      questioning: { text: 'required', audioVisual: 'required' },
    };
    expect(refuseMatrix(stricter)).toBeUndefined();
    const freer: MediaMatrix = { ...mediaMatrix, questioning: { text: 'required', audioVisual: 'optional' } };
    expect(refuseMatrix(freer)).toBeUndefined();
  });

  test.each(mandatory)('%s with less than a recording › is refused with its article', (act) => {
    for (const audioVisual of ['optional', 'advised'] as const) {
      const weaker = { ...mediaMatrix, [act]: { text: 'required', audioVisual } };
      expect(refuseMatrix(weaker)).toMatchObject({
        code: 'mediaCellMandatory',
        article: mediaMatrix[act].article,
        params: { cells: mediaMatrix[act].label },
      });
    }
  });

  test('any matrix whatever › never asks for less in a mandatory cell', () => {
    const cell = fc.record({ text: demand, audioVisual: demand });
    const matrices = fc.tuple(...mediaActKeys.map(() => cell)).map((cells) => {
      const entries = mediaActKeys.map((act, index) => [act, cells[index]] as const);
      return Object.fromEntries(entries) as unknown as MediaMatrix;
    });
    fc.assert(
      fc.property(matrices, (matrix) => {
        for (const act of mandatory) expect(requiredMedia(act, matrix).audioVisual).toBe('required');
        const weaker = mandatory.some((act) => matrix[act].audioVisual !== 'required');
        if (weaker) expect(refuseMatrix(matrix)?.code).toBe('mediaCellMandatory');
      }),
    );
  });
});

describe(`${articleTitle(14)} an act without a recording`, () => {
  test.each(['inspection', 'sampling', 'hearing'] as const)(
    '%s › incomplete; with an approved 不适宜 or a recording › complete',
    (act) => {
      expect(isRecorded(act, { recordings: 0, approved: false })).toBe(false);
      expect(isRecorded(act, { recordings: 0, approved: true })).toBe(true);
      expect(isRecorded(act, { recordings: 1, approved: false })).toBe(true);
    },
  );

  test.each(['leavingService', 'publicNotice'] as const)('%s › no reason stands for it', (act) => {
    expect(isRecorded(act, { recordings: 0, approved: true })).toBe(false);
    expect(isRecorded(act, { recordings: 1, approved: false })).toBe(true);
  });

  test('questioning › may go without, until the bureau’s own matrix asks for it', () => {
    const none = { recordings: 0, approved: false };
    expect(isRecorded('questioning', none)).toBe(true);
    expect(isRecorded('questioning', none, matrixWith({ questioning: 'required' }))).toBe(false);
  });
});
