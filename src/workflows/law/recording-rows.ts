import type { RegisteredDevice, RegisteredStore } from './devices.js';
import { matterChains } from './matter-chains.js';
import { formatMoment } from './moments.js';
import type { OpenedFacts, ProcedureRow } from './procedures.js';
import { submitTask } from './record/approval-tasks.js';
import { held } from './record/fold.js';
import { filled } from './record/gates.js';
import { formOf, numberOf, procedureName, textOf, textsOf, type Act, type Task } from './record/kinds.js';
import { outcomeOn, type Requirement, type WholeMatter } from './record/requirements.js';
import { isRecordingFile } from './rules/media.js';
import { refusal, type Refusal } from '../refusals.js';

/** Key of the clock of 24 hours. */
export const CUSTODY_CLOCK = 'recording-custody';

/**
 * Facts of a recording: whose device, which acts, when; moments in epoch ms. `obtainedAt`: when a third
 * party's recording came into the officers' hands.
 */
export type RecordingFacts = OpenedFacts & {
  source: string;
  device?: string;
  recordedBy?: readonly string[];
  act: string;
  startedAt?: number;
  progress?: string;
  endedAt?: number;
  obtainedAt?: number;
};

/**
 * From when the 24 hours run: from the end of the recording (第三十条第三款); of what a third party recorded, from
 * when officers had it, because from then on they keep it (our reading). Undefined while it is being made.
 */
export function custodyFrom(facts: Partial<RecordingFacts>): number | undefined {
  if (facts.source === 'thirdParty') return facts.obtainedAt;
  return facts.progress === 'ended' ? facts.endedAt : undefined;
}

/** Who made it or handles the case: any of them stores it. */
const custodians = ({ recordedBy = [], people }: RecordingFacts): string[] => [
  ...new Set([...recordedBy, ...people.handlers]),
];

/** Asks when a recording that was announced while it was made came to its end. */
export const endTask = (facts: RecordingFacts): Task =>
  submitTask('recording-end', 'recordingEnd', 1, custodians(facts));

/** Asks for the storing, within the 24 hours. */
export const storingTask = (facts: RecordingFacts): Task =>
  submitTask('recording-storing', 'recordingStored', 1, custodians(facts), CUSTODY_CLOCK);

/** Asks for the transfer from a dedicated store into the system. No rule found sets a time for it. */
export const transferTask = (facts: RecordingFacts): Task =>
  submitTask('recording-transfer', 'recordingTransferred', 1, custodians(facts));

/** The start of the 24 hours. */
export const custodyClock = (from: number) =>
  ({ key: CUSTODY_CLOCK, period: 'recordingCustody', from }) as const;

/** The same from the act that says when the recording ended. */
export const clockFromEnd = (end: Act) => custodyClock(numberOf(end.facts, 'endedAt') ?? end.occurredAt);

// — what must be so before a step is put on file —

const openedWith = (matter: WholeMatter, act: Act): Partial<RecordingFacts> =>
  matter[act.procedure]?.opening?.facts ?? {};

const endInOrder: Requirement = {
  missing: '录制完成时间不早于开始时间，也不晚于现在',
  article: 30,
  met: (matter, act) => {
    const endedAt = numberOf(act.facts, 'endedAt') ?? Infinity;
    return (openedWith(matter, act).startedAt ?? 0) <= endedAt && endedAt <= act.receivedAt;
  },
};

const inStore = (act: Act): boolean => textOf(act.facts, 'place') === 'dedicatedStore';

const fileAttached: Requirement = {
  missing: '随本次提交上传音像文件',
  article: 30,
  met: (_, act) => inStore(act) || act.attachments.some(isRecordingFile),
};

const SHA256 = /^[0-9a-f]{64}$/;

const hashReadable: Requirement = {
  missing: '64 位十六进制的 SHA-256 摘要',
  article: 30,
  met: (_, act) => !inStore(act) || SHA256.test(textOf(act.facts, 'hash')),
};

const storedInOrder: Requirement = {
  missing: '存入时间不早于录制完成（取得）时间，也不晚于现在',
  article: 30,
  met: (matter, act) => {
    const storedAt = inStore(act) ? numberOf(act.facts, 'storedAt') : act.receivedAt;
    const from = held(matter[act.procedure]?.clocks ?? {}, CUSTODY_CLOCK)?.from ?? 0;
    return storedAt !== undefined && from <= storedAt && storedAt <= act.receivedAt;
  },
};

const latenessExplained: Requirement = {
  missing: '逾期入库的原因',
  article: 30,
  met: (matter, act) => {
    const clock = held(matter[act.procedure]?.clocks ?? {}, CUSTODY_CLOCK);
    return clock === undefined || act.receivedAt <= clock.at || filled(formOf(act)['lateReason']);
  },
};

