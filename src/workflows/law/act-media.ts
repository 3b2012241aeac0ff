import { courseRequirements } from './case-course.js';
import { documents, isDocumentKey, type DocumentKey } from './documents.js';
import type { Field } from './documents/document.js';
import { unsuitableStep as hearingUnsuitableStep } from './hearing-course.js';
import { matrixWith, mediaMatrix, type Demand, type MatterMatrix, type MediaActKey } from './media-matrix.js';
import type { ProcedureRow } from './procedures.js';
import { unsuitableStep } from './recusal-rows.js';
import { held, recordedOn, type State } from './record/fold.js';
import { textOf, textsOf, type Act, type Facts } from './record/kinds.js';
import type { Requirement, WholeMatter } from './record/requirements.js';
import { gapIn, type RecordingGap } from './record/recording-gap.js';
import { isRecorded, isRecordingFile, requiredMedia } from './rules/media.js';
import { stepRowOf } from './step-label.js';

/**
 * The one way by which procedures ask the media matrix (第五条): a row says which act of the matrix its opening,
 * its record or its step tells of, and what is asked of the recording follows from that here.
 */
type Rowed = Pick<ProcedureRow, 'media' | 'opening' | 'records' | 'steps'>;

/** The act of the matrix that an act tells of; undefined for everything else. */
export function mediaOf(
  row: Rowed,
  act: Pick<Act, 'kind' | 'step' | 'facts' | 'decision'>,
): MediaActKey | undefined {
  if (act.kind === 'opening') return row.media;
  if (act.kind === 'recorded') {
    const document = textOf(act.facts, 'document');
    return isDocumentKey(document) ? row.records?.[document]?.media : undefined;
  }
  return act.kind === 'decided' && act.decision === 'submit' ? stepRowOf(row, act.step)?.media : undefined;
}

/** By which matrix a matter is recorded, from the facts of an opening on it. */
const matrixIn = (facts: Facts): MatterMatrix | undefined =>
  facts['mediaMatrix'] as unknown as MatterMatrix | undefined;

/** What is asked of sound and picture of an act, in a matter opened with these facts. Pure. */
export const demandOn = (opened: Facts, media: MediaActKey): Demand =>
  requiredMedia(media, matrixWith(matrixIn(opened)?.audioVisual ?? {})).audioVisual;

/** The facts of the procedure's own opening, which may be what is being done. */
const openedWith = (state: Pick<State, 'opening'>, act: Pick<Act, 'facts'>): Facts =>
  state.opening?.facts ?? act.facts;

// — what an act says of its recording —

const RECORDINGS = 'recordingIds';
const MADE = 'recordingMade';

/** Of a document that names its recordings by number an attached file is the paper, not the recording. */
const namesRecordings = (document: DocumentKey | null | undefined): boolean => {
  const contents: readonly Field[] = document ? documents[document].contents : [];
  const takesFiles = contents.some(({ key, kind }) => key === 'recording' && kind === 'attachments');
  return contents.some(({ key }) => key === RECORDINGS) && !takesFiles;
};

function documentOf(row: Rowed, act: Pick<Act, 'kind' | 'step' | 'facts'>): DocumentKey | null | undefined {
  if (act.kind === 'opening') return row.opening;
  const document = textOf(act.facts, 'document');
  return act.kind === 'recorded' && isDocumentKey(document) ? document : stepRowOf(row, act.step)?.document;
}

const isExcused = ({ facts }: Pick<Act, 'facts'>): boolean => textOf(facts, MADE) === 'unsuitable';

/** How many recordings an act names or brings. */
function recordingsIn(row: Rowed, act: Pick<Act, 'kind' | 'step' | 'facts' | 'attachments'>): number {
  if (isExcused(act)) return 0;
  const named = textsOf(act.facts, RECORDINGS).length;
  return namesRecordings(documentOf(row, act))
    ? named
    : named + act.attachments.filter(isRecordingFile).length;
}

// — what must be so —

/**
 * A recording is named by its number or by its procedure: `2`, `recording-custody/2`. What a third party
 * recorded is evidence, and no recording of the bureau's act (第四条).
 */
const namedOnFile: Requirement = {
  missing: '所列音像记录已经登记入卷，且为本局登记的设备录制',
  article: 14,
  met: (matter, { facts }) =>
    textsOf(facts, RECORDINGS).every((id) => {
      const opening = (matter[id] ?? matter[`recording-custody/${id}`])?.opening;
      return opening !== undefined && textOf(opening.facts, 'source') !== 'thirdParty';
    }),
};

/** Steps by which the `count`th reason not to record of a procedure may have been decided. */
const verdictSteps = (count: number): string[] => [unsuitableStep(count), hearingUnsuitableStep(count)];

