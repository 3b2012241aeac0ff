// 第十五条  在证据可能灭失或以后难以取得的情况下，执法机构采取证据保全措施的，应记录以下事项：
//   （一）证据保全的启动理由；
//   （二）证据保全的具体标的；
//   （三）证据保全的形式，包括先行登记保存证据法定文书、复制、音像、鉴定、勘验、制作询问笔录等。
import { evidencePreservationRow } from './law/preservation-rows.js';
import { approve } from './steps/approval.js';
import { procedure } from './steps/case-file.js';
import { disposed, preserved } from './steps/preservation.js';

export const evidencePreservation = procedure(evidencePreservationRow, async (file) => {
  // 行政处罚法第五十六条  在证据可能灭失或者以后难以取得的情况下，经行政机关负责人批准，可以先行登记保存
  const approval = await approve(file, {
    subject: 'preservation-form',
    document: 'preservationApprovalForm',
    submitted: file.opening,
  });
  if (!approval.granted) return 'notApproved';
  const leader = await preserved(file);

  // 并应当在七日内及时作出处理决定
  await disposed(file, leader);
  return 'disposed';
});
