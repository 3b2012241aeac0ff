import { refusal, type Refusal } from '../../refusals.js';
import type { DocumentKey } from '../documents.js';
import {
  refuseJointRule,
  resultOf,
  type JointPurpose,
  type JointRule,
  type Signer,
  type Vote,
} from '../joint-opinions.js';
import type { RecordRow } from '../procedures.js';
import { readStep } from './approval-tasks.js';
import { held, recordedOn, type State } from './fold.js';
import { textOf, textsOf, type Act, type RecordHeader } from './kinds.js';
import { partOwner } from './successors.js';

/** A joint opinion as the record knows it. Signers are those it began with, in their order. */
export type Joint = {
  subject: string;
  purpose: JointPurpose;
  rule: JointRule;
  signers: readonly Signer[];
  /** Does this round go on where the last one stopped, so that those who agreed need not sign again? */
  resumes?: (round: number) => boolean;
};

/** What of a record a joint opinion is read from. A case file is one. */
export type Book = {
  on: (step: string) => RecordHeader | undefined;
  recorded: (document: DocumentKey) => RecordHeader[];
};

/** One signer's place in a round. `step`: what he was asked last; `vote` stands until it is withdrawn. */
export type Place = {
  number: number;
  signer: Signer;
  step: string;
  since: RecordHeader | undefined;
  vote?: RecordHeader;
  gone?: true;
};

/** How a round stands. `latest`: seq of what was said last; `due`: whom it waits for now. */
export type JointStanding = {
  places: readonly Place[];
  latest: number;
  due: readonly Place[];
  verdict?: { result: 'agreed' | 'refused' | 'returned'; record: RecordHeader };
};

/** Where signers are added and removed, and a signature is taken back. */
export const JOINT_CHANGE: DocumentKey = 'jointChange';

/** The key of a signer's step: several attempts, because one who took his word back is asked again. */
export const signerStep = (subject: string, number: number, attempt: number, round: number): string =>
  `${subject}/signer-${String(number)}${attempt > 1 ? `-${String(attempt)}` : ''}/${String(round)}`;

/** Is it the step of a signer? */
export const isSignerStep = (step: string): boolean => readStep(step).part.startsWith('signer-');

const numberIn = (step: string): string => readStep(step).part.split('-', 2).join('-');

/** How a round of a joint opinion stands, by the order of the record: what came first decides. Pure. */
export function jointStanding(joint: Joint, round: number, book: Book): JointStanding {
  const before = round > 1 ? jointStanding(joint, round - 1, book) : undefined;
  const carried = joint.resumes?.(round) ? agreementsOf(before) : new Map<number, RecordHeader>();
  const places: Place[] = (before?.places ?? joint.signers.map(beginning)).map(
    ({ number, signer, gone, since }) => {
      const vote = carried.get(number);
      const step = vote?.step ?? signerStep(joint.subject, number, 1, round);
      return { number, signer, step, since: gone ? since : undefined, ...optional(vote, gone) };
    },
  );
  const anew = (some: readonly Place[]) => some.map((place) => askedAnew(joint, round, place, book));
  // Everybody who is needed may have agreed in the round before.
  const last = [...carried.values()].sort((one, other) => other.seq - one.seq)[0];
  let standing = judged(joint, anew(places), 0, last);
  while (!standing.verdict) {
    const next = eventAfter(joint, round, book, standing);
    if (!next) return standing;
    standing = judged(joint, anew(happened(joint, round, standing.places, next)), next.seq, next);
  }
  return standing;
}

const optional = (vote: RecordHeader | undefined, gone: true | undefined) => ({
  ...(vote ? { vote } : {}),
  ...(gone ? { gone } : {}),
});

const beginning = (signer: Signer, index: number): Place => ({
  number: index + 1,
  signer,
  step: '',
  since: undefined,
});

