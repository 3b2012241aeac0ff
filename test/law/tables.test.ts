import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { articles, articleText, isArticleNumber } from '../../src/workflows/law/articles.js';
import { documentKeys, documentOf, documents } from '../../src/workflows/law/documents.js';
import { limits, type Limit } from '../../src/workflows/law/limits.js';
import { isPeriodKey, periodKeys, periodOf, periods } from '../../src/workflows/law/periods.js';
import { penaltyKeys, penaltyOf } from '../../src/workflows/law/penalties.js';
import { powerKeys, powerOf } from '../../src/workflows/law/powers.js';
import { isRoleKey, roleKeys, roles, type Role } from '../../src/workflows/law/roles.js';
import {
  serviceMethodKeys,
  serviceMethods,
  type ServiceMethod,
} from '../../src/workflows/law/service-methods.js';

const root = join(import.meta.dirname, '../..');
const allText = articles.map(({ number }) => articleText(number)).join('\n');

const sourcedRows = [
  ...periodKeys.map((key) => ({ name: `period ${key}`, row: periodOf(key) })),
  ...documentKeys.map((key) => ({ name: `document ${key}`, row: documentOf(key) })),
  ...serviceMethodKeys.map((key) => ({ name: `method ${key}`, row: serviceMethods[key] })),
  ...Object.entries<Limit>(limits).map(([key, row]) => ({ name: `limit ${key}`, row })),
  ...penaltyKeys.map((key) => ({ name: `penalty ${key}`, row: penaltyOf(key) })),
  ...powerKeys.map((key) => ({ name: `power ${key}`, row: powerOf(key) })),
];

describe('every row that cites a source', () => {
  test('confirmed or not › says which text was read and when, or why it was not', () => {
    for (const { name, row } of sourcedRows) {
      expect([name, row.source.length > 0]).toEqual([name, true]);
      if (row.confirmed === null) expect([name, row.unconfirmedBecause.length > 3]).toEqual([name, true]);
      else {
        expect([name, row.confirmed.on]).toEqual([name, '2026-11-23']);
        expect([name, /第.+条/.test(row.confirmed.in)]).toEqual([name, true]);
      }
    }
  });

  test('from memory, a parameter of the bureau, a statute not read › is never confirmed', () => {
    for (const { name, row } of sourcedRows) {
      const doubtful = /本局参数|待核|待查|凭记忆|行政处罚程序规定|118号/.test(row.source);
      if (doubtful) expect([name, row.confirmed]).toEqual([name, null]);
    }
  });

  test('keys › are English words, labels Chinese', () => {
    const labelled = [
      ...periodKeys.map((key) => [key, periods[key].label] as const),
      ...documentKeys.map((key) => [key, documents[key].title] as const),
      ...roleKeys.map((key) => [key, roles[key].label] as const),
      ...serviceMethodKeys.map((key) => [key, serviceMethods[key].label] as const),
    ];
    for (const [key, label] of labelled) {
      expect(key).toMatch(/^[a-z][A-Za-z]+$/);
      expect(label).toMatch(/^[\p{Script=Han}（）、“”]+$/u);
    }
  });
});

