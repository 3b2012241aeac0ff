import { LETTER_TEMPLATES, type LetterTemplateKey } from '../../models/letter.js';
import { formatMoment, timeLeft } from '../../workflows/law/moments.js';
import type { LetterFacts } from './facts.js';

/** Text that people wrote, on one line: it can forge neither a header nor a line of the letter. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();

/** 11月25日14:05: for subjects, which phones cut off. The year is left out only when it is the reader's own. */
export function shortMoment(at: number, now: number): string {
  const moment = formatMoment(at).replace(' ', '');
  const year = /^\d+年/.exec(moment)?.[0] ?? '';
  return formatMoment(now).startsWith(year) ? moment.slice(year.length) : moment;
}

/** What is asked of whoever reads only after the period has passed. */
const PASSED = '已超过期限，请立即办理';

/** 请于11月25日14:05前办理; once that has passed, that it has. */
export function until({ clock, now }: LetterFacts): string {
  if (!clock) return '';
  return now > clock.at ? PASSED : `请于${shortMoment(clock.at, now)}前办理`;
}

/** The sentence for a letter whose period has passed already; none while it runs. */
export const passed = ({ clock, now }: LetterFacts): string[] =>
  clock && now > clock.at ? [`${PASSED}。`] : [];

/** Where else the reader gets to what the letter asks, or only tells. */
export const IN_TASKS = '在“我的任务”中办理';
export const IN_CASES = '在“案件”中查看';

/** 期限 for the table of facts, with the time left and the provisional mark. */
export function term({ clock, now }: LetterFacts): string | undefined {
  if (!clock) return undefined;
  const mark = clock.provisional ? '【暂定】' : '';
  return `${mark}${clock.label}：${formatMoment(clock.at)}（北京时间），${timeLeft(clock.at - now)}`;
}

/** Why a date is provisional, for the reader. */
export const PROVISIONAL = '期限为暂定：所涉年度的节假日安排尚未公布，公布后将重新计算并另行告知。';

/** 李明（审核人）于11月25日14:05 */
export const byWhomAndWhen = ({ record }: LetterFacts): string =>
  `${record.by}${record.role ? `（${record.role}）` : ''}于${formatMoment(record.at)}`;

/**
 * 【待办】HY-2026-0001 程序启动审批表 · 审核 · 请于…前办理. No name, title or opinion: subjects are shown on locked screens.
 */
export const subjectOf = (
  key: LetterTemplateKey,
  { caseNumber, matter }: LetterFacts,
  rest: string,
): string => `【${LETTER_TEMPLATES[key]}】${caseNumber} ${[matter, rest].filter(Boolean).join(' · ')}`;

/** Why the reader is asked. */
export const whyAsked = ({ role }: LetterFacts): string =>
  role ? `您是本环节的${role}，故收到此信。` : '本环节由您办理，故收到此信。';
