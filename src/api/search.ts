import type { Model } from 'mongoose';
import type { Procedure } from '../models/procedures.js';
import { containing, tokensOfTerm } from '../models/search-words.js';

/** A matter that every term was found in. `byParty`: not all of them in its number and titles alone. */
export type Found = { chainId: string; openedAt: number; byParty: boolean };

/** Where a term was found: in which procedure of a matter, and only in a party's name? */
type Hit = Pick<Procedure, 'chainId' | 'procedure' | 'openedAt'> & { byParty: boolean };

type Readable = Pick<Procedure, 'chainId' | 'procedure' | 'openedAt' | 'titles' | 'parties'>;

/**
 * Finds matters by their number, titles and parties: by the index of pieces first, then by the words
 * themselves, so that pieces that happen to stand apart are no hit. Newest first. Limit: every matter that
 * has a term's rarest piece is read; two common characters alone cost as much as a list of all that have
 * them.
 */
export function createSearch(procedures: Model<Procedure>, opening: readonly string[]) {
  const hitsOf = async (term: string): Promise<Hit[]> => {
    const wanted = { chainId: 1, procedure: 1, openedAt: 1, titles: 1, parties: 1 };
    const read = await procedures.find({ tokens: { $all: tokensOfTerm(term) } }, wanted).lean<Readable[]>();
    const holds = containing(term);
    return read.flatMap((one) => hitIn(one, holds));
  };

  /** When the matters of procedures that others opened began. */
  const openings = async (hits: readonly Hit[]): Promise<Map<string, number>> => {
    const known = new Map(
      hits.filter((hit) => opening.includes(hit.procedure)).map((hit) => [hit.chainId, hit.openedAt]),
    );
    const unknown = [...new Set(hits.map((hit) => hit.chainId))].filter((id) => !known.has(id));
    const read =
      unknown.length === 0
        ? []
        : await procedures
            .find(
              { chainId: { $in: unknown }, procedure: { $in: [...opening] } },
              { chainId: 1, openedAt: 1 },
            )
            .lean<Pick<Procedure, 'chainId' | 'openedAt'>[]>();
    return new Map([...known, ...read.map((one) => [one.chainId, one.openedAt] as const)]);
  };

  return async (terms: readonly string[]): Promise<Found[]> => {
    const hits = await Promise.all(terms.map(hitsOf));
    const byMatter = hits.map(byChain);
    const began = await openings(hits.flat());
    return [...began]
      .flatMap(([chainId, openedAt]) => foundIn(chainId, openedAt, byMatter))
      .sort((one, other) => other.openedAt - one.openedAt || (one.chainId < other.chainId ? 1 : -1));
  };
}

function hitIn(
  { titles = [], parties = [], ...rest }: Readable,
  holds: (texts: readonly string[]) => boolean,
): Hit[] {
  if (holds([rest.chainId, ...titles])) return [{ ...rest, byParty: false }];
  return holds(parties) ? [{ ...rest, byParty: true }] : [];
}

function byChain(hits: readonly Hit[]): Map<string, Hit[]> {
  const byMatter = new Map<string, Hit[]>();
  for (const hit of hits) byMatter.set(hit.chainId, [...(byMatter.get(hit.chainId) ?? []), hit]);
  return byMatter;
}

/** A matter is found when each term is found somewhere in it. */
function foundIn(
  chainId: string,
  openedAt: number,
  byMatter: readonly ReadonlyMap<string, readonly Hit[]>[],
): Found[] {
  const own = byMatter.map((hits) => hits.get(chainId) ?? []);
  if (own.some((some) => some.length === 0)) return [];
  return [{ chainId, openedAt, byParty: own.some((some) => some.every((hit) => hit.byParty)) }];
}