describe('periods', () => {
  test.each(periodKeys)('%s › unit, roll-over, article › agree with one another', (key) => {
    const period = periodOf(key);
    expect(Number.isInteger(period.length) && period.length > 0).toBe(true);
    if (period.unit === 'hour' || period.unit === 'workingDay') expect(period.rollsOver).toBe(false);
    if (period.rollsOver) expect(period.rollReason).toContain('顺延');
    if (period.article !== null) expect(isArticleNumber(period.article)).toBe(true);
    if (period.extends !== undefined) expect(isPeriodKey(period.extends)).toBe(true);
    expect(period.startEvent).toMatch(/^[a-z][A-Za-z]+$/);
    expect(period.runsFrom).toMatch(/\p{Script=Han}/u);
    expect(period.rank === 'bureauParameter').toBe(period.source.startsWith('本局参数'));
  });

  test.each(periodKeys)('%s › reminders › come in order and before the end', (key) => {
    const { unit, length, remindAfterHours = [], remindAfterDays = [] } = periodOf(key);
    const inHours = unit === 'hour' ? length : length * 24;
    const hours = [...remindAfterHours, ...remindAfterDays.map((days) => days * 24)];
    expect(hours).toEqual([...hours].sort((one, other) => one - other));
    for (const hour of hours) expect(hour > 0 && hour < inHours).toBe(true);
  });

  test('periods the regulation gives in numbers › 第九条 24小时, 第三十条 30日 and 24小时 › are the only ones', () => {
    const given = allText.match(/\d+(小时|日)/g);
    expect(given).toEqual(['24小时', '30日', '24小时']);
    const own = periodKeys
      .filter((key) => periodOf(key).rank === 'thisRegulation')
      .map((key) => {
        const { article, length, unit } = periodOf(key);
        return [article, length, unit];
      });
    expect(own).toEqual([
      [9, 24, 'hour'],
      [30, 30, 'calendarDay'],
      [30, 24, 'hour'],
    ]);
  });

  test('行政处罚法第八十五条 › two, three, five and seven days › are working days, the others not', () => {
    for (const key of periodKeys) {
      const { source, length, unit, rank } = periodOf(key);
      if (rank !== 'statute' || !source.startsWith('行政处罚法') || !/day/i.test(unit)) continue;
      expect([key, unit]).toEqual([key, [2, 3, 5, 7].includes(length) ? 'workingDay' : 'calendarDay']);
    }
  });

  test('行政强制法第六十九条 › ten days or less › are working days, more are not', () => {
    for (const key of periodKeys) {
      const { source, length, unit } = periodOf(key);
      if (!source.startsWith('行政强制法') || !/day/i.test(unit)) continue;
      expect([key, unit]).toEqual([key, length <= 10 ? 'workingDay' : 'calendarDay']);
    }
  });

  test('行政复议法第八十八条 › three, five, seven and ten days › are working days, the others not', () => {
    for (const key of periodKeys) {
      const { source, length, unit } = periodOf(key);
      if (!source.startsWith('行政复议法') || !/day/i.test(unit)) continue;
      expect([key, unit]).toEqual([key, [3, 5, 7, 10].includes(length) ? 'workingDay' : 'calendarDay']);
    }
  });

  test('a restraint on the party or the end of a power › never rolls', () => {
    for (const key of periodKeys)
      if (periodOf(key).nature === 'lasts') expect(periodOf(key).rollsOver).toBe(false);
  });
});

describe('documents', () => {
  test.each(documentKeys)('%s › fields, choices and signatures › are whole', (key) => {
    const document = documentOf(key);
    const keys = document.contents.map((field) => field.key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.length).toBeGreaterThan(0);
    for (const field of document.contents) {
      expect(field.key).toMatch(/^[a-z][A-Za-z]+$/);
      expect(field.label).toMatch(/\p{Script=Han}/u);
      expect([field.key, field.choices !== undefined]).toEqual([field.key, field.kind === 'choice']);
      if (field.by !== undefined) expect(isRoleKey(field.by)).toBe(true);
      if (field.choices)
        expect(new Set(field.choices.map((choice) => choice.key)).size).toBe(field.choices.length);
    }
    for (const signature of document.signatures) {
      expect(isRoleKey(signature.by)).toBe(true);
      expect(signature.count).toBeGreaterThan(0);
    }
  });

  test('第九条第二款 程序启动审批表 › its five contents › are required by law, each with the one who gives it', () => {
    const listed = articleText(9).split('应载明')[1] ?? '';
    const five = documents.initiationForm.contents.slice(0, 5);
    expect(listed).toBe('启动原因、当事人基本情况、承办人意见、承办机构意见和行政机关负责人意见。');
    expect(five.map((field) => field.label)).toEqual(listed.replace('。', '').split(/[、和]/));
    expect(five.map((field) => field.required)).toEqual(Array(5).fill('law'));
    expect(five.map((field) => field.by)).toEqual([
      'handler',
      'handler',
      'handler',
      'reviewer',
      'agencyHead',
    ]);
  });

  test('第九条第一款 紧急启动 › what the form asks besides › only in an emergency', () => {
    const emergency = documentOf('initiationForm').contents.filter((field) => field.when === 'emergency');
    expect(emergency.map((field) => [field.key, field.required])).toEqual([
      ['actualStart', 'law'],
      ['urgency', 'law'],
      ['filedAt', 'law'],
    ]);
  });

  test.each([
    [
      16,
      'draftingRecord',
      ['起草人', '起草机构审查人', '决定形成的法律依据', '证据材料', '应考虑的有关因素'],
    ],
    [17, 'legalReviewOpinion', ['法制机构审查人员', '审查意见', '建议']],
    [20, 'leaderApproval', ['负责人签署意见']],
  ] as const)('article %i › what it asks of %s › is on the form and in the text', (number, key, words) => {
    const labels = documentOf(key)
      .contents.filter((field) => field.required === 'law')
      .map((field) => field.label);
    for (const word of words) {
      expect(labels).toContain(word);
      expect(articleText(number)).toContain(word);
    }
  });

  test('第十三条 › the documents it names › are all in the table', () => {
    const titles = documentKeys.map((key) => documentOf(key).title).join(' ');
    const named = [
      '询问笔录',
      '调取证据通知书',
      '证据登记保存清单',
      '现场检查（勘验）笔录',
      '抽查取样通知书',
      '物品清单',
    ];
    for (const word of [...named, '权利告知书', '陈述申辩笔录', '鉴定意见书']) {
      expect(articleText(13)).toContain(word);
      expect(titles).toContain(word);
    }
  });
});

