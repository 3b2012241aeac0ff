import type { OnRegister } from '../models/register.js';
import type { RecordingUpload } from '../models/recordings.js';
import { calibrationEnded, DEVICE_TYPES, type RegisteredDevice } from '../workflows/law/devices.js';
import { recordingDocuments } from '../workflows/law/documents/recording.js';
import { CUSTODY_CLOCK, recordingCustodyRow, type RecordingFacts } from '../workflows/law/recording-rows.js';
import { held, type State } from '../workflows/law/record/fold.js';
import { procedureName, textOf, textsOf, type RecordHeader } from '../workflows/law/record/kinds.js';
import type { Caller } from './callers.js';
import { readDossier, type Dossier } from './matters.js';
import { namesFor } from './names.js';
import type { ApiParts } from './parts.js';
import { allowed } from './policies.js';
import { isOf, type Names } from './presenters.js';
import { Recordings, RecordingUploadView, UploadParams, type RecordingView } from './recording-schemas.js';
import { ownUpload, UNFINISHED_KEPT_MS } from './resumable-uploads.js';
import { route, type Route } from './route.js';
import { CaseParams } from './schemas.js';
import { taskIdOf } from './words.js';

/** Recordings (第四条, 第三十条第三款): those of a case, and what became of an upload. */
export const recordingRoutes = (parts: ApiParts): Route[] => [
  route({
    method: 'get',
    path: '/api/cases/:number/recordings',
    summary: '一个案件的音像记录：设备、人员、起止、入库期限、存放位置和摘要',
    params: CaseParams,
    answers: { 200: Recordings },
    load: ({ caller, params }) => readDossier(parts.ledger, caller, params.number),
    do: ({ caller, receivedAt }, dossier) => recordingsOf(parts, caller, dossier, receivedAt),
    present: (body) => ({ body }),
  }),
  route({
    method: 'get',
    path: '/api/recording-uploads/:id',
    summary: '自己的一次断点续传（tus 1.0）到了哪里；传完的，给出摘要',
    params: UploadParams,
    answers: { 200: RecordingUploadView },
    load: ({ caller, params }) => ownUpload(parts, caller.id, params.id),
    do: async (_, known) => {
      const upload = (await parts.recordings.settle(known._id)) ?? known;
      return uploadView(upload, (await parts.recordings.received(known._id)) ?? 0);
    },
    present: (body) => ({ body }),
  }),
];

function uploadView(upload: RecordingUpload, received: number): RecordingUploadView {
  const { _id: id, name, size, kept, refused, createdAt } = upload;
  return {
    id,
    name,
    size,
    received,
    state: kept ? 'kept' : refused === undefined ? 'receiving' : 'refused',
    stored: kept ? { ...kept, name } : null,
    refused: refused ?? null,
    expiresAt: createdAt + UNFINISHED_KEPT_MS,
  };
}

// ── the recordings of a case

/** What a recording's view is made from. */
type Known = {
  names: Names;
  devices: readonly OnRegister<RegisteredDevice>[];
  store: (id: string) => string;
  caller: Caller;
  now: number;
};

async function recordingsOf(parts: ApiParts, caller: Caller, dossier: Dossier, now: number) {
  const { register } = parts;
  const all = Object.entries(dossier.states).filter(([procedure]) => isRecording(procedure));
  const ids = all.flatMap(([, state]) => (state.opening ? peopleIn(state) : []));
  const [names, devices, stores] = await Promise.all([
    namesFor(parts, ids),
    register.devices(),
    register.stores(),
  ]);
  const store = (id: string) => stores.find((one) => one.id === id)?.name ?? id;
  const known: Known = { names, devices, store, caller, now };
  return {
    items: all.flatMap(([procedure, state]) => {
      const { opening } = state;
      return opening ? [recordingView(procedure, state, opening, known)] : [];
    }),
    may: { announce: allowed(caller, 'openProcedure', dossier.matter) && mayOpen(caller) },
    now,
  };
}

const isRecording = (procedure: string): boolean => procedureName(procedure) === recordingCustodyRow.key;
const mayOpen = ({ posts }: Caller): boolean =>
  posts.some(({ post }) => recordingCustodyRow.openedBy.includes(post));

