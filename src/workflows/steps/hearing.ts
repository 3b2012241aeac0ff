import {
  announcementClock,
  announcementsOn,
  appointmentTask,
  challengeTask,
  chairIn,
  hearingAt,
  noticeTask,
  postponementTask,
  recordTask,
  reportTask,
  standDownAfter,
  unsuitableStep,
  type HearingFacts,
} from '../law/hearing-course.js';
import { textOf, type RecordHeader, type Task } from '../law/record/kinds.js';
import type { CaseFile, Conclusion } from './case-file.js';
import { notify } from './notify.js';

type HearingFile = CaseFile<HearingFacts>;
type Finds = Readonly<Record<string, () => RecordHeader | undefined>>;
type Found = { which: string; record: RecordHeader };

/**
 * Asks for something that may become pointless before it is done: then the task is taken off the list. What
 * came first on the record decides.
 */
async function askUnless(file: HearingFile, task: Task, finds: Finds): Promise<Found> {
  const failed = new Promise<never>((_, reject) => void file.ask(task).catch(reject));
  const all: Finds = { done: () => file.on(task.step), ...finds };
  const found = await Promise.race([file.earliest(all), failed]);
  if (found.which !== 'done') await file.takeBack(task.step);
  return found;
}

/** What ends a hearing at whatever point it has reached: the party gives it up, or the chair ends it. */
const endings = (file: HearingFile): Finds => ({
  waived: () => file.recorded('hearingWaiver')[0],
  ended: () => file.recorded('hearingNoShow')[0],
});

/** The course of the hearing under one chair after another, until it is held or given up. */
export async function course(file: HearingFile): Promise<Conclusion> {
  for (let count = 1; ; count += 1) {
    const appointed = await askUnless(file, appointmentTask(count, file.people.approvers), endings(file));
    const end = appointed.which === 'done' ? await underChair(file, appointed.record, count) : appointed;
    if (end.which !== 'replaced') return conclusionOf(file, end);
  }
}

async function underChair(file: HearingFile, appointed: RecordHeader, count: number): Promise<Found> {
  const chair = file.successorOf('hearingChair', chairIn(appointed));
  const finds = { replaced: () => standDownAfter(file.asRecorded, appointed), ...endings(file) };
  let found = await askUnless(file, noticeTask(count, chair), finds);
  while (found.which === 'done') found = await session(file, found.record, chair, finds);
  return found;
}

/** One announced time: `done` with the next announcement when it is moved, else `held` with the record. */
async function session(
  file: HearingFile,
  announced: RecordHeader,
  chair: string,
  finds: Finds,
): Promise<Found> {
  const count = announcementsOn(file.asRecorded).findIndex(({ seq }) => seq === announced.seq) + 1;
  const key = announcementClock(announced);
  const moved = () => file.recorded('hearingPostponement').find(({ seq }) => seq > announced.seq);
  const failed = new Promise<never>((_, reject) => void announce(file, announced).catch(reject));
  const told = () => file.on(`clock/${key}/started`);
  const first = await Promise.race([file.earliest({ told, moved, ...finds }), failed]);
  if (first.which !== 'told') return asMoved(first);

  const tooShort = (hearingAt(announced) ?? 0) <= (file.clock(key)?.at ?? 0);
  const task = tooShort ? postponementTask(count, chair) : recordTask(count, chair);
  const next = await askUnless(file, task, { moved, ...finds });
  return next.which === 'done' && !tooShort ? { ...next, which: 'held' } : asMoved(next);
}

const asMoved = (found: Found): Found => (found.which === 'moved' ? { ...found, which: 'done' } : found);

/** Serves an announcement on the party and reckons the seven working days from its service. */
async function announce(file: HearingFile, announced: RecordHeader): Promise<void> {
  const moves = announced.kind === 'recorded' || announced.step.startsWith('hearing-postponement');
  const document = moves ? 'hearingPostponement' : 'hearingNotice';
  const servedOn = await notify(file, { document, record: announced.seq, party: file.facts.party });
  const key = announcementClock(announced);
  await file.startClock({ key, period: 'hearingNotice', from: servedOn });
  // Nobody can miss it: it says from when a hearing may be held.
  await file.meetClock(key, `${key}/told`, servedOn);
}

async function conclusionOf(file: HearingFile, { which, record }: Found): Promise<Conclusion> {
  const { notice, party } = file.facts;
  const about = { notice, party, record: record.seq };
  if (which === 'held') {
    await file.ask(reportTask(record.onBehalfOf?.id ?? record.actor.id));
    return { outcome: 'held', ...about };
  }
  const withdrawn = which === 'waived' || textOf(record.facts, 'ground') === 'withdrawn';
  return { outcome: withdrawn ? 'withdrawn' : 'absent', ...about };
}

/** Has every challenge of the chair decided by the 负责人. */
export const challengesDecided = (file: HearingFile): Promise<never> =>
  file.each('hearingChallenge', async (challenge, count) => {
    await file.ask(challengeTask(count, file.people.approvers, challenge));
  });

/** Has every application not to record the hearing decided by 承办机构负责人. */
export const unsuitableDecided = (file: HearingFile): Promise<never> =>
  file.each('unsuitableForRecording', async (_, count) => {
    await file.ask({
      step: unsuitableStep(count),
      role: 'reviewer',
      document: null,
      decisions: ['agree', 'refuse'],
      candidates: [...file.people.reviewers],
    });
  });
