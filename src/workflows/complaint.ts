// 第十条  接到公民、法人或其他组织对违法行为投诉、举报的，需要查处的，及时启动执法程序，并进行相应记录；
//        对实名投诉、举报，经审查不启动行政执法程序的，应依据相关法律、法规和规章的规定告知投诉人、举报人，
//        并将相关情况作书面记录。
import { complaintRow, VERIFICATION_CLOCK, verificationProlonging } from './law/complaint-rows.js';
import type { ComplaintFacts } from './law/complaint-rows.js';
import { textOf } from './law/record/kinds.js';
import { approveUntilGranted } from './steps/approval-granted.js';
import { procedure, type CaseFile } from './steps/case-file.js';
import { metUnlessBefore, prolong } from './steps/prolong.js';
import { documentTask } from './steps/receive.js';

export const complaint = procedure(complaintRow, (file) =>
  Promise.race([examined(file), prolong(file, verificationProlonging)]),
);

async function examined(file: CaseFile<ComplaintFacts>): Promise<string> {
  const { handlers } = file.people;

  // 住房和城乡建设行政处罚程序规定第十五条  发现违法线索的，应当自发现线索之日起十五日内予以核查
  await file.ask(documentTask('verification-report', 'complaintVerificationReport', 'handler', handlers));
  const { record, submission } = await approveUntilGranted(file, {
    subject: 'complaint-outcome',
    document: 'complaintOutcome',
  });
  await metUnlessBefore(file, VERIFICATION_CLOCK, record);
  const result = textOf(submission.facts, 'result');

  // 需要查处的，及时启动执法程序，并进行相应记录
  if (result === 'start') {
    await file.ask(documentTask('case-link', 'complaintCaseLink', 'handler', handlers));
    return 'started';
  }

  // 对实名投诉、举报，经审查不启动行政执法程序的，应……告知投诉人、举报人，并将相关情况作书面记录
  if (file.facts.realName === 'realName')
    await file.ask(documentTask('complainant-told', 'complainantTold', 'handler', handlers));
  return result === 'passOn' ? 'passedOn' : 'notStarted';
}
