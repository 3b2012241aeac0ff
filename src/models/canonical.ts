import canonicalize from 'canonicalize';
import type { Json } from '../workflows/law/record/kinds.js';

/** Nesting allowed in a record, its body or a request. */
export const MAX_DEPTH = 16;
/** Canonical bytes allowed in one header or body; a request's text may be as long. */
export const MAX_BYTES = 256 * 1024;

/** With the `u` flag a proper pair is one code point and does not match. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** What was wrong with a value that was to be hashed, and where (`$.form.amount`). */
export class UnsafeJson extends Error {
  override readonly name = 'UnsafeJson';
  constructor(
    readonly reason: 'notJson' | 'duplicateKey' | 'tooDeep' | 'tooLarge' | 'notSafe',
    readonly path: string,
    readonly why: string,
  ) {
    super(`${path}: ${why}`);
  }
}

/**
 * The bytes a record is hashed over: RFC 8785, as a string.
 * The library drops `undefined`, turns dates into strings and buffers into objects, so everything
 * that is not plain JSON with safe integers is refused first (an amount of money is a string).
 */
export function canonical(value: unknown): string {
  assertSafe(value);
  const bytes = canonicalize(value);
  if (bytes === undefined) throw new UnsafeJson('notSafe', '$', 'has no JSON form');
  if (Buffer.byteLength(bytes, 'utf8') > MAX_BYTES)
    throw new UnsafeJson('tooLarge', '$', `over ${String(MAX_BYTES)} bytes`);
  return bytes;
}

/**
 * Refuses what RFC 8785 cannot carry without loss: floats, -0, undefined, lone surrogates, instances,
 * `__proto__`.
 */
export function assertSafe(value: unknown, path = '$', depth = 0): asserts value is Json {
  if (value === null || typeof value === 'boolean') return;
  if (typeof value === 'string') return assertText(value, path);
  if (typeof value === 'number') return assertInteger(value, path);
  if (typeof value !== 'object') throw new UnsafeJson('notSafe', path, `${typeof value} is not JSON`);
  if (depth >= MAX_DEPTH) throw new UnsafeJson('tooDeep', path, `nested deeper than ${String(MAX_DEPTH)}`);
  if (Array.isArray(value)) return assertArray(value, path, depth);
  assertPlain(value, path);
  for (const [key, inner] of Object.entries(value)) {
    assertText(key, path);
    if (key === '__proto__') throw new UnsafeJson('notSafe', path, '__proto__ is not allowed as a key');
    assertSafe(inner, `${path}.${key}`, depth + 1);
  }
}

function assertText(text: string, path: string): void {
  if (LONE_SURROGATE.test(text)) throw new UnsafeJson('notSafe', path, 'lone surrogate');
}

function assertInteger(value: number, path: string): void {
  if (!Number.isSafeInteger(value))
    throw new UnsafeJson('notSafe', path, 'only safe integers; write decimals as strings');
  if (Object.is(value, -0)) throw new UnsafeJson('notSafe', path, '-0 is not allowed');
}

function assertArray(value: readonly unknown[], path: string, depth: number): void {
  if (Object.keys(value).length !== value.length)
    throw new UnsafeJson('notSafe', path, 'array with holes or names');
  value.forEach((inner, index) => {
    assertSafe(inner, `${path}[${String(index)}]`, depth + 1);
  });
}

/**
 * A root prototype has none of its own; so an object literal of another realm passes and an instance does
 * not.
 */
function assertPlain(value: object, path: string): void {
  const prototype: unknown = Object.getPrototypeOf(value);
  const plain = prototype === null || Object.getPrototypeOf(prototype) === null;
  if (!plain || Object.getOwnPropertySymbols(value).length > 0)
    throw new UnsafeJson('notSafe', path, 'only plain objects are allowed');
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * Parses JSON from outside: as `JSON.parse`, but a repeated key is refused (two readers would otherwise see
 * two different values), and so is everything `assertSafe` refuses.
 */
export function parseStrict(text: string): Json {
  if (Buffer.byteLength(text, 'utf8') > MAX_BYTES)
    throw new UnsafeJson('tooLarge', '$', `over ${String(MAX_BYTES)} bytes`);
  const value = parseJson(text);
  assertKeysDiffer(text);
  assertSafe(value);
  return value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new UnsafeJson('notJson', '$', 'not JSON');
  }
}

/** Only for text that has been parsed: on broken text the scan could be slow. */
function assertKeysDiffer(text: string): void {
  const open: (Set<string> | null)[] = [];
  let latest = '';
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(null);
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':') addKey(open.at(-1), JSON.parse(latest) as string);
    if (open.length > MAX_DEPTH)
      throw new UnsafeJson('tooDeep', '$', `nested deeper than ${String(MAX_DEPTH)}`);
    latest = token;
  }
}

function addKey(keys: Set<string> | null | undefined, key: string): void {
  if (keys?.has(key)) throw new UnsafeJson('duplicateKey', '$', `key ${JSON.stringify(key)} is there twice`);
  keys?.add(key);
}
