import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decide, openOffice, startCase, submit, taskOf, type Desks, type Office } from './desk.js';
import type { Visitor } from './service.js';

let office: Office;
let worked: Desks;
beforeAll(async () => {
  office = await openOffice();
  worked = office.desks;
});
afterAll(() => office.close());

const documentAt = (visitor: Visitor, number: string, seq: number | string) =>
  visitor.get(`/api/cases/${number}/records/${String(seq)}/document`).buffer(true);

async function approved(): Promise<string> {
  const number = await startCase(worked);
  expect((await submit(number, worked.officer)).status).toBe(200);
  expect((await decide(worked.head, taskOf(number, 'review'), 'agree')).status).toBe(200);
  expect((await decide(worked.leader, taskOf(number, 'approve'), 'agree')).status).toBe(200);
  return number;
}

describe('第九条 程序启动审批表 as a file', () => {
  let number: string;
  beforeAll(async () => {
    number = await approved();
  });

  test('asked for by one who may not see the case, or by nobody › 404 and 401', async () => {
    for (const visitor of [worked.other, worked.operator])
      expect(await documentAt(visitor, number, 1)).toMatchObject({ status: 404, body: { code: 'notFound' } });
    const nobody = await office.service.anonymous().get(`/api/cases/${number}/records/1/document`);
    expect(nobody.status).toBe(401);
  });

  test('a record that is not there, has no document, or is no number › 404 and 400', async () => {
    for (const seq of [99, 9_999_999])
      expect(await documentAt(worked.head, number, seq)).toMatchObject({ status: 404 });
    expect((await documentAt(worked.head, number, 'x')).status).toBe(400);
  });

  test('asked for twice, by two who may see it, by any of its records › the same PDF, as a download', async () => {
    const answers = [
      await documentAt(worked.head, number, 1),
      await documentAt(worked.officer, number, 2),
      await documentAt(worked.head, number, 1),
    ];
    const [first] = answers;
    expect(first?.status).toBe(200);
    expect(first?.get('content-type')).toBe('application/pdf');
    expect(first?.get('content-disposition')).toContain(`${number}-2-`);
    expect(first?.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect((first?.body as Buffer).subarray(0, 8).toString()).toBe('%PDF-1.7');
    for (const answer of answers) expect((answer.body as Buffer).equals(first?.body as Buffer)).toBe(true);
  });

  test('before it has been reviewed and approved › 422, naming the two opinions', async () => {
    const fresh = await startCase(worked);
    expect((await submit(fresh, worked.officer)).status).toBe(200);
    const answer = await documentAt(worked.head, fresh, 1);
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'contentsRequired', params: { missing: '承办机构意见、行政机关负责人意见' } },
    });
  });
});
