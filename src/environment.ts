import { z } from 'zod';

/** A setting the bureau has not made: compose files pass an empty word for one that is not there. */
const blankIsUnset = <T extends z.ZodType>(setting: T) =>
  z.preprocess((word) => (word === '' ? undefined : word), setting.optional());

/**
 * Every setting of the two processes, read once from the environment.
 * `npm start` sets them for one machine (dev/); a deployment sets them itself (temporal-docker/README.md).
 */
const schema = z.object({
  /** host:port of the Temporal frontend. */
  TEMPORAL_ADDRESS: z.string().min(1),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
  /**
   * Files in PEM: whom the frontend's certificate is checked against, and how this service shows who it is.
   */
  TEMPORAL_TLS_CA_FILE: z.string().min(1).optional(),
  TEMPORAL_TLS_CERT_FILE: z.string().min(1).optional(),
  TEMPORAL_TLS_KEY_FILE: z.string().min(1).optional(),
  /** The name in the frontend's certificate, where it differs from the address. */
  TEMPORAL_TLS_SERVER_NAME: z.string().min(1).optional(),
  TEMPORAL_API_KEY: z.string().min(1).optional(),
  TEMPORAL_TASK_QUEUE: z.string().min(1).default('procedures'),
  /** Where operators open the Temporal Web UI; shown to them and allowed to call the codec endpoint. */
  TEMPORAL_UI_URL: z.url().default('http://127.0.0.1:8233'),
  /** Must ask for `w=majority&journal=true`; the database's name is in the path. */
  MONGODB_URI: z.string().regex(/^mongodb(\+srv)?:\/\//),
  SMTP_URL: z.string().regex(/^smtps?:\/\//),
  MAIL_FROM: z.string().min(3).default('行政执法记录系统 <procedures@localhost>'),
  /** The address people reach the page at; links in letters begin with it. */
  PUBLIC_URL: z.url(),
  HTTP_HOST: z.string().default('127.0.0.1'),
  HTTP_PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /**
   * Reverse proxies in front of the server whose `X-Forwarded-*` are believed; at least 1 where TLS ends at a
   * proxy.
   */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  /**
   * Requests one caller may send in a minute: above what people and their programs need, below what a runaway
   * loop sends.
   */
  REQUESTS_PER_MINUTE: z.coerce.number().int().positive().default(3_000),
  /** Prometheus metrics of the worker; port 0 turns them off. */
  WORKER_METRICS_HOST: z.string().min(1).default('127.0.0.1'),
  WORKER_METRICS_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  /** Signs session cookies. */
  SESSION_SECRET: z.string().min(32),
  /** Salts record bodies and fingerprints requests; never changes over the life of a ledger. */
  LEDGER_KEY: z.string().min(32),
  /** Makes the tokens of links in letters. */
  LINK_KEY: z.string().min(32),
  /**
   * Key ring of the payload codec: `id:base64 of 32 bytes`, comma-separated; the first encrypts, all decrypt.
   */
  PAYLOAD_KEYS: z.string().min(1),
  /** Folder of the content-addressed attachment store. */
  ATTACHMENTS_DIR: z.string().min(1),
  /** Attachments up to this many bytes. */
  ATTACHMENT_MAX_BYTES: z.coerce
    .number()
    .int()
    .positive()
    .default(50 * 1024 * 1024),
  /** Recordings up to this many bytes, sent in pieces. */
  RECORDING_MAX_BYTES: z.coerce
    .number()
    .int()
    .positive()
    .default(4 * 1024 * 1024 * 1024),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Printed at the head of pages, letters and documents. */
  BUREAU_NAME: z.string().min(1).default('华阴市住房和城乡建设局'),
  /** First part of an allocated case number, e.g. HY-2026-0001. */
  CASE_NUMBER_PREFIX: z
    .string()
    .regex(/^[A-Z]{1,8}$/)
    .default('HY'),
  /** The bureau's own part of a 文号, e.g. 华住建罚决字〔2026〕第1号; to be set by the bureau. */
  DOCUMENT_NUMBER_PREFIX: z.string().min(1).max(12).default('华住建'),
  /**
   * Font files of the documents, comma-separated: faces of one family, regular first. The embedded one
   * where it is left out. What has been issued keeps the font it was issued in.
   */
  DOCUMENT_FONT_FILES: z
    .string()
    .default('')
    .transform((files) =>
      files
        .split(',')
        .map((file) => file.trim())
        .filter(Boolean),
    ),
  /**
   * The day on which the regulation was issued and so in force (第三十七条), YYYY-MM-DD: to be said by the bureau.
   * While it is not, nothing is kept from being judged by it, and that is shown.
   */
  REGULATION_EFFECTIVE_FROM: blankIsUnset(z.iso.date()),
  /** How often one enterprise is inspected in a year at most (国办发〔2024〕54号); while unset none is refused. */
  INSPECTIONS_PER_YEAR: blankIsUnset(z.coerce.number().int().min(1).max(365)),
});

/** The validated settings. */
export type Environment = z.infer<typeof schema>;

/** Reads and checks the settings; throws one error that names every wrong or missing variable. */
export function readEnvironment(source: Record<string, string | undefined> = process.env): Environment {
  const read = schema.safeParse(source);
  if (!read.success)
    throw new Error(`环境变量有误 · The environment is incomplete:\n${z.prettifyError(read.error)}`);
  return read.data;
}
