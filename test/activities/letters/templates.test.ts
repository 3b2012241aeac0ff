import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ParsedMail } from 'mailparser';
import { templates } from '../../../src/activities/letters/compose.js';
import { LETTER_TEMPLATES, type LetterDraft, type LetterTemplateKey } from '../../../src/models/letter.js';
import { articleText } from '../../../src/workflows/law/articles.js';
import { periods } from '../../../src/workflows/law/periods.js';
import { articleLabel } from '../../../src/workflows/law/articles.js';
import { caseInitiationRow, FILING_CLOCK } from '../../../src/workflows/law/procedure-rows.js';
import { approve, by, filingClock, form, HOUR_MS, Scene, submit } from './scene.js';
import { PostOffice } from './post-office.js';

const office = new PostOffice();
const people = ['张一', '李二', '王三', '赵四', '钱五', '孙六'];
const facts = { clock: FILING_CLOCK };
const label = periods.emergencyFiling.label;

beforeAll(() => office.open());
afterAll(() => office.close());
beforeEach(() => office.clear());

/** What happens, and the letter that one reader gets of it: its subject, and what its text says. */
type Story = { happens: (scene: Scene) => LetterDraft[]; reader: string; subject: string; says: string[] };

/** Letters of the bureau’s own matter, which have tests of their own. */
const ofBureau = [
  'substitutionGranted',
  'substitutionEnded',
  'invitation',
] as const satisfies readonly LetterTemplateKey[];

const stories: Record<Exclude<LetterTemplateKey, (typeof ofBureau)[number]>, Story> = {
  assigned: {
    happens: (scene) => scene.open(),
    reader: 'officer-1',
    subject: '【待办】HY-2026-0001 程序启动审批表 · 填报 · 请于11月25日14:05前办理',
    says: [
      '张一：',
      '填写程序启动审批表，报本机关负责人批准。',
      `${label}：2026年11月25日 14:05（北京时间），还有 1 天`,
    ],
  },
  reminder: {
    happens: (scene) => {
      scene.open();
      scene.now += 23 * HOUR_MS;
      return scene.put({ kind: 'reminded', step: `${FILING_CLOCK}/reminded/3`, facts });
    },
    reader: 'officer-2',
    subject: '【提醒】HY-2026-0001 程序启动审批表 · 填报 · 请于11月25日14:05前办理',
    says: [`${label}还有 1 小时。`],
  },
  urged: {
    happens: (scene) => {
      scene.open();
      scene.submit();
      return scene.put({ kind: 'urged', step: `${form}/review/1`, actor: by('officer-1', 'handler') });
    },
    reader: 'head-2',
    subject: '【催办】HY-2026-0001 程序启动审批表 · 审核',
    says: ['张一（承办人）于2026年11月24日 14:05催办本事项', '请审核，提出明确意见并说明理由。'],
  },
  returned: {
    happens: (scene) => {
      scene.open();
      scene.submit();
      return scene.review('return');
    },
    reader: 'officer-1',
    subject: '【退回】HY-2026-0001 程序启动审批表 · 填报',
    says: ['王三（审核人）于2026年11月24日 14:05退回了您提交的材料。'],
  },
  withdrawn: {
    happens: (scene) => {
      scene.open();
      scene.submit();
      return scene.put({
        kind: 'withdrawn',
        step: `${form}/review/1`,
        actor: by('officer-1', 'handler'),
        decision: 'withdraw',
        opens: [submit(2, ['officer-1'])],
      });
    },
    reader: 'head-1',
    subject: '【撤回】HY-2026-0001 程序启动审批表 · 审核 · 暂不需您办理',
    says: ['张一（承办人）于2026年11月24日 14:05撤回了前一环节的办理'],
  },
  periodPassed: {
    happens: (scene) => {
      scene.open();
      scene.now += 24 * HOUR_MS + 1;
      return scene.put({ kind: 'periodPassed', step: `${FILING_CLOCK}/passed`, facts });
    },
    reader: 'legal-1',
    subject: `【逾期】HY-2026-0001 程序启动审批表 · 填报 · ${label}期限已于11月25日14:05届满`,
    says: ['期限届满不产生批准、不批准或者终止的效果，仍须办理'],
  },
  lapseCorrected: {
    happens: (scene) => {
      scene.open();
      scene.now += 24 * HOUR_MS + 1;
      scene.put({ kind: 'periodPassed', step: `${FILING_CLOCK}/passed`, facts });
      const receivedAt = scene.now - 2;
      const decision = 'submit' as const;
      scene.put({
        kind: 'decided',
        step: `${form}/submit/1`,
        actor: by('officer-1', 'handler'),
        decision,
        receivedAt,
      });
      return scene.put({ kind: 'lapseCorrected', step: `${FILING_CLOCK}/corrected`, facts });
    },
    reader: 'head-2',
    subject: `【更正】HY-2026-0001 程序启动 · ${label}未逾期`,
    says: [`${label}已于2026年11月25日 14:04收到，在期限之内，未逾期。`, '此前的届满记录与本更正一并保留。'],
  },
  decided: {
    happens: (scene) => {
      scene.open();
      scene.submit();
      scene.review();
      const told = { kind: 'decided', step: approve().step, actor: by('leader-1', 'approver') } as const;
      return scene.put({ ...told, decision: 'refuse', effect: 'startRefused' });
    },
    reader: 'officer-2',
    subject: '【结果】HY-2026-0001 程序启动审批表 · 批准 · 不同意',
    says: ['钱五（批准人）于2026年11月24日 14:05作出决定：不同意。'],
  },
  deadlineMoved: {
    happens: (scene) => {
      scene.open();
      const clock = { ...filingClock, key: 'case-decision', period: 'caseDecision' } as const;
      const moments = [
        Date.UTC(2027, 1, 9, 15, 59, 59, 999),
        Date.UTC(2027, 1, 14, 15, 59, 59, 999),
      ] as const;
      const [from, to] = moments;
      scene.put({ kind: 'asked', step: 'asked', clocks: [{ ...clock, at: from, lastDay: '2027-02-09' }] });
      const lapse = scene.put({
        kind: 'periodPassed',
        step: 'clock/case-decision/passed',
        facts: { clock: clock.key },
      });
      return scene.put({
        kind: 'clockMoved',
        step: 'clock/case-decision/moved/BUREAU-2026/calendar-import/2027/1',
        clocks: [{ ...clock, at: to, lastDay: '2027-02-14' }],
        facts: {
          ...{ clock: clock.key, from, to, fromLastDay: '2027-02-09', toLastDay: '2027-02-14' },
          ...{ year: 2027, notice: '国办发明电〔2026〕99号', lifts: lapse[0]?.seq ?? 0 },
        },
      });
    },
    reader: 'legal-1',
    subject: `【期限变动】HY-2026-0001 程序启动审批表 · 填报 · ${periods.caseDecision.label}改至2027年2月14日`,
    says: [
      `${periods.caseDecision.label}的届满日由2027年2月9日改为2027年2月14日。`,
      '2027 年放假通知（国办发明电〔2026〕99号）已导入',
      '此前的届满记录因此不再成立，原记录保留。',
    ],
  },
};

