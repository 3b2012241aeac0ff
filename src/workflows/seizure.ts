// 第十五条  在证据可能灭失或以后难以取得的情况下，执法机构采取证据保全措施的，应记录以下事项
// 行政强制法第十八条  行政机关实施行政强制措施应当遵守下列规定：（一）实施前须向行政机关负责人报告并经批准……
import {
  APPROVAL_MADE_UP,
  EMERGENCY_REPORT,
  isOnTheSpot,
  liftingTask,
  MEASURE_APPROVAL_CLOCK,
  MEASURE_CLOCK,
  seizureRow,
  SEALING_FORM,
  type MeasureFacts,
} from './law/measure-rows.js';
import { approve } from './steps/approval.js';
import { procedure, type CaseFile } from './steps/case-file.js';
import { endOfMatter } from './steps/matter-end.js';
import { keepMeasureTerm } from './steps/measure.js';
import { documentTask, firstOf } from './steps/receive.js';

export const seizure = procedure(seizureRow, (file) =>
  Promise.race([isOnTheSpot(file.facts) ? takenOnTheSpot(file) : approvedFirst(file), keepMeasureTerm(file)]),
);

// 实施前须向行政机关负责人报告并经批准
async function approvedFirst(file: CaseFile<MeasureFacts>) {
  const approval = {
    subject: SEALING_FORM,
    document: 'sealingApprovalForm',
    submitted: file.opening,
  } as const;
  const verdict = await Promise.race([approve(file, approval), endOfMatter(file)]);
  if (typeof verdict === 'string' || !verdict.granted) return 'notApproved';
  return Promise.race([handedOver(file), ended(file)]);
}

// 行政强制法第十九条  情况紧急，需要当场实施行政强制措施的，行政执法人员应当在二十四小时内向行政机关负责人报告，并补办批准手续。
//                   行政机关负责人认为不应当采取行政强制措施的，应当立即解除。
const takenOnTheSpot = (file: CaseFile<MeasureFacts>) =>
  Promise.race([handedOver(file), ended(file), refusedAfterwards(file)]);

async function refusedAfterwards(file: CaseFile<MeasureFacts>) {
  const approval = { subject: EMERGENCY_REPORT, document: 'emergencyMeasureReport' } as const;
  const { granted, record } = await approve(file, approval);
  await file.meetClock(MEASURE_APPROVAL_CLOCK, APPROVAL_MADE_UP, record.receivedAt);
  return granted ? file.stayOpen() : lifted(file, 'notApproved');
}

// 行政强制法第二十四条  应当制作并当场交付查封、扣押决定书和清单
async function handedOver(file: CaseFile<MeasureFacts>): Promise<never> {
  const { handlers } = file.people;
  await Promise.all([
    file.ask(documentTask('sealing-decision', 'sealingDecision', 'handler', handlers)),
    file.ask(documentTask('sealing-list', 'sealingList', 'handler', handlers)),
  ]);
  return file.stayOpen();
}

// 行政强制法第二十五条、第二十七条、第二十八条  期限届满的、不再需要的，应当及时作出解除决定；依法没收、销毁或者移送的，作出处理
async function ended(file: CaseFile<MeasureFacts>) {
  const end = await Promise.race([
    endOfMatter(file),
    file.earliest({
      expired: () => file.passed(MEASURE_CLOCK),
      lifted: () => firstOf(file, 'measureLiftingDecision'),
      disposed: () => firstOf(file, 'measureDisposalRecord'),
      transferred: () => firstOf(file, 'thingsTransferNotice'),
    }),
  ]);
  const ground = typeof end === 'string' ? end : end.which;
  return ground === 'disposed' || ground === 'transferred'
    ? { outcome: 'disposed', ground }
    : lifted(file, ground);
}

// 行政强制法第二十八条  解除查封、扣押应当立即退还财物
async function lifted(file: CaseFile<MeasureFacts>, ground: string) {
  const { approvers, handlers } = file.people;
  if (ground === 'expired') await file.carryOut('measure-lapsed', () => Promise.resolve({ ground }));
  const taken = isOnTheSpot(file.facts) || firstOf(file, 'measureRecord') !== undefined;
  if (!taken) return 'notTaken';
  const decided = () => firstOf(file, 'measureLiftingDecision') !== undefined;
  if (!decided()) await Promise.race([file.ask(liftingTask(approvers)), file.when(decided)]);
  await file.ask(documentTask('things-returned', 'thingsReturnedRecord', 'handler', handlers));
  return { outcome: 'lifted', ground };
}
