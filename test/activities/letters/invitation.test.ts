import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { invitationsOn } from '../../../src/models/invitation.js';
import { linksOn } from '../../../src/models/link.js';
import type { ProcedureRow } from '../../../src/workflows/law/procedures.js';
import { APPLIED, registerChangeRow } from '../../../src/workflows/law/register/row.js';
import { articleTitle } from '../../harness/article-title.js';
import { by, Scene } from './scene.js';
import { PostOffice } from './post-office.js';

const office = new PostOffice();
const title = (rest: string) => `${articleTitle(33)} 设置密码的邮件 › ${rest}`;
const invited = (...people: string[]) => ({ written: 1, superseded: [], conflicting: [], invited: people });

beforeAll(() => office.open());
afterAll(() => office.close());
beforeEach(() => office.clear());

/** A change of the register that is carried out, and its letters on their way. */
async function carriedOut(...people: string[]): Promise<Scene> {
  const scene = new Scene('BUREAU-2026', registerChangeRow as unknown as ProcedureRow);
  scene.put({ kind: 'opening', step: 'opening', actor: by('legal-1', 'administrator') });
  await office.box.post(scene.put({ kind: 'carriedOut', step: APPLIED, facts: invited(...people) }));
  return scene;
}

test(title('sent › a link of its own kind, once, and nothing about a case'), async () => {
  const scene = await carriedOut('officer-1');
  await office.deliver(scene);
  const [mail] = office.inbox.mails;
  expect(mail?.subject).toBe('【账号】请设置行政执法记录系统的登录密码');
  const text = mail?.text ?? '';
  for (const said of ['张一：', '登录名：officer-1', '仅能使用一次，72 小时内有效', '第三十三条'])
    expect(text).toContain(said);
  for (const unsaid of ['案号', 'BUREAU', '打开后须登录']) expect(text).not.toContain(unsaid);
  const token = /\/password#([\w-]{43})/.exec(text)?.[1] ?? '';
  expect(await office.invitations.find(token, scene.now)).toMatchObject({ person: 'officer-1' });
  expect(await linksOn(office.connection).countDocuments({})).toBe(0);
});

test(title('sent again because the mail server hung up › the same link'), async () => {
  const scene = await carriedOut('officer-1');
  office.inbox.refusing = { responseCode: 451, message: 'try again' };
  await office.deliver(scene);
  expect(office.inbox.mails).toEqual([]);
  office.inbox.refusing = undefined;
  scene.now += 60_000;
  await office.deliver(scene);
  expect(await invitationsOn(office.connection).countDocuments({ person: 'officer-1', usedAt: null })).toBe(
    1,
  );
});

test(title('somebody who was 停用 meanwhile › no letter'), async () => {
  const scene = await carriedOut('officer-2');
  scene.people.set('officer-2', {
    id: 'officer-2',
    name: '李二',
    active: false,
    email: 'officer-2@bureau.example',
  });
  await office.deliver(scene);
  expect([office.inbox.mails, (await office.letters()).map(({ notNeeded }) => notNeeded)]).toEqual([
    [],
    ['recipientInactive'],
  ]);
});

test(title('in the list of one’s own letters › not shown: whoever reads that has signed in'), async () => {
  await carriedOut('officer-1');
  expect((await office.box.ofPerson('officer-1', undefined, 20)).letters).toEqual([]);
});