/** The one letter the reader gets, as his mail program has it. */
async function mailOf(
  scene: Scene,
  { happens, reader }: Pick<Story, 'happens' | 'reader'>,
): Promise<ParsedMail> {
  await office.box.post(happens(scene).filter((draft) => draft.recipient === reader));
  await office.deliver(scene);
  expect(office.inbox.mails).toHaveLength(1);
  return office.inbox.mails[0]!;
}

describe(`${articleLabel(caseInitiationRow.article)} 信件文字`, () => {
  test('every letter a record can give rise to › has its file and its story', () => {
    expect(Object.keys(templates).sort()).toEqual(Object.keys(LETTER_TEMPLATES).sort());
    expect([...Object.keys(stories), ...ofBureau].sort()).toEqual(Object.keys(LETTER_TEMPLATES).sort());
  });

  test.each(Object.entries(stories))(
    '%s › matter, article, what is asked, until when, one link',
    async (key, story) => {
      const scene = new Scene();
      const mail = await mailOf(scene, story);
      const text = mail.text!;
      const html = String(mail.html);
      expect(mail.subject).toBe(story.subject);
      for (const name of [...people, scene.title]) expect(mail.subject).not.toContain(name);
      for (const words of story.says) expect(text).toContain(words);
      for (const words of ['HY-2026-0001', scene.title, '华阴市住房和城乡建设局', '为何收到此信']) {
        expect(text).toContain(words);
        expect(html).toContain(words);
      }
      expect(text).toContain(`第九条\n${articleText(9)}`);
      for (const line of articleText(9).split('\n')) expect(html).toContain(line);
      const links = [...new Set([...text.matchAll(/https?:\/\/\S+/g)].map(([url]) => url))];
      expect(links).toEqual([expect.stringMatching(/^http:\/\/10\.1\.2\.3:3000\/t#[A-Za-z0-9_-]{43}$/)]);
      expect([...html.matchAll(/href="([^"]+)"/g)].map(([, url]) => url)).toEqual(links);
      expect(html).not.toMatch(/undefined|\{\{|TO COME/);
      expect(text).not.toMatch(/undefined|null/);
      expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
      expect(JSON.stringify(mail.to)).toContain(`${story.reader}@bureau.example`);
      expect(key in templates).toBe(true);
    },
  );

  test('a reminder of the procedure’s own clock › asks for nothing single, and says why the officer gets it', async () => {
    const scene = new Scene();
    const mail = await mailOf(scene, {
      reader: 'officer-2',
      happens: () => {
        scene.open();
        scene.submit();
        const clock = { ...filingClock, key: 'case-decision', period: 'caseDecision' } as const;
        scene.put({ kind: 'asked', step: 'asked', clocks: [clock] });
        const step = 'clock/case-decision/reminded/1';
        return scene.put({ kind: 'reminded', step, facts: { clock: clock.key } });
      },
    });
    expect(mail.subject).toBe('【提醒】HY-2026-0001 程序启动 · 请于11月25日14:05前办理');
    expect(mail.text).toContain('您是本案的承办人，故收到此信。');
    expect(mail.text).not.toMatch(/^。$/m);
  });

  test('a task whose period has passed already › says so instead of a date to keep', async () => {
    const scene = new Scene();
    scene.now += 30 * HOUR_MS;
    const mail = await mailOf(scene, { reader: 'officer-1', happens: () => scene.open() });
    expect(mail.subject).toBe('【待办】HY-2026-0001 程序启动审批表 · 填报 · 已超过期限，请立即办理');
    expect(mail.text).toContain('已超过期限，请立即办理。');
    for (const body of [mail.text!, String(mail.html)]) expect(body).not.toContain('请于');
  });

  test('at the last moment of the period › it has not passed', async () => {
    const scene = new Scene();
    scene.now = filingClock.at;
    const mail = await mailOf(scene, { reader: 'officer-1', happens: () => scene.open() });
    expect(mail.subject).toContain('请于11月25日14:05前办理');
  });

  test.each(Object.entries(stories))(
    '%s › sends to 我的任务 only whom it asks something',
    async (key, story) => {
      const mail = await mailOf(new Scene(), story);
      const asks = ['assigned', 'reminder', 'urged', 'returned'].includes(key);
      expect(mail.text!.includes('在“我的任务”中办理')).toBe(asks);
      expect(mail.text!.includes('在“案件”中查看')).toBe(!asks);
    },
  );

  test('a date in a year without a published calendar › is marked and explained', async () => {
    const scene = new Scene();
    const mail = await mailOf(scene, {
      reader: 'officer-1',
      happens: () => {
        const drafts = scene.open();
        scene.state.clocks[FILING_CLOCK]!.provisional = true;
        return drafts;
      },
    });
    for (const body of [mail.text!, String(mail.html)]) {
      expect(body).toContain('【暂定】');
      expect(body).toContain('期限为暂定');
    }
  });

  test('a date in another year › says the year in the subject', async () => {
    const scene = new Scene();
    const mail = await mailOf(scene, {
      reader: 'officer-1',
      happens: () => {
        const drafts = scene.open();
        scene.state.clocks[FILING_CLOCK]!.at += 60 * 24 * HOUR_MS;
        return drafts;
      },
    });
    expect(mail.subject).toContain('请于2027年1月24日14:05前办理');
  });

  test('a lapse that was made good late before the letter went › the letter says both', async () => {
    const scene = new Scene();
    const mail = await mailOf(scene, {
      reader: 'legal-1',
      happens: () => {
        const drafts = stories.periodPassed.happens(scene);
        scene.now += HOUR_MS;
        scene.submit();
        return drafts;
      },
    });
    expect(mail.text).toContain('已于2026年11月25日 15:05逾期办理，逾期情况已记录。');
  });

  test('line breaks and markup in a title and a name › no header, line or element of their own', async () => {
    const scene = new Scene();
    scene.title = '某案\r\nBcc: thief@example.com\r\n\r\n<script>alert(1)</script>\u2028请访问 {{= it.why }}';
    scene.people.get('officer-1')!.name = '张\r\nBcc: thief@example.com';
    const mail = await mailOf(scene, { reader: 'officer-1', happens: () => scene.open() });
    expect(mail.bcc).toBeUndefined();
    expect(office.inbox.raw[0]).not.toMatch(/^bcc:/im);
    expect(mail.text).toContain(
      '案件：某案 Bcc: thief@example.com <script>alert(1)</script> 请访问 {{= it.why }}\n',
    );
    expect(String(mail.html)).not.toContain('<script>');
    expect(String(mail.html)).toContain('&lt;script&gt;alert(1)&lt;/script&gt; 请访问 {{= it.why }}');
  });

  test('a line break in an address › the letter fails and goes to nobody else', async () => {
    const scene = new Scene();
    scene.people.get('officer-1')!.email = 'officer-1@bureau.example\r\nRCPT TO:<thief@example.com>';
    await office.box.post(scene.open().filter(({ recipient }) => recipient === 'officer-1'));
    expect(await office.deliver(scene)).toMatchObject({ sent: 0, failing: 1 });
    expect(office.inbox.recipients).toEqual([]);
  });
});
