import { limits } from './limits.js';
import { endOfEpochDay, epochDayOfDate, shanghaiDay } from './moments.js';
import { periods } from './periods.js';
import type { ProcedureRow } from './procedures.js';
import { ENTRUSTMENT, entrustmentOf, type EntrustmentFacts } from './record/entrustment.js';
import { textOf, type Act, type ClockStart } from './record/kinds.js';
import type { State } from './record/fold.js';
import type { RoleKey } from './roles.js';
import { refusal, type Refusal } from '../refusals.js';

/** Key of the clock of the term's last days, by which people are reminded of its end. */
export const TERM_CLOCK = 'entrustment-term';

/** Who enters a 委托书, says where it was published, and revokes it (law.md §7: 系统管理人员、法制机构). */
const KEEPERS: readonly RoleKey[] = ['administrator', 'legalOffice', 'agencyHead'];

/** The last instant of its last day, epoch ms. */
export const endOfTerm = ({ until }: Pick<EntrustmentFacts, 'until'>): number =>
  endOfEpochDay(epochDayOfDate(until));

/** The clock ends with the term; what lies before the entry reminds nobody. */
const termClock = ({ until }: EntrustmentFacts): ClockStart => ({
  key: TERM_CLOCK,
  period: 'entrustmentTerm',
  from: endOfEpochDay(epochDayOfDate(until) - periods.entrustmentTerm.length),
});

/** 委托书应当……向社会公布 — 行政处罚法第二十条: once, with its day and its address. */
function refusePublication(state: State, { facts, receivedAt }: Act): Refusal | undefined {
  const wrong = (why: string) => refusal('momentWrong', { what: '委托书的公布', why }, 2);
  if (entrustmentOf(state)?.publishedOn) return wrong('已登记公布情况，有误的请更正或者重新登记委托书');
  if (!isLink(textOf(facts, 'link'))) return wrong('公布网址须以 http:// 或者 https:// 开头');
  return textOf(facts, 'publishedOn') > shanghaiDay(receivedAt) ? wrong('公布日期晚于今日') : undefined;
}

/** An address that people can open. */
export const isLink = (text: string): boolean => /^https?:\/\/\S+$/.test(text);

/** What its entry must be beside its powers and its term: judged with them in `append`. Pure. */
export function missingFromEntry(facts: EntrustmentFacts, act: Act): string[] {
  const { from, until, publishedOn, link } = facts;
  const today = shanghaiDay(act.receivedAt);
  const years = limits.longestEntrustment.value;
  const latest = `${String(Number(from.slice(0, 4)) + years)}${from.slice(4)}`;
  return [
    act.attachments.length === 0 ? '委托书扫描件' : '',
    until < today ? '尚未届满的委托期限' : '',
    until >= latest ? `不超过 ${String(years)} 年的委托期限` : '',
    (publishedOn === null) !== (link === null) ? '公布日期和网址（须一并填写）' : '',
    link !== null && !isLink(link) ? '以 http:// 或者 https:// 开头的公布网址' : '',
    publishedOn !== null && publishedOn > today ? '不晚于今日的公布日期' : '',
  ].filter(Boolean);
}

/** 委托书: from its entry until its term is over or it is revoked (第二条). */
export const entrustmentRow: ProcedureRow<EntrustmentFacts> = {
  key: ENTRUSTMENT,
  workflowType: 'entrustment',
  title: '行政执法委托',
  article: 2,
  phase: null,
  openedBy: ['administrator', 'legalOfficer', 'agencyHead'],
  opensMatter: false,
  many: true,
  beforeApproval: 'allowed',
  steps: {},
  records: { entrustmentPublication: { article: 2, by: KEEPERS, refuse: refusePublication } },
  outcomes: { expired: '委托期限届满', revoked: '委托已撤销' },
  begins: (facts) => ({ opens: [], starts: [termClock(facts)] }),
  revocable: true,
  gate: () => undefined,
};
