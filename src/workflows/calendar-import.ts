// 第七条  本局相关机关科室对职能范围内的行政执法全过程记录实行统一领导。
//         本局的法制机构负责对本系统行政执法全过程记录工作的监督、检查、指导和协调。
//         本局应根据执法需要配备相应的音像记录设备。
import { calendarImportRow } from './law/procedure-rows.js';
import { putInForce, recomputeDeadlines, waitUntilInUse } from './steps/calendar.js';
import { procedure } from './steps/case-file.js';

// 监督各项期限的办理，以国务院办公厅公布的节假日安排为准：公布后，跨该年度的期限重新计算并告知有关人员。
export const calendarImport = procedure(calendarImportRow, async (file) => {
  const put = await putInForce(file);
  await waitUntilInUse(put);
  await recomputeDeadlines(file, put);
  return 'imported';
});
