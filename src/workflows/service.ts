// 第二十二条  直接送达行政执法文书，由送达人、受送达人或符合法定条件的签收人在送达回证上签名或盖章。
// 第二十三条  邮寄送达行政执法文书应用挂号信或特快专递，留存邮寄送达的登记、付邮凭证和回执。
// 第二十四条  留置送达方式应符合法定形式，在送达回证上记明拒收事由和日期，由送达人、见证人签名或盖章，
//            把执法文书留在受送达人的住所，并采用音像记录等方式记录送达过程。
// 第二十五条  依法采用委托、转交等方式送达行政执法文书的，应记录委托、转交原因，由送达人、受送达人在送达回证上签名或盖章。
// 第二十六条  公告送达应重点记录已经采用其他方式均无法送达的情况以及公告送达的方式和载体，留存书面公告，
//            以适当方式进行音像记录，并在案卷中记明原因和经过。
import { serviceRow } from './law/service-rows.js';
import { procedure } from './steps/case-file.js';
import { approvedEach, served, servedInTerm } from './steps/serve.js';

export const service = procedure(serviceRow, (file) => {
  // 民事诉讼法第八十七条  送达诉讼文书必须有送达回证，……受送达人在送达回证上的签收日期为送达日期
  const conclusion = served(file);

  // 行政处罚法第六十一条  当事人不在场的，行政机关应当在七日内……将行政处罚决定书送达当事人
  const inTerm = servedInTerm(file);

  return Promise.race([
    Promise.all([conclusion, inTerm]).then(([reached]) => reached),
    // 第二十六条  已经采用其他方式均无法送达的情况
    approvedEach(file, 'public-notice', 'publicNoticeApplication'),
    approvedEach(file, 'service-end', 'serviceEndReport'),
  ]);
});
