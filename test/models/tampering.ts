import type { ChainDocuments } from '../../src/models/verify.js';

type Found = Record<string, unknown>;

/** What was done to a chain, and the seqs at which a verifier may notice it first. */
export type Damage = { kind: string; what: string; places: number[] };

type Chain = { headers: Found[]; bodies: Found[] };
type Draw = (below: number) => number;

/** The kinds of change; each picks its place by the generator. */
export const DAMAGES = [
  'column',
  'bytes',
  'removedField',
  'addedField',
  'removedHeader',
  'swappedHeaders',
  'repeatedHeader',
  'bodyBytes',
  'bodyColumn',
  'removedBody',
  'swappedBodies',
] as const;

/** Does one random thing to a chain, in place. */
export function damage(chain: ChainDocuments, random: () => number): Damage {
  const draw: Draw = (below) => Math.floor(random() * below);
  const kind = DAMAGES[draw(DAMAGES.length)] ?? 'column';
  const done = actions[kind](chain as unknown as Chain, draw);
  return { kind, ...done };
}

const seqOf = (header: Found | undefined): number => Number(header?.['seq']);

const actions: Record<(typeof DAMAGES)[number], (chain: Chain, draw: Draw) => Omit<Damage, 'kind'>> = {
  column({ headers }, draw) {
    const header = pick(headers, draw);
    const seq = seqOf(header);
    const leaves = leavesOf(header, ['bytes']);
    const [parent, key, path] = pick(leaves, draw);
    parent[key] = other(parent[key], draw);
    return { what: path, places: [seq, seqOf(header)] };
  },
  bytes({ headers }, draw) {
    const header = pick(headers, draw);
    header['bytes'] = flipped(String(header['bytes']), draw);
    return { what: 'a character of the bytes', places: [seqOf(header)] };
  },
  removedField({ headers }, draw) {
    const header = pick(headers, draw);
    const seq = seqOf(header);
    const key = pick(Object.keys(header), draw);
    Reflect.deleteProperty(header, key);
    return { what: key, places: [seq] };
  },
  addedField({ headers }, draw) {
    const header = pick(headers, draw);
    header['approvedBy'] = 'somebody';
    return { what: 'approvedBy', places: [seqOf(header)] };
  },
  removedHeader({ headers }, draw) {
    const [removed] = headers.splice(draw(headers.length), 1);
    return { what: 'header', places: [seqOf(removed)] };
  },
  swappedHeaders({ headers }, draw) {
    const one = draw(headers.length - 1);
    const [earlier, later] = [headers[one], headers[one + 1]];
    if (earlier && later) [earlier['seq'], later['seq']] = [later['seq'], earlier['seq']];
    return { what: 'two neighbours', places: [seqOf(earlier), seqOf(later)] };
  },
  repeatedHeader({ headers }, draw) {
    const header = pick(headers, draw);
    headers.push(structuredClone(header));
    return { what: 'header', places: [seqOf(header), seqOf(header) + 1] };
  },
  bodyBytes({ headers, bodies }, draw) {
    const body = pick(bodies, draw);
    body['bytes'] = flipped(String(body['bytes']), draw);
    return { what: 'a character of the body', places: placesOf(headers, body) };
  },
  bodyColumn({ headers, bodies }, draw) {
    const body = pick(bodies, draw);
    const places = placesOf(headers, body);
    const key = pick(['_id', 'sm3', 'chainId', 'salt'], draw);
    body[key] = other(body[key], draw);
    return { what: key, places };
  },
  removedBody({ headers, bodies }, draw) {
    const [removed] = bodies.splice(draw(bodies.length), 1);
    return { what: 'body', places: removed ? placesOf(headers, removed) : [] };
  },
  swappedBodies({ headers, bodies }, draw) {
    const one = draw(bodies.length - 1);
    const [first, second] = [bodies[one], bodies[one + 1]];
    if (!first || !second) return { what: 'bodies', places: [] };
    [first['bytes'], second['bytes']] = [second['bytes'], first['bytes']];
    return { what: 'bodies', places: [...placesOf(headers, first), ...placesOf(headers, second)] };
  },
};

const placesOf = (headers: readonly Found[], body: Found): number[] =>
  headers.filter((header) => (header['body'] as Found)['sha256'] === body['_id']).map(seqOf);

function pick<T>(from: readonly T[], draw: Draw): T {
  const picked = from[draw(from.length)];
  if (picked === undefined) throw new Error('nothing to pick from');
  return picked;
}

/** Every value of a document that is not itself a tree: its holder, its key and its path. */
function leavesOf(tree: Found, except: readonly string[], path = ''): [Found, string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [Found, string, string][] => {
    if (except.includes(key)) return [];
    const here = path === '' ? key : `${path}.${key}`;
    return typeof value === 'object' && value !== null
      ? leavesOf(value as Found, [], here)
      : [[tree, key, here]];
  });
}

/** Another value of the same type, or of another one. */
function other(value: unknown, draw: Draw): unknown {
  if (draw(8) === 0) return null === value ? 'null' : null;
  if (typeof value === 'number') return value + (draw(2) === 0 ? 1 : -1);
  if (typeof value === 'boolean') return !value;
  return typeof value === 'string' && value !== '' ? flipped(value, draw) : 'x';
}

/** One character replaced by another. */
function flipped(text: string, draw: Draw): string {
  const at = draw(text.length);
  const instead = text[at] === 'x' ? 'y' : 'x';
  return text.slice(0, at) + instead + text.slice(at + 1);
}