const agreementsOf = (before: JointStanding | undefined): Map<number, RecordHeader> =>
  new Map(
    (before?.places ?? []).flatMap(({ number, vote }) =>
      vote?.decision === 'agree' ? [[number, vote] as const] : [],
    ),
  );

const present = (places: readonly Place[]): Place[] => places.filter(({ gone }) => !gone);

function judged(
  { rule }: Joint,
  places: readonly Place[],
  latest: number,
  event: RecordHeader | undefined,
): JointStanding {
  const votes = present(places).map(({ signer, vote }): Vote =>
    vote?.decision === 'agree' || vote?.decision === 'refuse' ? { signer, said: vote.decision } : { signer },
  );
  const returned = present(places).some(({ vote }) => vote?.decision === 'return');
  const result = returned ? 'returned' : resultOf(rule, votes);
  if (result && event) return { places, latest, due: [], verdict: { result, record: event } };
  const waiting = present(places).filter(({ vote }) => !vote);
  if (rule.kind !== 'inOrder') return { places, latest, due: waiting };
  return {
    places,
    latest,
    due: waiting.slice(0, 1).map((place) => ({ ...place, since: event ?? place.since })),
  };
}

/** The next signature or change after what was taken in already. */
function eventAfter(
  joint: Joint,
  round: number,
  book: Book,
  { places, latest }: JointStanding,
): RecordHeader | undefined {
  const signed = present(places).flatMap(({ step, vote }) => {
    const record = vote ? undefined : book.on(step);
    return record?.kind === 'decided' ? [record] : [];
  });
  const began = firstAsked(joint, round, book);
  const changes = began
    ? book.recorded(JOINT_CHANGE).filter((change) => change.seq > began.seq && isOf(joint, change))
    : [];
  return [...signed, ...changes]
    .filter(({ seq }) => seq > latest)
    .sort((one, other) => one.seq - other.seq)[0];
}

/** A change that names no joint opinion is of the one that was open; several never are without a name. */
const isOf = ({ subject }: Pick<Joint, 'subject'>, { facts }: Pick<RecordHeader, 'facts'>): boolean =>
  [subject, ''].includes(textOf(facts, 'joint'));

/** The record by which the round first asked somebody. */
function firstAsked(joint: Joint, round: number, book: Book): RecordHeader | undefined {
  const numbers = Array.from({ length: joint.signers.length + book.recorded(JOINT_CHANGE).length });
  return numbers
    .flatMap((_, index) => book.on(`${signerStep(joint.subject, index + 1, 1, round)}/asked`) ?? [])
    .sort((one, other) => one.seq - other.seq)[0];
}

function happened(
  { subject }: Joint,
  round: number,
  places: readonly Place[],
  event: RecordHeader,
): readonly Place[] {
  if (event.kind === 'decided')
    return places.map((place) => (place.step === event.step ? { ...place, vote: event } : place));
  const person = textsOf(event.facts, 'signer')[0] ?? '';
  const change = textOf(event.facts, 'change');
  if (change === 'add') return added(subject, round, places, person, event);
  if (change === 'remove')
    return places.map((place) =>
      place.signer.person === person && !place.gone ? { ...place, gone: true as const, since: event } : place,
    );
  return places.map((place) => (isHis(place, event) ? asksAgain(subject, round, place, event) : place));
}

/** One who comes back takes his old place, and is asked again. */
function added(
  subject: string,
  round: number,
  places: readonly Place[],
  person: string,
  event: RecordHeader,
): readonly Place[] {
  const before = places.find(({ signer, gone }) => gone && signer.person === person);
  if (before)
    return places.map((place) => (place === before ? asksAgain(subject, round, place, event) : place));
  const number = places.length + 1;
  const step = signerStep(subject, number, 1, round);
  return [...places, { number, signer: { person }, step, since: event }];
}

const isHis = ({ vote, gone }: Place, change: Pick<RecordHeader, 'actor' | 'onBehalfOf'>): boolean =>
  !gone && vote !== undefined && partOwner(vote) === partOwner(change);