describe('roles', () => {
  test('a role named in an article › stands in that article', () => {
    for (const key of roleKeys) {
      const role: Role = roles[key];
      if (role.article === null || role.source !== '本制度') continue;
      const [word = ''] = role.label.split('、');
      expect([key, articleText(role.article).includes(word)]).toEqual([key, true]);
    }
  });

  test('第三十六条 › 承办人, 审核人, 批准人 › are three roles', () => {
    const three = [roles.handler.label, roles.reviewer.label, roles.approver.label];
    expect(new Set(three).size).toBe(3);
    for (const word of three) expect(articleText(36)).toContain(word);
  });
});

describe('ways of service', () => {
  test('第二十二条 to 第二十六条 › each › has its way, and the electronic one has no article', () => {
    const byArticle = serviceMethodKeys.map((key) => serviceMethods[key].article);
    expect([...new Set(byArticle)].sort()).toEqual([22, 23, 24, 25, 26, null]);
    expect(serviceMethods.electronic.article).toBeNull();
  });

  test.each(serviceMethodKeys)(
    '%s › what must be recorded, when it is served, its proof › are given',
    (key) => {
      const method: ServiceMethod = serviceMethods[key];
      expect(method.mustRecord.length).toBeGreaterThan(0);
      expect(method.proof.length).toBeGreaterThan(0);
      expect(method.servedWhen).not.toBe('');
      for (const period of method.servedAfter) expect(isPeriodKey(period)).toBe(true);
    },
  );

  test('proof of service › its choice of ways › is this table', () => {
    const field = documentOf('proofOfService').contents.find(({ key }) => key === 'method');
    expect(field?.choices).toEqual(
      serviceMethodKeys.map((key) => ({ key, label: serviceMethods[key].label })),
    );
  });

  test('第二十四条 留置 › reason, date, witness, place and recording › are all required', () => {
    const required = serviceMethods.leaving.mustRecord.map((field) => field.key);
    expect(required).toEqual(['refusalReason', 'refusedAt', 'witness', 'leftAt', 'recording']);
  });

  test('第二十六条 公告 › its two periods › are 30 and, without a domicile here, 60 calendar days', () => {
    const [home, abroad] = serviceMethods.publicNotice.servedAfter.map((key) => periodOf(key));
    expect([home?.length, home?.unit]).toEqual([30, 'calendarDay']);
    expect([abroad?.length, abroad?.unit]).toEqual([60, 'calendarDay']);
  });
});

describe('readings', () => {
  const law = join(root, 'src/workflows/law');
  const files = readdirSync(law, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const cited = new Set(
    files.flatMap((file) =>
      [...readFileSync(join(law, file), 'utf8').matchAll(/Readings? (\d{4})/g)].map(([, id]) => id),
    ),
  );
  const decisions = existsSync(join(root, 'docs/decisions')) ? readdirSync(join(root, 'docs/decisions')) : [];

  test('a reading cited in the law tables › is written down', () => {
    expect(cited.size).toBeGreaterThan(5);
    for (const id of cited) {
      expect([id, decisions.some((name) => name.startsWith(`${id ?? ''}-`))]).toEqual([id, true]);
    }
  });
});
