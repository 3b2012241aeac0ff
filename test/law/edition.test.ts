import { describe, expect, test } from '@jest/globals';
import { articleLabel } from '../../src/workflows/law/articles.js';
import { edition } from '../../src/workflows/law/edition.js';
import { readOn } from '../../src/workflows/law/periods/period.js';

describe(`${articleLabel(1)} 根据有关法律法规规定`, () => {
  test(`${articleLabel(1)} › the edition a procedure stores › has an id and the hash of one text`, () => {
    expect(edition.id).toMatch(/^\d{4}-\d{2}-\d{2}(-\d+)?$/);
    expect(edition.textSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(edition.sourcesReadOn).toBe(readOn);
  });

  test(`${articleLabel(37)} › no date of issue in the text › no first day is claimed, and the edition says why`, () => {
    expect(edition.effectiveFrom).toBeNull();
    expect(edition.effectiveFromUnknownBecause).not.toBe('');
  });

  test('edition › no lawyer has signed it › it says so', () => {
    expect(edition.signedByLegalOffice).toBeNull();
  });
});