function asksAgain(
  subject: string,
  round: number,
  { number, signer, step }: Place,
  since: RecordHeader | undefined,
): Place {
  const said = readStep(step);
  const attempt = said.round === round ? attemptIn(said.part) + 1 : 1;
  return { number, signer, step: signerStep(subject, number, attempt, round), since };
}

const attemptIn = (part: string): number => Number(part.split('-')[2] ?? '1');

/** One whose task was taken away, because somebody before him took his word back, is asked anew. */
function askedAnew(joint: Joint, round: number, place: Place, book: Book): Place {
  if (place.vote || place.gone || book.on(place.step)?.kind !== 'withdrawn') return place;
  return askedAnew(joint, round, asksAgain(joint.subject, round, place, place.since), book);
}

// — the gates —

const bookOf = (state: State): Book => ({
  on: (step) => held(state.steps, step),
  recorded: (document) => recordedOn(state, document),
});

/** One person signs in one place, over all rounds, whoever handed his place to whom (转办、代理). */
export function signsTwice(state: State, act: Act): Refusal | undefined {
  if (!isSignerStep(act.step)) return undefined;
  const { subject } = readStep(act.step);
  const people = [act.actor.id, ...(act.onBehalfOf ? [act.onBehalfOf.id] : [])];
  const elsewhere = Object.values(state.steps).some(
    (record) =>
      record.kind === 'decided' &&
      isSignerStep(record.step) &&
      readStep(record.step).subject === subject &&
      numberIn(record.step) !== numberIn(act.step) &&
      people.some((id) => id === record.actor.id || id === record.onBehalfOf?.id),
  );
  return elsewhere ? refusal('signsTwice', { name: act.actor.name }) : undefined;
}

/** Which joint opinion of a procedure a change is about, of those that are open now, and in which round. */
export type OpenJoint = (state: State, act: Act) => { joint: Joint; round: number } | undefined;

/**
 * The row of 会签变更单: 承办人 adds and removes signers, a signer takes his own word back, both only while it is
 * open. Never so far that one signature decides what one may not.
 */
export const jointChangeRow = (article: RecordRow['article'], openJoint: OpenJoint): RecordRow => ({
  article,
  by: ['handler', 'reviewer', 'unitHead', 'agencyHead', 'approver', 'legalOffice', 'legalReviewer'],
  refuse: (state, act) => {
    const open = openJoint(state, act);
    if (!open) return refusal('jointChangeWrong', { why: '没有正在进行的会签' });
    const standing = jointStanding(open.joint, open.round, bookOf(state));
    if (standing.verdict) return refusal('jointChangeWrong', { why: '会签已经结束' });
    return refuseChange(state, act, open.joint, standing);
  },
});

function refuseChange(state: State, act: Act, joint: Joint, { places }: JointStanding): Refusal | undefined {
  const wrong = (why: string) => refusal('jointChangeWrong', { why });
  const change = textOf(act.facts, 'change');
  if (change === 'withdraw')
    return places.some((place) => isHis(place, act)) ? undefined : wrong('您在本轮没有可撤回的签署');
  const handlers = textsOf((state.opening?.facts['people'] ?? {}) as Act['facts'], 'handlers');
  if (!handlers.includes(partOwner(act))) return refusal('notYourTask', { who: '承办人' });
  const [person, second] = textsOf(act.facts, 'signer');
  if (person === undefined || second !== undefined) return wrong('每次增减一名会签人员');
  const now = present(places).map(({ signer }) => signer);
  const listed = now.some((signer) => signer.person === person);
  if (listed === (change === 'add')) return wrong(listed ? '该人员已在会签人员中' : '该人员不在会签人员中');
  const after = change === 'add' ? [...now, { person }] : now.filter((signer) => signer.person !== person);
  return refuseJointRule(joint.purpose, joint.rule, after);
}
