import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { z } from 'zod';
import { readKeyRing, type KeyRing } from '../connections/codec.js';
import type { Field } from '../workflows/law/documents/document.js';
import type { Body } from '../workflows/law/record/kinds.js';
import { refusal } from '../workflows/refusals.js';
import { Bytes, namedIn, sendFile } from './attachments.js';
import type { Caller } from './callers.js';
import { contentsOfRecord } from './fields.js';
import { contentsOf, objectIn, readDossier, type Dossier } from './matters.js';
import { rowIn, type ApiParts } from './parts.js';
import { allowed } from './policies.js';
import { refused } from './problems.js';
import { isRestricted, RESTRICTED } from '../workflows/law/record/restricted.js';
import { route, type Route } from './route.js';
import { AttachmentParams, CaseNumber, type Form } from './schemas.js';

/**
 * Contents that few may see, e.g. who reported (第十条; 信访工作条例; 数据安全法第十二条). They stand on the record as
 * ciphertext (AES-256-GCM under the payload keys), so that neither the ledger's copies nor an export shows
 * them. The nonce is made from request, field and words: a repeat of a request gives the same bytes.
 */
const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

type Known = Pick<Field, 'key' | 'label' | 'restricted'>;

/** The form with its restricted contents sealed. `requestId` of the act that carries it. */
export function sealed(form: Form, fields: readonly Known[], keys: string, requestId: string): Form {
  const restricted = fields.filter(({ restricted: few }) => few).map(({ key }) => key);
  if (restricted.every((key) => form[key] === undefined)) return form;
  const ring = readKeyRing(keys);
  return Object.fromEntries(
    Object.entries(form).map(([key, value]) => [
      key,
      restricted.includes(key) && typeof value === 'string' && value !== '' && !isRestricted(value)
        ? seal(ring, value, `${requestId}/${key}`)
        : value,
    ]),
  );
}

function seal({ current, keys }: KeyRing, words: string, purpose: string): string {
  const key = keyOf(keys, current);
  const nonce = createHmac('sha256', key).update(`${purpose}/${words}`).digest().subarray(0, NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(current));
  const bytes = Buffer.concat([nonce, cipher.update(words, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `${RESTRICTED}${current}:${bytes.toString('base64url')}`;
}

/** What was sealed. Throws when the key is not among those of this process. */
export function unsealed(value: string, keys: string): string {
  const [id = '', encoded = ''] = value.slice(RESTRICTED.length).split(':');
  const bytes = Buffer.from(encoded, 'base64url');
  const decipher = createDecipheriv(
    ALGORITHM,
    keyOf(readKeyRing(keys).keys, id),
    bytes.subarray(0, NONCE_BYTES),
  );
  decipher.setAAD(Buffer.from(id)).setAuthTag(bytes.subarray(-TAG_BYTES));
  const words = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
  return Buffer.concat([words, decipher.final()]).toString('utf8');
}

function keyOf(keys: KeyRing['keys'], id: string): Buffer {
  const key = keys.get(id);
  if (!key) throw new Error(`PAYLOAD_KEYS has no key ${id}: restricted contents cannot be read`);
  return key;
}

const Params = z.strictObject({ number: CaseNumber, seq: z.coerce.number().int().min(1) });
const FileParams = Params.extend(AttachmentParams.shape);

export const RestrictedContents = z
  .strictObject({ items: z.array(z.strictObject({ key: z.string(), label: z.string(), words: z.string() })) })
  .meta({ id: 'RestrictedContents' });

/** The one door through which restricted contents are read; whoever reads them is named in the log. */
export const restrictedRoutes = (parts: ApiParts): Route[] => [
  route({
    method: 'get',
    path: '/api/cases/:number/records/:seq/restricted',
    summary: '一份记录中依法保密的内容（投诉人、举报人身份等）；查看留痕',
    params: Params,
    answers: { 200: RestrictedContents },
    load: ({ caller, params }) => recordFor(parts, caller, params),
    may: ({ caller }, { dossier }) => maySeeRestricted(caller, dossier),
    do: async ({ caller }, { dossier, record }) => {
      const body = (await contentsOf(parts.ledger, dossier, [record])).get(record.seq);
      const rowOf = (procedure: string) => rowIn(parts.rows, procedure);
      const bySeq = (seq: number) => dossier.records.find((one) => one.seq === seq);
      const known = contentsOfRecord(record, rowOf, bySeq);
      const { chainId, seq } = record;
      parts.logger.info({ person: caller.id, chainId, seq }, 'Restricted contents were read');
      const form: Body = { ...objectIn(body, 'form'), ...objectIn(body, 'replacement') };
      return {
        items: Object.entries(form).flatMap(([key, value]) => {
          const label = known.find((field) => field.key === key)?.label ?? key;
          return isRestricted(value)
            ? [{ key, label, words: unsealed(value, parts.environment.PAYLOAD_KEYS) }]
            : [];
        }),
      };
    },
    present: (body) => ({ body }),
  }),
  route({
    method: 'get',
    path: '/api/cases/:number/records/:seq/restricted/:sha256',
    summary: '下载一份依法保密的附件（投诉举报材料、告知凭证）；查看留痕',
    download: true,
    params: FileParams,
    answers: { 200: Bytes },
    load: async ({ caller, params }) => {
      const { dossier, record } = await recordFor(parts, caller, params);
      const body = (await contentsOf(parts.ledger, dossier, [record])).get(record.seq);
      const file = body && namedIn(record, body, params.sha256);
      if (!file) throw refused(refusal('notFound', { what: '该附件' }));
      return { dossier, record, file };
    },
    may: ({ caller }, { dossier }) => maySeeRestricted(caller, dossier),
    do: async ({ caller, response }, { record: { chainId, seq }, file }) => {
      parts.logger.info(
        { person: caller.id, chainId, seq, sha256: file.reference.sha256 },
        'A restricted file was read',
      );
      await sendFile(parts, response, file);
    },
    present: () => ({}),
  }),
];

async function recordFor(
  { ledger }: Pick<ApiParts, 'ledger'>,
  caller: Caller,
  { number, seq }: { number: string; seq: number },
) {
  const dossier = await readDossier(ledger, caller, number);
  const record = dossier.records.find((one) => one.seq === seq);
  if (!record) throw refused(refusal('notFound', { what: '该记录' }));
  return { dossier, record };
}

function maySeeRestricted(caller: Caller, { matter }: Dossier): void {
  if (!allowed(caller, 'seeRestricted', matter))
    throw refused(refusal('notPermitted', { what: '查看依法保密的内容' }, 33));
}
