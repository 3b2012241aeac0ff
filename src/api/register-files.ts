import { createHash } from 'node:crypto';
import multer, { MulterError } from 'multer';
import type { Request, Response } from 'express';
import {
  NO_CHANGE,
  readFacts,
  type Register,
  type RegisterChange,
} from '../workflows/law/register/entries.js';
import { refusal } from '../workflows/refusals.js';
import type { ApiParts } from './parts.js';
import { problem, refused } from './problems.js';
import {
  changeRegister,
  leavingWithTasks,
  mayMaintainRegister,
  maySeeRegister,
  readRegister,
  type Snapshot,
} from './register-change.js';
import {
  FileBytes,
  FileQuery,
  ImportFile,
  ImportPreview,
  ImportQuery,
  RegisterAnswer,
} from './register-schemas.js';
import {
  peopleTable,
  personColumns,
  personExample,
  readPeople,
  readUnits,
  unitColumns,
  unitExample,
  unitsTable,
  type ReadImport,
} from './register-table.js';
import type { Told } from './requests.js';
import { route, type Reply, type Route } from './route.js';
import { Pending } from './schemas.js';
import { bearsStateSecret } from './secrecy.js';
import { csvOf, FILE_LIMIT_BYTES, readTable, xlsxOf, type Table } from './table-file.js';

/** What can be imported and exported: how it is read against the register, and written. */
const kinds = {
  people: {
    what: '人员',
    sheet: '人员登记',
    read: readPeople,
    write: ({ people, units }: Written) => peopleTable(people, units),
    template: [Object.values(personColumns), personExample],
  },
  units: {
    what: '机构',
    sheet: '机构登记',
    read: (table: readonly string[][], register: Register, _: string, now: number) =>
      readUnits(table, register, now),
    write: ({ units }: Written) => unitsTable(units),
    template: [Object.values(unitColumns), unitExample],
  },
} as const;
type KindKey = keyof typeof kinds;
type Written = { people: Parameters<typeof peopleTable>[0]; units: Parameters<typeof unitsTable>[0] };

/** Files of the register: templates, exports, and imports that say of every row what becomes of it. */
export const registerFileRoutes = (parts: ApiParts): Route[] =>
  (Object.keys(kinds) as KindKey[]).flatMap((kind) => [
    fileRoute(parts, kind),
    previewRoute(parts, kind),
    importRoute(parts, kind),
  ]);

const mediaTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

const fileRoute = (parts: ApiParts, key: KindKey): Route => {
  const kind = kinds[key];
  return route({
    method: 'get',
    path: `/api/register/files/${key}`,
    summary: `导出${kind.what}登记，或者下载导入模板（CSV、XLSX）；导出的文件可以原样导入`,
    download: true,
    query: FileQuery,
    answers: { 200: FileBytes },
    may: maySeeRegister,
    do: async ({ query: { format, template }, response }) => {
      const rows = template
        ? kind.template
        : kind.write({ people: await parts.register.people(), units: await parts.register.units() });
      const bytes = format === 'csv' ? csvOf(rows) : await xlsxOf(rows, kind.sheet);
      const name = `${kind.sheet}${template ? '模板' : ''}.${format}`;
      response.set({
        'Content-Length': String(bytes.length),
        'Cache-Control': 'private, no-store',
        'X-Content-Type-Options': 'nosniff',
      });
      response.attachment(name).type(mediaTypes[format]).end(bytes);
    },
    present: () => ({}),
  });
};

const previewRoute = (parts: ApiParts, key: KindKey): Route =>
  route({
    method: 'post',
    path: `/api/register/imports/${key}/preview`,
    summary: `预览${kinds[key].what}导入：逐行说明新增、变更、无变化或者错误；不改动登记`,
    upload: true,
    body: ImportFile,
    answers: { 200: ImportPreview },
    may: mayMaintainRegister,
    do: async ({ caller, request, response, receivedAt }) => {
      const { bytes } = await received(request, response);
      const register = await readRegister(parts, receivedAt);
      const read = compare(key, await readRows(bytes), register, { caller, receivedAt });
      const leaving = await leavingWithTasks(parts, read.change, receivedAt);
      const tasks = new Map(leaving.map(({ person, count }) => [person.id, count]));
      const rows = read.rows.map((row) => {
        const count = tasks.get(row.id);
        const first = read.rows.find(({ id }) => id === row.id) === row;
        return count !== undefined && first
          ? { ...row, warnings: [...row.warnings, `还有 ${String(count)} 项在办任务，请先办理离职转办`] }
          : row;
      });
      const count = (status: string) => rows.filter((row) => row.status === status).length;
      return {
        rows,
        faults: read.faults,
        counts: {
          add: count('add'),
          change: count('change'),
          nothing: count('nothing'),
          error: count('error'),
        },
        version: register.version,
        confirmOpenTasks: leaving.length > 0,
      };
    },
    present: (body) => ({ body }),
  });

