import type { Letter, NotNeeded } from '../../models/letter.js';
import { articleLabel, articleText, isArticleNumber } from '../../workflows/law/articles.js';
import { endInWords, type MoveFacts } from '../../workflows/law/calendar-import.js';
import { instanceTitle } from '../../workflows/law/named-in-words.js';
import { periods } from '../../workflows/law/periods.js';
import { titleWithArticle, type ProcedureRow } from '../../workflows/law/procedures.js';
import { partWords, readStep } from '../../workflows/law/record/approval-tasks.js';
import {
  DECISIONS,
  KINDS,
  procedureId,
  procedureName,
  type RecordHeader,
} from '../../workflows/law/record/kinds.js';
import { stepRowOf } from '../../workflows/law/step-label.js';
import { roles } from '../../workflows/law/roles.js';
import { factOf } from './letters-of.js';
import { notNeeded } from './standing.js';
import type { Addressee, LetterParts, ProcedureView } from './reads.js';
import { substitutionWords, type SubstitutionWords } from './substitution-facts.js';
import { actsStill } from './to-substitutes.js';
import { oneLine } from './words.js';

/** What a letter says. Everything people wrote is on one line. Times in epoch ms. */
export type LetterFacts = {
  bureau: string;
  /** When the letter is written; the time left is counted from here. */
  now: number;
  recipient: string;
  /** His id, by which he signs in. */
  account: string;
  caseNumber: string;
  caseTitle: string;
  /** 程序启动（第九条） */
  procedure: string;
  /** 程序启动审批表 · 审核 */
  matter: string;
  /** What is asked, in a sentence. */
  asks: string;
  article: { label: string; text: string };
  /** The role in which the reader is asked, or undefined when he is only told. */
  role?: string;
  clock?: { label: string; at: number; provisional: boolean; metAt?: number };
  /** A deadline that was computed again: both ends in words, why, and whether a lapse no longer stands. */
  moved?: { from: string; to: string; why: string; lifted: boolean };
  /** For whom the reader acts (代理). */
  behalf?: string;
  /** What a letter about a substitution says. */
  substitution?: SubstitutionWords;
  /** The record it follows from: who did it, in which role, and when the door received it. */
  record: { by: string; role: string; at: number; outcome: string };
};

/** Everything a letter needs to be written. */
export type Readable = { facts: LetterFacts; address: string; view: ProcedureView };
/**
 * What became of reading the facts: write the letter, do not, or look again later. `fails`: the class of what
 * is wrong.
 */
export type Reading = Readable | { notNeeded: NotNeeded } | { fails: string } | 'behind';

/**
 * Reads again everything a letter rests on. `behind`: the letter was posted beside its projection and
 * overtook it. Throws when the record or the row is unknown.
 */
export async function readFacts(letter: Letter, parts: LetterParts): Promise<Reading> {
  const { chainId, procedure, seq } = letter;
  const [view, person, record] = await Promise.all([
    parts.procedures.procedureById(procedureId(chainId, procedure)),
    parts.people.personById(letter.recipient),
    parts.store.recordAt(chainId, seq),
  ]);
  const row = parts.rows.find((one) => one.key === procedureName(procedure));
  if (!record || !row) throw new UnknownFacts();
  if (!view || view.seq < seq) return 'behind';
  if (!person?.active) return { notNeeded: 'recipientInactive' };
  const moot = notNeeded(letter, record, view);
  if (moot) return { notNeeded: moot };
  if (!person.email) return { fails: 'NoAddress' };
  if (!(await actsStill(letter, view, parts))) return { notNeeded: 'substitutionOver' };
  const facts = factsOf({ letter, record, row, view, person }, parts);
  return {
    facts: { ...facts, ...(await ofSubstitution(letter, record, row, parts)) },
    address: person.email,
    view,
  };
}

