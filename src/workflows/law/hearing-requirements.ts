import {
  announcementOn,
  chairIn,
  challengesPending,
  hearingAt,
  isToldInTime,
  recorderIn,
  stoodDownOn,
} from './hearing-course.js';
import { limits } from './limits.js';
import { epochDayOf } from './moments.js';
import { periods } from './periods.js';
import { formOf, textsOf, textOf, type Facts, type RecordHeader } from './record/kinds.js';
import { recusedOn } from './record/recusal.js';
import { instancesOf, onOwnRecord, type Requirement, type WholeMatter } from './record/requirements.js';
import { partOwner, peopleNow } from './record/successors.js';
import { refuseChair } from './rules/hearing.js';

// — the chair —

/** Officers named on a record as having acted on site. */
const officersIn = ({ facts }: RecordHeader): string[] => {
  const { officers } = facts;
  if (!Array.isArray(officers)) return [];
  return officers.map((one) => (typeof one === 'string' ? one : textOf(one as Facts, 'id')));
};

/** 本案调查人员: whoever is 承办人 of the case now, has acted as one, or took evidence as an officer. */
export function investigatorsOf(matter: WholeMatter): string[] {
  const named = Object.values(matter).flatMap((state) => (state.opening ? peopleNow(state).handlers : []));
  const acted = Object.values(matter)
    .flatMap((state) => Object.values(state.steps))
    .flatMap((record) => [
      ...(record.actor.role === 'handler' ? [record.actor.id, partOwner(record)] : []),
      ...officersIn(record),
    ]);
  return [...new Set([...named, ...acted])].filter((id) => id !== '');
}

/** Who stood down as a chair at a hearing of the case, or was recused from the case. */
function withdrawnFrom(matter: WholeMatter): string[] {
  const outline = Object.values(matter).flatMap((state) => Object.values(state.steps));
  return [
    ...instancesOf(matter, 'hearing').flatMap(stoodDownOn),
    ...recusedOn(outline).map(({ person }) => person),
  ];
}

/** 听证由行政机关指定的非本案调查人员主持 — 行政处罚法第六十四条（四）. */
export const appointmentRequirements: readonly Requirement[] = [
  {
    missing: '指定一名听证主持人，且不是本案调查人员',
    article: 13,
    statute: '行政处罚法第六十四条',
    met: (matter, act) => {
      const chairs = textsOf(act.facts, 'chair');
      const chair = chairIn(act);
      const one = chairs.length <= 1 && chair !== '';
      return one && refuseChair({ id: chair, name: chair }, investigatorsOf(matter)) === undefined;
    },
  },
  {
    missing: '主持人、记录人未曾回避（同意回避的主持人，不再主持本案的听证或者任其记录人）',
    article: 13,
    statute: '行政处罚法第四十三条、第六十四条',
    met: (matter, act) => {
      const apart = withdrawnFrom(matter);
      return !apart.includes(chairIn(act)) && !apart.includes(recorderIn(act));
    },
  },
  {
    missing: '主持人以外的负责人，可以决定对主持人的回避申请',
    article: 13,
    statute: '行政处罚法第四十三条、第六十四条',
    met: (matter, act) => {
      const state = matter[act.procedure];
      return state === undefined || peopleNow(state).approvers.some((id) => id !== chairIn(act));
    },
  },
  {
    missing: '主持人与记录人不是同一人',
    article: 13,
    met: (_, act) => recorderIn(act) !== chairIn(act),
  },
];

// — time and place —

/**
 * Seven working days are seven days at the least: an earlier day is refused at once. Whether they have passed
 * is judged on service, when it is known. A form without a time is refused for that.
 */
export const sevenDaysAhead: Requirement = {
  missing: '听证时间在七个工作日之后（自通知书送达次日起算）',
  article: 13,
  statute: '行政处罚法第六十四条',
  met: (_, act) => {
    const at = hearingAt(act);
    if (at === undefined) return true;
    return epochDayOf(at) - epochDayOf(act.receivedAt) > periods.hearingNotice.length;
  },
};

/** Told in time, and the hour has come. */
export const sessionRequirements: readonly Requirement[] = [
  onOwnRecord(
    {
      missing: '听证通知书在举行听证的七个工作日前送达（期限为暂算的，待放假安排公布）',
      article: 13,
      statute: '行政处罚法第六十四条',
    },
    (state) => {
      const announcement = announcementOn(state);
      return announcement !== undefined && isToldInTime(state, announcement);
    },
  ),
  onOwnRecord({ missing: '通知的听证时间已到', article: 13 }, (state, { receivedAt }) => {
    const announcement = announcementOn(state);
    return announcement !== undefined && receivedAt >= (hearingAt(announcement) ?? Infinity);
  }),
];

// — the record —

/** What a 听证笔录 needs — 行政处罚法第六十四条（五）、（八）; 第十三条, 第十四条. */
export const recordRequirements: readonly Requirement[] = [
  ...sessionRequirements,
  onOwnRecord(
    { missing: '对听证主持人的回避申请均已决定', article: 13, statute: '行政处罚法第六十四条' },
    (state) => challengesPending(state).length === 0,
  ),
  onOwnRecord(
    { missing: '当事人的代理人不超过二人', article: 13, statute: '行政处罚法第六十四条' },
    (_, act) => {
      const { agents } = formOf(act);
      return !Array.isArray(agents) || agents.length <= limits.hearingAgents.value;
    },
  ),
];
