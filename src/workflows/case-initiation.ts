// 第九条  机关科室职权启动一般程序行政执法的，由行政执法人员填写程序启动审批表，报本机关负责人批准。
//         情况紧急的，可先启动行政执法程序，并在行政执法程序启动后24小时内补报。
//         程序启动审批表应载明启动原因、当事人基本情况、承办人意见、承办机构意见和行政机关负责人意见。
import { caseInitiationRow, enforcementCaseRow } from './law/procedure-rows.js';
import { approve } from './steps/approval.js';
import { procedure } from './steps/case-file.js';

export const caseInitiation = procedure(caseInitiationRow, async (file) => {
  const { emergency } = file.facts;

  // 情况紧急的，可先启动行政执法程序
  if (emergency) await file.open(enforcementCaseRow, { ...file.facts, startedAt: emergency.startedAt });

  // 由行政执法人员填写程序启动审批表，报本机关负责人批准；情况紧急的，在行政执法程序启动后24小时内补报
  const approval = await approve(file, {
    subject: 'initiation-form',
    document: 'initiationForm',
    decidedWithin: emergency ? 'emergencyDecision' : undefined,
    effects: { agree: 'startApproved', refuse: 'startRefused' },
  });

  if (approval.granted && !emergency)
    await file.open(enforcementCaseRow, {
      ...file.facts,
      people: file.people,
      startedAt: approval.record.receivedAt,
      start: 'initiated',
    });

  return approval.granted ? 'initiated' : 'notInitiated';
});
