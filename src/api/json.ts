import { MAX_BYTES, parseStrict, UnsafeJson } from '../models/canonical.js';
import { problem, type FieldError, type Problem } from './problems.js';

/**
 * Line feed, carriage return and tab are typing; every other control character is not (ASVS 5.0 16.4.1, log
 * injection).
 */
const CONTROL = /[\p{Cc}\u2028\u2029]/u;
const TYPING = /[\n\r\t]/g;
/** With the `u` flag a proper pair is one code point and does not match. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** What a request's text may weigh: as much as one record may hold. */
export const JSON_LIMIT_BYTES = MAX_BYTES;

/**
 * Reads a request's bytes as JSON that has one reading only: valid UTF-8, no key twice, no lone surrogate,
 * only safe integers, no control character. Whatever is not is refused with the field named.
 * An empty body is an empty object.
 */
export function readJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return {};
  const value = parse(decode(bytes));
  const errors = [...unreadable(value, '')];
  if (errors.length > 0) throw problem('invalidRequest', {}, errors.slice(0, 20));
  return value;
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw problem('notJson', { why: '含有无效的 UTF-8 编码' });
  }
}

function parse(text: string): unknown {
  try {
    return parseStrict(text);
  } catch (error) {
    if (error instanceof UnsafeJson) throw unsafe(error);
    throw error;
  }
}

function unsafe({ reason, path, why }: UnsafeJson): Problem {
  if (reason === 'notJson') return problem('notJson', { why: '语法有误' });
  if (reason === 'tooDeep') return problem('notJson', { why: '嵌套过深' });
  if (reason === 'tooLarge')
    return problem('bodyTooLarge', { limit: `${String(JSON_LIMIT_BYTES / 1024)} KiB` });
  const key = reason === 'duplicateKey' ? (/"(.*)"/su.exec(why)?.[1] ?? '') : '';
  const detail = reason === 'duplicateKey' ? '同一字段出现了两次' : '只接受安全整数和完整的 Unicode 文字';
  return problem('invalidRequest', {}, [{ pointer: key ? `/${escaped(key)}` : pointerOf(path), detail }]);
}

/** `$.form.amount[0]` → `/form/amount/0`. */
const pointerOf = (path: string): string =>
  path
    .slice(1)
    .replace(/\[(\d+)\]/g, '.$1')
    .replaceAll('.', '/') || '/';

/** A key as a segment of a JSON pointer. */
export const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

function* unreadable(value: unknown, pointer: string): Generator<FieldError> {
  if (typeof value === 'string') {
    const detail = unreadableText(value);
    if (detail) yield { pointer: pointer || '/', detail };
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      if (unreadableText(key)) yield { pointer: pointer || '/', detail: '字段名含有控制字符' };
      else yield* unreadable(inner, `${pointer}/${escaped(key)}`);
    }
  }
}

/** Why a text may not go on the record; undefined for none. Also asked of file names and query values. */
export function unreadableText(value: string): string | undefined {
  if (LONE_SURROGATE.test(value)) return '含有不成对的代理码元';
  return CONTROL.test(value.replace(TYPING, '')) ? '含有控制字符' : undefined;
}
