// 第八条  机关科室对公民、法人或其他组织依法申请办理的事项，应依照有关法律法规和规章的规定对申请登记、口头申请、
//        受理或不予受理、当场更正申请材料中的错误、出具书面凭证或回执以及一次性告知申请人需补正的全部内容等予以记录。
import {
  applicationRow,
  CORRECTION_CLOCK,
  DELIVERY_CLOCK,
  PERMIT_CLOCK,
  permitExclusion,
  permitProlonging,
  type ApplicationFacts,
} from './law/application-rows.js';
import type { DocumentKey } from './law/documents.js';
import { textOf, type RecordHeader } from './law/record/kinds.js';
import { acceptedFrom, toldInTime } from './steps/application.js';
import { approveUntilGranted } from './steps/approval-granted.js';
import { procedure, type CaseFile } from './steps/case-file.js';
import { excludeTime } from './steps/excluded-time.js';
import { prolong } from './steps/prolong.js';
import { documentTask } from './steps/receive.js';

type File = CaseFile<ApplicationFacts>;

export const application = procedure(applicationRow, (file) =>
  Promise.race([
    handled(file),
    deemedAccepted(file),
    prolong(file, permitProlonging),
    excludeTime(file, permitExclusion),
  ]),
);

async function handled(file: File): Promise<string> {
  if (!(await accepted(file))) return 'notAccepted';

  // 行政许可法第四十二条  应当自受理行政许可申请之日起二十日内作出行政许可决定
  const decision = await approveUntilGranted(file, {
    subject: 'permit-decision',
    document: 'applicationDecision',
  });
  const decidedAt = decision.record.receivedAt;
  await file.meetClock(PERMIT_CLOCK, 'permit-decision/met', decidedAt);

  // 行政许可法第四十四条  应当自作出决定之日起十日内向申请人颁发、送达行政许可证件
  await file.startClock({ key: DELIVERY_CLOCK, period: 'permitDelivery', from: decidedAt });
  await file.ask({ ...task(file, 'permit-delivery', 'permitDeliveryRecord'), clock: DELIVERY_CLOCK });
  return textOf(decision.submission.facts, 'result') === 'granted' ? 'granted' : 'refused';
}

// 受理或不予受理、当场更正申请材料中的错误、出具书面凭证或回执以及一次性告知申请人需补正的全部内容
async function accepted(file: File): Promise<boolean> {
  const examined = await file.ask(task(file, 'examination', 'applicationRegister'));
  const acceptance = textOf(examined.facts, 'acceptance');
  if (acceptance === 'refused' && (await toldInTime(file, refusal(file)))) return false;
  const receipt = acceptance === 'incomplete' ? await corrected(file) : undefined;
  if (receipt && textOf(receipt.facts, 'complete') !== 'complete') {
    await file.ask(refusal(file));
    return false;
  }

  const acceptanceNotice = task(file, 'acceptance-notice', 'applicationAcceptance');
  await file.ask({ ...acceptanceNotice, clock: CORRECTION_CLOCK }, (act) =>
    file.clock(PERMIT_CLOCK)
      ? {}
      : { starts: [{ key: PERMIT_CLOCK, period: 'permitDecision', from: acceptedFrom(receipt, act) }] },
  );
  return true;
}

// 行政许可法第三十二条  应当当场或者在五日内一次告知申请人需要补正的全部内容
async function corrected(file: File): Promise<RecordHeader | undefined> {
  const told = await toldInTime(file, task(file, 'one-time-notice', 'oneTimeNotice'));
  return told ? file.ask(task(file, 'correction-receipt', 'correctionReceipt')) : undefined;
}

// 逾期不告知的，自收到申请材料之日起即为受理
async function deemedAccepted(file: File): Promise<never> {
  await file.when(() => file.passed(CORRECTION_CLOCK) !== undefined);
  if (!file.clock(PERMIT_CLOCK))
    await file.startClock({ key: PERMIT_CLOCK, period: 'permitDecision', from: file.facts.receivedAt });
  return file.stayOpen();
}

const refusal = (file: File) => task(file, 'refusal-notice', 'applicationRefusal');

const task = (file: File, subject: string, document: DocumentKey) =>
  documentTask(subject, document, 'handler', file.people.handlers);
