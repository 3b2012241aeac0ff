// 第十三条（六）  举行听证会的，应依照听证的规定制作听证全过程记录文书
import { hearingRow } from './law/hearing-rows.js';
import { procedure } from './steps/case-file.js';
import { endOfMatter } from './steps/matter-end.js';
import { challengesDecided, course, unsuitableDecided } from './steps/hearing.js';

export const hearing = procedure(hearingRow, (file) =>
  Promise.race([
    // 行政处罚法第六十四条  在举行听证的七日前，通知当事人及有关人员听证的时间、地点；……听证应当制作笔录
    course(file),
    // 行政处罚法第六十四条  当事人认为主持人与本案有直接利害关系的，有权申请回避
    challengesDecided(file),
    // 第十四条  应同时进行音像记录，不适宜音像记录的除外
    unsuitableDecided(file),
    endOfMatter(file).then(() => 'caseEnded'),
  ]),
);