const sameFile: Requirement = {
  missing: '与存入专用存储器时登记的摘要一致的音像文件',
  article: 30,
  met: (matter, act) => {
    const steps = Object.values(matter[act.procedure]?.steps ?? {});
    const hash = steps.map(({ facts }) => textOf(facts, 'hash')).find((one) => one !== '');
    return act.attachments.some(({ sha256 }) => sha256 === hash);
  },
};

/** 第三十条第三款, with the devices of 第四条. */
export const recordingCustodyRow: ProcedureRow<RecordingFacts> = {
  key: 'recording-custody',
  workflowType: 'recordingCustody',
  title: '音像记录入库',
  article: 30,
  phase: 'investigation',
  alsoOn: ['application', 'complaint', 'inspection'],
  openedBy: ['officer', 'unitHead', 'clerk'],
  opensMatter: false,
  opening: 'recordingAnnouncement',
  many: true,
  beforeApproval: 'allowed',
  steps: {
    'recording-end': {
      label: '音像记录完成',
      asks: '登记录制完成的时间，24 小时入库自该时间起算',
      document: 'recordingEnd',
      article: 30,
      requires: [endInOrder],
    },
    'recording-storing': {
      label: '音像记录入库',
      asks: '将音像记录储存至执法信息系统（大文件在案件的“音像记录”页面断点续传）或者本单位专用存储器；不得自行保管',
      document: 'recordingStored',
      article: 30,
      requires: [fileAttached, hashReadable, storedInOrder, latenessExplained],
    },
    'recording-transfer': {
      label: '音像记录转入系统',
      asks: '将专用存储器中的音像记录转入执法信息系统（大文件在案件的“音像记录”页面断点续传），摘要须与存入时一致',
      document: 'recordingTransferred',
      article: 30,
      requires: [sameFile],
    },
  },
  outcomes: { stored: '已入库', storedAsThirdParty: '已入库，只作第三方证据' },
  begins: (facts) => {
    const from = custodyFrom(facts);
    return from === undefined
      ? { opens: [endTask(facts)], starts: [] }
      : { opens: [storingTask(facts)], starts: [custodyClock(from)] };
  },
  // Not `startGate`: what was recorded has to be stored even when the start is refused afterwards.
  gate: (file, act) =>
    file['case-initiation'] || matterChains.isApart(file)
      ? refuseTimes(act)
      : refusal('notReady', { missing: '程序启动' }),
};

/** A recording that is known lies in the past, and begins before it ends. */
function refuseTimes(act: Act): Refusal | undefined {
  const { startedAt = 0, endedAt = startedAt, obtainedAt = 0 } = act.facts as Partial<RecordingFacts>;
  if (startedAt <= endedAt && Math.max(startedAt, endedAt, obtainedAt) <= act.receivedAt) return undefined;
  return refusal('recordingTimesWrong', { now: formatMoment(act.receivedAt) });
}

// — what the register must say: asked inside `append` —

/** Which device or store the record of a recording names; nothing for every other act. */
export function registeredThings(act: Act): { device?: string; store?: string } {
  if (procedureName(act.procedure) !== recordingCustodyRow.key) return {};
  if (act.kind === 'opening' && textOf(act.facts, 'source') === 'ownDevice')
    return { device: textOf(act.facts, 'device') };
  return act.kind === 'decided' && inStore(act) ? { store: textOf(act.facts, 'store') } : {};
}

/**
 * Only a registered device makes a recording of the bureau (第四条); others are evidence of third parties. Whoever
 * holds it records, or it is said how it came to others. `holder`: his name. Pure.
 */
export function refuseDevice(
  act: Act,
  device: RegisteredDevice | undefined,
  holder: string,
): Refusal | undefined {
  if (!device?.active) return refusal('deviceNotRegistered', { device: textOf(act.facts, 'device') });
  const recorders = textsOf(act.facts, 'recordedBy');
  const held = device.holder === null || recorders.includes(device.holder);
  return held || filled(formOf(act)['holderReason'])
    ? undefined
    : refusal('deviceHolderAbsent', { device: device.name, holder });
}

/** 本单位专用存储器: one that is registered and in use. Pure. */
export const refuseStore = (act: Act, store: RegisteredStore | undefined): Refusal | undefined =>
  store?.active ? undefined : refusal('storeNotRegistered', { store: textOf(act.facts, 'store') });

/** For other gates: is there a recording of this key in the matter, stored and not a third party's? */
export function isStoredRecording(matter: WholeMatter, procedure: string): boolean {
  const state = procedureName(procedure) === recordingCustodyRow.key ? matter[procedure] : undefined;
  return outcomeOn(state) === 'stored';
}
