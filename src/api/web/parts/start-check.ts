import { fromField } from '../format.js';
import { asked, listWithin, past, twoPeople, within, type FieldError } from './checks.js';
import type { StartDraft } from './start-draft.js';

const NUMBER = /^[A-Z]{1,8}-\d{4}-[0-9A-Z]{1,12}$/;

function numberFaults({ number }: StartDraft): FieldError[] {
  const given = number.trim().toUpperCase();
  if (given === '' || NUMBER.test(given)) return [];
  return [{ pointer: '/number', detail: '案号格式为“字头-年份-序号”，如 HY-2026-0123；不填则自动编号。' }];
}

function originFaults({ arisesFrom }: StartDraft): FieldError[] {
  const given = arisesFrom.trim().toUpperCase();
  if (given === '' || NUMBER.test(given)) return [];
  return [{ pointer: '/arisesFrom', detail: '请从查到的事项中选用，或者填写完整的编号，如 HYC-2026-0001。' }];
}

function partyFaults({ party }: StartDraft): FieldError[] {
  const organisation = party.kind === 'organisation';
  return [
    ...asked('/party/name', organisation ? '名称' : '姓名', party.name, 200),
    ...within(
      '/party/identification',
      organisation ? '统一社会信用代码' : '身份证件号码',
      party.identification,
      40,
    ),
    ...(organisation ? within('/party/representative', '法定代表人或负责人', party.representative, 100) : []),
    ...within('/party/phone', '联系电话', party.phone, 40),
    ...within('/party/address', '住址', party.address, 400),
  ];
}

function peopleFaults({ unit, handlers }: StartDraft): FieldError[] {
  if (unit === '') return [{ pointer: '/unit', detail: '请选择承办机构，再选择两名以上承办人。' }];
  return twoPeople('/people/handlers', '承办人', handlers);
}

const emergencyFaults = (draft: StartDraft, now: number): FieldError[] => [
  ...past('/emergency/startedAt', '实际启动时间', fromField(draft.startedAt), now),
  ...asked('/emergency/urgency', '情况紧急的理由', draft.urgency, 4_000),
  ...twoPeople('/emergency/officers', '实施紧急启动的执法人员', draft.officers),
  ...listWithin('/emergency/measures', '已采取的措施', draft.measures, { count: 50, length: 500 }),
  ...listWithin('/emergency/things', '已取得的物品', draft.things, { count: 200, length: 500 }),
  ...within('/emergency/lateEntryReason', '迟报的原因', draft.lateEntryReason, 2_000),
];

const verificationFaults = (draft: StartDraft, now: number): FieldError[] => [
  ...past('/priorVerification/at', '核查、检查时间', fromField(draft.verifiedAt), now),
  ...asked('/priorVerification/description', '核查、检查情况和取得的证据', draft.verification, 4_000),
];

/** Everything that is amiss with a start, in the order of the page. `now` in epoch ms. */
export const startFaults = (draft: StartDraft, now: number): FieldError[] => [
  ...originFaults(draft),
  ...asked('/title', '案件名称', draft.title, 200),
  ...asked('/cause', '启动原因', draft.cause, 4_000),
  ...asked('/sourceOfCase', '案件来源', draft.sourceOfCase, 400),
  ...asked('/suspectedProvision', '涉嫌违反的规定', draft.suspectedProvision, 1_000),
  ...numberFaults(draft),
  ...partyFaults(draft),
  ...peopleFaults(draft),
  ...(draft.emergency ? emergencyFaults(draft, now) : []),
  ...(draft.verified ? verificationFaults(draft, now) : []),
];