/** Approved reasons not to record an act that no record of the matter rests on yet: one for one act. */
function reasonsLeft(media: MediaActKey, matter: WholeMatter): number {
  const states = Object.values(matter);
  const approved = states.flatMap((state) =>
    recordedOn(state, 'unsuitableForRecording').filter(
      ({ facts }, index) =>
        facts['act'] === media &&
        verdictSteps(index + 1).some((step) => held(state.steps, step)?.decision === 'agree'),
    ),
  );
  const used = states
    .flatMap(({ steps }) => Object.values(steps))
    .filter(({ facts }) => {
      const gap = gapIn(facts);
      return gap?.act === media && gap.is === 'unsuitable';
    });
  return approved.length - used.length;
}

const recordedOrExcused = (row: Rowed, media: MediaActKey, opened: Facts): Requirement => {
  const { label, exception, article } = mediaMatrix[media];
  const excused = exception ? '，或者不适宜音像记录已经批准' : '';
  return {
    missing: `${label}同时进行音像记录并写明编号或者附上音像文件${excused}`,
    article: article,
    met: (matter, act) =>
      isRecorded(
        media,
        {
          recordings: recordingsIn(row, act),
          approved: isExcused(act) && reasonsLeft(media, matter) > 0,
        },
        matrixWith(matrixIn(opened)?.audioVisual ?? {}),
      ),
  };
};

/** What the matrix asks to be on file before an act; nothing where it leaves the recording free. Pure. */
export function mediaRequirements(
  row: Rowed,
  state: Pick<State, 'opening'>,
  act: Act,
): readonly Requirement[] {
  const named = textsOf(act.facts, RECORDINGS).length > 0 ? [namedOnFile] : [];
  const media = mediaOf(row, act);
  const opened = openedWith(state, act);
  if (media === undefined || demandOn(opened, media) !== 'required') return named;
  return [recordedOrExcused(row, media, opened), ...named];
}

/** What a row asks to be on file before this act, with what the case’s course and the matrix add. Pure. */
export function requirementsOf(
  row: ProcedureRow,
  state: Pick<State, 'opening'>,
  act: Act,
): readonly Requirement[] {
  const asked = [
    ...courseRequirements(row, act),
    ...ownRequirements(row, act),
    ...mediaRequirements(row, state, act),
  ];
  return [...new Set(asked)];
}

/** Of an opening, a document, a submission or an agreement. */
function ownRequirements(row: ProcedureRow, act: Act): readonly Requirement[] {
  if (act.kind === 'opening') return row.requires ?? [];
  if (act.kind === 'recorded') {
    const document = textOf(act.facts, 'document');
    return (isDocumentKey(document) ? row.records?.[document]?.requires : undefined) ?? [];
  }
  const goesOn = act.kind === 'decided' && (act.decision === 'submit' || act.decision === 'agree');
  return (goesOn ? stepRowOf(row, act.step)?.requires : undefined) ?? [];
}

// — what is put on the record of it —

/**
 * The fact that an act of the matrix went without its recording: because a reason stands for it, or although
 * the matrix advises one. Nothing of what was recorded, or is free. Pure.
 */
export function mediaFact(row: Rowed, state: Pick<State, 'opening'>, act: Act): Facts {
  const media = mediaOf(row, act);
  const demand = media && demandOn(openedWith(state, act), media);
  if (media === undefined || demand === 'optional') return {};
  if (!isExcused(act) && recordingsIn(row, act) > 0) return {};
  return { recording: { act: media, is: isExcused(act) ? 'unsuitable' : 'absent' } satisfies RecordingGap };
}

// — for people —

/** What the form of an act says of its recording before it is sent; null where nothing is asked. */
export function noticeOf(media: MediaActKey | undefined, opened: Facts): string | null {
  if (media === undefined) return null;
  const { label, exception } = mediaMatrix[media];
  const demand = demandOn(opened, media);
  if (demand === 'optional') return null;
  if (demand === 'advised') return `${label}：建议同时进行音像记录；没有音像记录的，可以提交，记录中注明。`;
  const otherwise = exception ? '；不适宜的，须先填报《不适宜音像记录审批表》并经批准' : '';
  return `${label}：应当同时进行音像记录${otherwise}。没有的，不能提交。`;
}

/** What a record says of a recording that it goes without, in words; nothing where there is one. */
export function gapInWords(facts: Facts): string[] {
  const gap = gapIn(facts);
  if (!gap) return [];
  const { label } = mediaMatrix[gap.act];
  return gap.is === 'unsuitable'
    ? [`${label}不适宜音像记录，理由已经批准。`]
    : [`${label}没有音像记录（建议同时进行音像记录），已在记录中注明。`];
}
