// 第十三条（七）  指定或委托法定的鉴定机构出具鉴定意见的，鉴定机构应出具鉴定意见书等文书。
import { appraisalRow } from './law/investigation-rows.js';
import { procedure } from './steps/case-file.js';
import { endOfMatter } from './steps/matter-end.js';
import { firstOf } from './steps/receive.js';

export const appraisal = procedure(appraisalRow, (file) =>
  Promise.race([
    file
      .earliest({
        // 鉴定机构应出具鉴定意见书
        received: () => firstOf(file, 'appraisalOpinion'),
        // 检验、检测未出具意见即结束的，写明结果
        ended: () => firstOf(file, 'testResultNotice'),
      })
      .then(({ which, record }) => ({ outcome: which, endedAt: record.occurredAt })),
    endOfMatter(file).then(() => 'caseEnded'),
  ]),
);