const importRoute = (parts: ApiParts, key: KindKey): Route =>
  route({
    method: 'post',
    path: `/api/register/imports/${key}`,
    summary: `导入${kinds[key].what}：有一行错误即全部不导入；登记在预览后有变更的，须重新预览`,
    act: true,
    upload: true,
    query: ImportQuery,
    body: ImportFile,
    answers: { 200: RegisterAnswer, 202: Pending },
    may: mayMaintainRegister,
    do: async (call) => carryOutImport(parts, key, call, await received(call.request, call.response)),
    present: (reply) => reply,
    again: async (record, call) => {
      const file = await received(call.request, call.response);
      if (readFacts(record.facts).source?.sha256 !== file.sha256) throw refused(refusal('requestIdUsed'));
      return carryOutImport(parts, key, call, file);
    },
  });

type Received = { bytes: Buffer; sha256: string };

async function carryOutImport(
  parts: ApiParts,
  key: KindKey,
  call: Told & { query: { version?: string | undefined; confirmOpenTasks: boolean } },
  { bytes, sha256 }: Received,
): Promise<Reply> {
  const { version, confirmOpenTasks } = call.query;
  const table = await readRows(bytes);
  const make = (register: Snapshot, done: number): RegisterChange => {
    if (done === 0 && version !== undefined && version !== register.version)
      throw refused(refusal('previewStale'));
    const read = compare(key, table, register, call);
    refuseFaulty(read);
    const added = read.change.people.filter(({ before, after }) => before === null && after.active);
    return { ...read.change, invited: added.map(({ after }) => after.id) };
  };
  const source = { sha256, rows: 'rows' in table ? table.rows.length - 1 : 0 };
  return changeRegister(parts, call, { make, confirmOpenTasks, source });
}

/** The file's rows, unless they bear what may not be in this system. */
async function readRows(bytes: Buffer): Promise<Table> {
  const table = await readTable(bytes);
  if ('rows' in table && bearsStateSecret(table.rows)) throw refused(refusal('stateSecretRefused'));
  return table;
}

function compare(
  key: KindKey,
  table: Table,
  register: Snapshot,
  { caller, receivedAt }: Pick<Told, 'caller' | 'receivedAt'>,
): ReadImport {
  if ('fault' in table) return { rows: [], faults: [table.fault], change: NO_CHANGE };
  const plain = {
    people: register.people.map(({ change: _, hasPassword: __, ...person }) => person),
    units: register.units.map(({ change: _, ...unit }) => unit),
  };
  return kinds[key].read(table.rows, plain, caller.id, receivedAt);
}

/** Nothing of a file is imported while anything of it is wrong. */
function refuseFaulty({ rows, faults }: ReadImport): void {
  const wrong = rows.flatMap(({ row, errors }) =>
    errors.map(({ column, detail }) => ({
      pointer: `/file/${String(row)}/${column}`,
      detail: `第 ${String(row)} 行“${column}”：${detail}`,
    })),
  );
  const whole = faults.map((detail) => ({ pointer: '/file', detail }));
  const errors = [...whole, ...wrong];
  if (errors.length > 0)
    throw refused(refusal('importFaulty', { count: errors.length }), errors.slice(0, 100));
}

/** The one file of the form, in memory: it is small. */
async function received(request: Request, response: Response): Promise<Received> {
  const upload = multer({
    storage: multer.memoryStorage(),
    limits: { files: 1, fields: 0, parts: 2, fileSize: FILE_LIMIT_BYTES, headerPairs: 20 },
  }).single('file');
  await new Promise<void>((resolve, reject) => {
    void upload(request, response, (error: unknown) => {
      if (error === undefined || error === null) resolve();
      else if (error instanceof MulterError && error.code === 'LIMIT_FILE_SIZE')
        reject(problem('bodyTooLarge', { limit: `${String(FILE_LIMIT_BYTES / 1_048_576)} MB` }));
      else reject(error instanceof Error ? error : new Error('The upload failed'));
    });
  });
  const bytes = request.file?.buffer;
  if (!bytes)
    throw problem('invalidRequest', {}, [{ pointer: '/file', detail: '请以 file 字段上传一个文件' }]);
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}