const factsOf = ({ facts }: RecordHeader): RecordingFacts => facts as unknown as RecordingFacts;

/** Storing comes first, the transfer from a dedicated store into the system after it. */
const storings = ({ steps }: State): RecordHeader[] =>
  ['recording-storing/submit/1', 'recording-transfer/submit/1'].flatMap((step) => held(steps, step) ?? []);

const peopleIn = (state: State): string[] => [
  ...(state.opening ? (factsOf(state.opening).recordedBy ?? []) : []),
  ...storings(state).map(keeperOf),
];

/** Who put the file there: of a dedicated store it is said, else it is who brought it. */
const keeperOf = ({ facts, actor }: RecordHeader): string => textsOf(facts, 'storedBy')[0] ?? actor.id;

function recordingView(procedure: string, state: State, opening: RecordHeader, known: Known): RecordingView {
  const { names, now, caller } = known;
  const facts = factsOf(opening);
  const clock = held(state.clocks, CUSTODY_CLOCK);
  const kept = storings(state);
  const [task] = Object.values(state.tasks);
  const late = kept.flatMap((record) => record.late).find((one) => one.clock === CUSTODY_CLOCK);
  return {
    id: procedure,
    thirdParty: facts.source === 'thirdParty',
    device: deviceOf(facts, known),
    actLabel: labelOfAct(facts.act),
    recordedBy: (facts.recordedBy ?? []).map((id) => ({ id, name: names.person(id) })),
    startedAt: facts.startedAt ?? null,
    endedAt: facts.obtainedAt === undefined ? (clock?.from ?? null) : null,
    obtainedAt: facts.obtainedAt ?? null,
    state: stateOf(state, kept),
    dueAt: clock?.at ?? null,
    overdue: clock !== undefined && clock.met === undefined && now > clock.at,
    lateByMs: late?.byMs ?? null,
    task: task
      ? {
          id: taskIdOf(opening.chainId, procedure, task.step),
          document: task.document ?? '',
          yours: isOf(task, caller.id),
        }
      : null,
    kept: kept.map((record) => keptView(record, known)),
  };
}

function stateOf(state: State, kept: readonly RecordHeader[]): RecordingView['state'] {
  if (state.concluded) return 'stored';
  if (kept.length > 0) return 'inStore';
  return held(state.clocks, CUSTODY_CLOCK) ? 'awaiting' : 'running';
}

function deviceOf(
  { device: id, startedAt = 0 }: RecordingFacts,
  { devices }: Known,
): RecordingView['device'] {
  if (id === undefined) return null;
  const found = devices.find((one) => one.id === id);
  return {
    id,
    name: found?.name ?? id,
    typeLabel: found ? DEVICE_TYPES[found.type] : '',
    calibrationEnded: calibrationEnded(found?.calibration ?? null, startedAt),
  };
}

function labelOfAct(act: string): string {
  const field = recordingDocuments.recordingAnnouncement.contents.find(({ key }) => key === 'act');
  const choices: readonly { key: string; label: string }[] = field && 'choices' in field ? field.choices : [];
  return choices.find(({ key }) => key === act)?.label ?? act;
}

function keptView(record: RecordHeader, { names, store }: Known): RecordingView['kept'][number] {
  const { facts, attachments, occurredAt, receivedAt: recordedAt } = record;
  const keeper = keeperOf(record);
  const by = { id: keeper, name: names.person(keeper) };
  const [file] = attachments;
  if (textOf(facts, 'place') !== 'dedicatedStore')
    return {
      place: 'system',
      store: null,
      sha256: file?.sha256 ?? '',
      sm3: file?.sm3 ?? null,
      size: file?.size ?? null,
      by,
      at: occurredAt,
      recordedAt,
    };
  const id = textOf(facts, 'store');
  const at = facts['storedAt'];
  return {
    place: 'dedicatedStore',
    store: { id, name: store(id) },
    sha256: textOf(facts, 'hash'),
    sm3: null,
    size: null,
    by,
    at: typeof at === 'number' ? at : occurredAt,
    recordedAt,
  };
}