async function ofSubstitution(
  letter: Letter,
  record: RecordHeader,
  row: ProcedureRow,
  parts: LetterParts,
): Promise<Pick<LetterFacts, 'behalf' | 'substitution'>> {
  const { onBehalfOf } = letter;
  const principal = onBehalfOf === undefined ? undefined : await parts.people.personById(onBehalfOf);
  const substitution = await substitutionWords(letter, record, row, parts);
  return {
    ...(onBehalfOf === undefined ? {} : { behalf: oneLine(principal?.name ?? onBehalfOf) }),
    ...(substitution ? { substitution } : {}),
  };
}

/** A letter whose record or procedure this edition of the code does not know. */
class UnknownFacts extends Error {
  override readonly name = 'UnknownFacts';
}

type Read = {
  letter: Letter;
  record: RecordHeader;
  row: ProcedureRow;
  view: ProcedureView;
  person: Addressee;
};

function factsOf(read: Read, parts: LetterParts): LetterFacts {
  const { letter, record, row, view, person } = read;
  const { part } = readStep(letter.step);
  const step = stepRowOf(row, letter.step);
  const words = step ? partWords[part] : undefined;
  const title = titleOf(read);
  const task = view.tasks.find((one) => one.step === letter.step);
  return {
    bureau: parts.bureauName,
    now: parts.now(),
    recipient: oneLine(person.name),
    account: letter.recipient,
    caseNumber: letter.chainId,
    caseTitle: oneLine(view.title ?? ''),
    procedure: titleWithArticle({ ...row, title }),
    matter: [step?.label ?? title, words?.label].filter(Boolean).join(' · '),
    asks: words?.asks ?? step?.asks ?? '',
    article: articleWords(step?.article ?? row.article),
    ...(task ? { role: roles[task.role].label } : {}),
    ...clockIn(view, letter.clock),
    ...movedBy(record),
    record: {
      by: oneLine(record.actor.name + (record.onBehalfOf ? `代${record.onBehalfOf.name}` : '')),
      role: record.actor.role === 'system' ? '' : roles[record.actor.role].label,
      at: record.receivedAt,
      outcome: outcomeOf(record, row),
    },
  };
}

/** What its procedure is called: of several, by what it is about, where the record itself says so. */
const titleOf = ({ letter, record: { kind, facts }, row }: Read): string =>
  kind === 'opening' || kind === 'concluded' ? instanceTitle(row, letter.procedure, facts) : row.title;

function clockIn(view: ProcedureView, key: string | undefined): Pick<LetterFacts, 'clock'> {
  const clock = view.clocks.find((one) => one.key === key);
  if (!clock) return {};
  const { at, provisional, metAt } = clock;
  const label = periods[clock.period].label;
  return { clock: { label, at, provisional, ...(metAt === undefined ? {} : { metAt }) } };
}

function movedBy({ kind, facts }: RecordHeader): Pick<LetterFacts, 'moved'> {
  if (kind !== 'clockMoved') return {};
  const said = facts as unknown as MoveFacts;
  const { year, notice, fromLastDay, from, toLastDay, to, lifts } = said;
  return {
    moved: {
      from: endInWords(fromLastDay, from),
      to: endInWords(toLastDay, to),
      why: `${String(year)} 年放假通知（${notice}）已导入，跨该年度的期限按其重新计算`,
      lifted: lifts !== null,
    },
  };
}

/** The outcome in words: of a decision, of a conclusion, or that the procedure was terminated. */
function outcomeOf(record: RecordHeader, row: ProcedureRow): string {
  if (record.kind === 'concluded') return row.outcomes[factOf(record, 'outcome')] ?? KINDS.concluded.label;
  return record.decision ? DECISIONS[record.decision] : KINDS[record.kind].label;
}

/** An article by its number in words, and its text, one line a paragraph. */
const articleWords = (number: number): LetterFacts['article'] =>
  isArticleNumber(number)
    ? { label: articleLabel(number), text: articleText(number) }
    : { label: '', text: '' };
