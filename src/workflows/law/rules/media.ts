import { demands, mediaActKeys, mediaMatrix, type MediaActKey, type MediaMatrix } from '../media-matrix.js';
import { refusal, type Refusal } from '../../refusals.js';

/** What is asked for an act: of the bureau's matrix, and never less than a mandatory cell has (第五条). */
export function requiredMedia(act: MediaActKey, matrix: MediaMatrix = mediaMatrix): MediaMatrix[MediaActKey] {
  const own = mediaMatrix[act];
  return own.mandatory ? { text: own.text, audioVisual: own.audioVisual } : matrix[act];
}

/**
 * A matrix of the bureau's own may ask for more than the table, and for less where the regulation leaves it
 * free; not in the cells of 第十四条, 第二十四条 and 第二十六条. Text is always asked for (第三条). Pure; undefined for yes.
 */
export function refuseMatrix(matrix: MediaMatrix): Refusal | undefined {
  const rank = (demand: (typeof demands)[number]) => demands.indexOf(demand);
  const weakened = mediaActKeys.filter((act) => {
    const { text, audioVisual, mandatory } = mediaMatrix[act];
    const lessText = rank(matrix[act].text) < rank(text);
    return lessText || (mandatory && rank(matrix[act].audioVisual) < rank(audioVisual));
  });
  const [first] = weakened;
  if (first === undefined) return undefined;
  const cells = weakened.map((act) => mediaMatrix[act].label).join('、');
  return refusal('mediaCellMandatory', { cells }, mediaMatrix[first].article);
}

/** What an act says of its recording. `approved`: an approved 不适宜音像记录 covers it. */
export interface Recorded {
  readonly recordings: number;
  readonly approved: boolean;
}

/**
 * 应同时进行音像记录，不适宜音像记录的除外 — 第十四条. Is a record of this act complete? Where the article knows no
 * exception, no reason stands for the recording. Pure.
 */
export function isRecorded(
  act: MediaActKey,
  { recordings, approved }: Recorded,
  matrix: MediaMatrix = mediaMatrix,
): boolean {
  if (requiredMedia(act, matrix).audioVisual !== 'required') return true;
  return recordings > 0 || (mediaMatrix[act].exception && approved);
}

/** 照相、录音、录像 — 第三条第三款: files of these kinds. */
export const isRecordingFile = ({ mediaType }: { readonly mediaType: string }): boolean =>
  /^(video|audio|image)\//.test(mediaType);
