import { penalties, penaltyKeys, type PenaltyKey } from '../../../src/workflows/law/penalties.js';
import { serviceMethodKeys, type ServiceMethodKey } from '../../../src/workflows/law/service-methods.js';
import type { Person, Post } from '../../../src/workflows/law/posts.js';
import { people } from '../../harness/world.js';
import { among, type Chance } from './random.js';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** How a party answers a notice. */
export type PartyAnswer = 'waives' | 'silent' | 'defends' | 'asksForHearing' | 'late';

/** What the draft will propose, in the words of 案件调查终结报告. */
export type Proposal = 'penalty' | 'noPenalty' | 'notProven' | 'crimeTransfer' | 'referral' | 'termination';

/** What is true of one case before anybody acts in it: the walk is random within it. */
export type Plan = {
  /** When the start is asked for (epoch ms). */
  begins: number;
  /** In an emergency, so many hours after it began; undefined for an ordinary start. */
  hoursAgo: number | undefined;
  parties: number;
  partyKind: 'citizen' | 'organisation';
  proposal: Proposal;
  penalty: { penaltyKind: PenaltyKey; fine?: number; confiscatedAmount?: number; basisKeys: string[] };
  /** The case goes the summary way, if it can. */
  onTheSpot: boolean;
  /** Paths that are rare are taken often in some cases and never in others. */
  eager: Readonly<Record<Eager, boolean>>;
  answers: readonly PartyAnswer[];
  hearing: 'held' | 'withdrawn' | 'absent';
  /** By which way each service goes, in order of their opening. */
  ways: readonly (ServiceMethodKey | 'fails')[];
};
type Eager = 'course' | 'measures' | 'recusal' | 'transfer' | 'recordings' | 'appraisal' | 'substitute';

/** Kinds that the bureau decides, and those that others do. */
const kindsBy = (whose: 'bureau' | 'issuingAuthority') =>
  penaltyKeys.filter((key) => penalties[key].decidedBy === whose);

function penaltyOf(chance: Chance, proposal: Proposal): Plan['penalty'] {
  const basisKeys = ['constructionWithoutPermit'];
  const others = proposal === 'referral';
  const penaltyKind =
    chance.happens(0.5) && !others ? 'fine' : chance.pick(kindsBy(others ? 'issuingAuthority' : 'bureau'));
  return {
    penaltyKind,
    basisKeys,
    ...(penaltyKind === 'fine' ? { fine: chance.pick([100_00, 2_900_00, 50_000_00]) } : {}),
    ...(penaltyKind === 'confiscation' ? { confiscatedAmount: 30_000_00 } : {}),
  };
}

/** Draws a case. */
export function planOf(chance: Chance): Plan {
  const proposal = among<Proposal>(chance, {
    penalty: 66,
    noPenalty: 8,
    notProven: 8,
    crimeTransfer: 8,
    referral: 6,
    termination: 4,
  });
  const eager = (share: number) => chance.happens(share);
  // Most begin where the calendar of the year is published whole; some run into a year whose notice is not out.
  const day = chance.happens(0.85) ? chance.whole(5, 200) : chance.whole(300, 340);
  return {
    begins: Date.UTC(2026, 0, 1, 1) + day * DAY,
    hoursAgo: chance.happens(0.25) ? chance.whole(0, 30) : undefined,
    parties: Number(among<'1' | '2' | '3'>(chance, { '1': 70, '2': 22, '3': 8 })),
    partyKind: chance.pick(['citizen', 'organisation']),
    proposal,
    penalty: penaltyOf(chance, proposal),
    onTheSpot: chance.happens(0.08),
    eager: {
      course: eager(0.25),
      measures: eager(0.35),
      recusal: eager(0.12),
      transfer: eager(0.08),
      recordings: eager(0.4),
      appraisal: eager(0.2),
      substitute: eager(0.15),
    },
    answers: [1, 2, 3].map(() =>
      among<PartyAnswer>(chance, { waives: 30, silent: 20, defends: 25, asksForHearing: 22, late: 3 }),
    ),
    hearing: among<Plan['hearing']>(chance, { held: 60, withdrawn: 20, absent: 20 }),
    ways: Array.from({ length: 12 }, () => wayOf(chance)),
  };
}

const wayOf = (chance: Chance): Plan['ways'][number] =>
  chance.happens(0.45) ? 'direct' : chance.pick([...serviceMethodKeys, 'fails']);

// — the bureau —

const person = (id: string, post: Post, unit: string, certificate?: string): Person => ({
  id,
  name: id,
  active: true,
  posts: [{ post, unit, from: 0, until: null }],
  certificates: certificate ? [{ number: certificate, from: 0, until: Date.UTC(2029, 0, 1) }] : [],
});

/** Whom a walk needs beside the bureau of the harness: leaders for a meeting, a chair, who stands in for whom. */
export const colleagues: readonly Person[] = [
  person('leader-2', 'agencyHead', 'bureau'),
  person('leader-3', 'agencyHead', 'bureau'),
  person('principal-1', 'principal', 'bureau'),
  person('chair-1', 'unitHead', 'housing'),
  person('chair-2', 'unitHead', 'housing'),
  person('head-9', 'unitHead', 'housing'),
  person('officer-3', 'officer', 'inspection', '陕E-003'),
  person('officer-4', 'officer', 'inspection', '陕E-004'),
  person('clerk-2', 'clerk', 'bureau'),
];

/** Who is named for the parts of a case. */
export const named = people;
/** The officers of the bureau, with the certificates they carry. */
export const officers = [
  { id: 'officer-1', certificate: '陕E-001' },
  { id: 'officer-2', certificate: '陕E-002' },
  { id: 'officer-3', certificate: '陕E-003' },
  { id: 'officer-4', certificate: '陕E-004' },
] as const;
