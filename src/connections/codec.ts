import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { ValueError, type Payload, type PayloadCodec } from '@temporalio/common';
import protocol from '@temporalio/proto';
import { CURRENT_DICTIONARY, dictionaries } from './codec-dictionary.js';

/** `metadata.encoding` of what this codec wrote; the Web UI knows the same word. */
export const ENCRYPTED = 'binary/encrypted';
const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** What is compressed begins with this byte, which no payload's own encoding begins with, and a number. */
const COMPRESSED = 0;
const MARK_BYTES = 2;
/** Shorter payloads are not worth the work. */
const COMPRESSED_FROM_BYTES = 100;
/** More effort makes an approval's payloads 2 % smaller and takes half as long again. */
const EFFORT = { level: 4, memLevel: 6, windowBits: 13 } as const;

/** Keys by id. The first of the list encrypts; all of them decrypt. */
export type KeyRing = { current: string; keys: ReadonlyMap<string, Buffer> };

/** Reads `id:base64,id:base64,…`; each key is 32 bytes. Throws without showing a key. */
export function readKeyRing(text: string): KeyRing {
  const entries = text.split(',').map((entry) => readKey(entry.trim()));
  const keys = new Map(entries);
  const [first] = entries;
  if (!first || keys.size !== entries.length)
    throw new Error('PAYLOAD_KEYS: each key needs an id of its own');
  return { current: first[0], keys };
}

function readKey(entry: string): [string, Buffer] {
  const colon = entry.indexOf(':');
  const id = entry.slice(0, Math.max(colon, 0));
  const encoded = entry.slice(colon + 1);
  const key = Buffer.from(encoded, 'base64');
  if (!/^[A-Za-z0-9._-]{1,64}$/.test(id))
    throw new Error('PAYLOAD_KEYS: write id:base64, ids of A–Z a–z 0–9 . _ -');
  if (key.length !== KEY_BYTES || key.toString('base64') !== encoded)
    throw new Error(`PAYLOAD_KEYS: key ${id} is not ${String(KEY_BYTES)} bytes in base64`);
  return [id, key];
}

/** The payload cannot be read with this process's keys; says which key is missing. */
export class PayloadUnreadable extends ValueError {
  override readonly name: string = 'PayloadUnreadable';
}

const Message = protocol.temporal.api.common.v1.Payload;
const text = (bytes: Uint8Array | null | undefined): string =>
  bytes ? Buffer.from(bytes).toString('utf8') : '';

/**
 * Compresses and encrypts every payload, so that opinions and names are never in clear in Temporal's history.
 * A fresh nonce each time; the key's id is bound into the tag, so that nobody can point a payload at
 * another key.
 * A payload that is not encrypted passes through unread: older histories and those of tools stay readable.
 */
export function createPayloadCodec(ring: KeyRing): PayloadCodec {
  return {
    encode: (payloads) => Promise.resolve(payloads.map((payload) => encrypt(ring, payload))),
    // Async, so that what cannot be read is a rejection and not an exception of the call itself.
    decode: async (payloads) => Promise.resolve(payloads.map((payload) => decrypt(ring, payload))),
  };
}

function encrypt(ring: KeyRing, payload: Payload): Payload {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, keyOf(ring, ring.current), nonce);
  cipher.setAAD(Buffer.from(ring.current, 'utf8'));
  const plain = compressed(Message.encode(payload).finish());
  const sealed = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return {
    metadata: { encoding: Buffer.from(ENCRYPTED), 'encryption-key-id': Buffer.from(ring.current, 'utf8') },
    data: sealed,
  };
}

function decrypt(ring: KeyRing, payload: Payload): Payload {
  if (text(payload.metadata?.['encoding']) !== ENCRYPTED) return payload;
  const id = text(payload.metadata?.['encryption-key-id']);
  const sealed = Buffer.from(payload.data ?? []);
  if (sealed.length < NONCE_BYTES + TAG_BYTES)
    throw new PayloadUnreadable(`The payload is too short (key ${id})`);
  const decipher = createDecipheriv(ALGORITHM, keyOf(ring, id), sealed.subarray(0, NONCE_BYTES));
  decipher.setAAD(Buffer.from(id, 'utf8'));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  const plain = Buffer.concat([
    decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)),
    authenticated(decipher, id),
  ]);
  const { metadata, data } = Message.decode(decompressed(plain, id));
  return { metadata, data };
}

/**
 * Most of a history is the names of a record's parts: an approval's payloads shrink to a third. The mark is
 * inside what is encrypted, so that nobody can change it. An edition that does not know the mark cannot read
 * the payload. Limit: the length says a little more of what is repeated in a payload than it did.
 */
function compressed(plain: Uint8Array): Uint8Array {
  if (plain.length < COMPRESSED_FROM_BYTES) return plain;
  const dictionary = dictionaries.get(CURRENT_DICTIONARY);
  const short = deflateRawSync(plain, { ...EFFORT, ...(dictionary ? { dictionary } : {}) });
  const mark = Buffer.from([COMPRESSED, CURRENT_DICTIONARY]);
  return short.length + MARK_BYTES < plain.length ? Buffer.concat([mark, short]) : plain;
}

function decompressed(plain: Buffer, id: string): Buffer {
  if (plain[0] !== COMPRESSED) return plain;
  const dictionary = dictionaries.get(plain[1] ?? COMPRESSED);
  if (!dictionary)
    throw new PayloadUnreadable(`The payload (key ${id}) is of a newer edition of the service`);
  return inflateRawSync(plain.subarray(MARK_BYTES), { dictionary });
}

function authenticated(decipher: ReturnType<typeof createDecipheriv>, id: string): Buffer {
  try {
    return decipher.final();
  } catch {
    throw new PayloadUnreadable(`The payload was changed, or key ${id} is not the one it was written with`);
  }
}

function keyOf(ring: KeyRing, id: string): Buffer {
  const key = ring.keys.get(id);
  if (!key) throw new PayloadUnreadable(`PAYLOAD_KEYS has no key ${JSON.stringify(id)}`);
  return key;
}
