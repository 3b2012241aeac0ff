import { matrixOf } from '../models/media-settings.js';
import type { OnRegister } from '../models/register.js';
import {
  demandLabels,
  demands,
  isMediaActKey,
  matrixWith,
  mediaActKeys,
  mediaMatrix,
  mediaMatrixVersion,
  type Demand,
  type MediaActKey,
} from '../workflows/law/media-matrix.js';
import { phaseLabel } from '../workflows/law/procedures.js';
import type { RecordHeader } from '../workflows/law/record/kinds.js';
import {
  NO_CHANGE,
  type MediaSetting,
  type RegisterChange,
  type Replaced,
} from '../workflows/law/register/entries.js';
import { refuseMatrix } from '../workflows/law/rules/media.js';
import { refusal } from '../workflows/refusals.js';
import { MediaChange, MediaMatrixView, MediaParams } from './media-matrix-schemas.js';
import type { ApiParts } from './parts.js';
import { allowed } from './policies.js';
import { refused } from './problems.js';
import { answerOf, changeRegister, refuseStale, versionOf, type Snapshot } from './register-change.js';
import { entryHistory } from './register-history.js';
import { RegisterAnswer } from './register-schemas.js';
import type { Told } from './requests.js';
import { route, type Route } from './route.js';
import { Pending } from './schemas.js';

/** The bureau's media matrix (第五条第二款): read by whoever acts, changed by the 法制机构, on the record. */
export const mediaMatrixRoutes = (parts: ApiParts): Route[] => [
  route({
    method: 'get',
    path: '/api/media-matrix',
    summary: '行为种类与阶段对应的记录方式表（第五条）：本表默认、本局设置、现行要求和历次变更',
    answers: { 200: MediaMatrixView },
    may: ({ caller }) => {
      if (!allowed(caller, 'seeMediaMatrix'))
        throw refused(refusal('notPermitted', { what: '查看记录方式表' }));
    },
    do: (call) => viewOf(parts, call),
    present: (body) => ({ body }),
  }),
  route({
    method: 'post',
    path: '/api/media-matrix/:act',
    summary: '设置一种行为是否应当音像记录，写明理由；强制要求的不得放宽，只对此后启动的事项有效',
    act: true,
    params: MediaParams,
    body: MediaChange,
    answers: { 200: RegisterAnswer, 202: Pending },
    may: (call) => {
      if (!mayChange(call)) throw refused(refusal('notPermitted', { what: '变更记录方式表' }));
    },
    do: (call) => {
      const { act } = call.params;
      const { version, audioVisual, reason } = call.body;
      if (!isMediaActKey(act)) throw refused(refusal('notFound', { what: '该行为' }));
      const weakened = refuseMatrix(matrixWith(audioVisual === null ? {} : { [act]: audioVisual }));
      if (weakened) throw refused(weakened, [{ pointer: '/audioVisual', detail: weakened.message }]);
      const make = async (register: Snapshot): Promise<RegisterChange> => {
        const known = register.media.find((one) => one.act === act);
        await refuseStale(parts, `“${mediaMatrix[act].label}”的记录方式`, known ?? { change: null }, version);
        const before = known ? bare(known) : null;
        return { ...NO_CHANGE, media: [{ before, after: { act, audioVisual, reason } }] };
      };
      return changeRegister(parts, call, { make });
    },
    present: (reply) => reply,
    again: (record: RecordHeader) => answerOf(parts, [record]),
  }),
];

const mayChange = ({ caller }: Pick<Told, 'caller'>): boolean =>
  allowed(caller, 'maintainMediaMatrix') && caller.authentication === 'password';

const bare = ({ act, audioVisual, reason }: MediaSetting): MediaSetting => ({ act, audioVisual, reason });

async function viewOf(parts: ApiParts, told: Pick<Told, 'caller' | 'receivedAt'>) {
  const settings = await parts.register.media();
  const names = new Map(
    await Promise.all(
      [...new Set(settings.flatMap(({ change }) => change?.by ?? []))].map(
        async (id) => [id, (await parts.people.personById(id))?.name ?? id] as const,
      ),
    ),
  );
  const history = await entryHistory(
    parts,
    ({ changed }) => changed.some(({ what }) => what === 'media'),
    (change) => change.media.map(changeInWords),
    told.receivedAt,
  );
  return {
    version: matrixOf(settings)?.version ?? mediaMatrixVersion.id,
    unconfirmedBecause: mediaMatrixVersion.unconfirmedBecause,
    items: mediaActKeys.map((act) => cellView(act, settings, names)),
    history,
    may: { change: mayChange(told) },
  };
}

function cellView(
  act: MediaActKey,
  settings: readonly OnRegister<MediaSetting>[],
  names: ReadonlyMap<string, string>,
) {
  const { label, phase, article, text, audioVisual, mandatory, exception } = mediaMatrix[act];
  const setting = settings.find((one) => one.act === act);
  const change = setting?.change ?? null;
  return {
    act,
    label,
    phase,
    phaseLabel: phaseLabel(phase),
    article,
    text,
    byTable: audioVisual,
    inForce: setting?.audioVisual ?? audioVisual,
    choices: demands.filter((one) => !mandatory || one === audioVisual),
    mandatory,
    exception,
    set:
      setting && change
        ? { reason: setting.reason, by: names.get(change.by) ?? change.by, at: change.at }
        : null,
    version: versionOf(change),
  };
}

/** What a change did to a cell, in one sentence. */
function changeInWords({ before, after: { act, audioVisual, reason } }: Replaced<MediaSetting>): string {
  const cell = mediaMatrix[act];
  const words = (demand: Demand | null | undefined) => demandLabels[demand ?? cell.audioVisual];
  return `${cell.label}：${words(before?.audioVisual)} → ${words(audioVisual)}。理由：${reason}`;
}
