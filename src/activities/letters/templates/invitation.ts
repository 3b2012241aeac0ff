import { LINK_LIFE_MS } from '../../../models/link.js';
import { LETTER_TEMPLATES } from '../../../models/letter.js';
import type { LetterTemplate } from '../template.js';

const HOURS = String(LINK_LIFE_MS / 3_600_000);

/** The first password, or a new one for whoever has lost his: a link to set it. */
export const invitation: LetterTemplate = {
  subject: () => `【${LETTER_TEMPLATES.invitation}】请设置行政执法记录系统的登录密码`,
  preview: () => `请在 ${HOURS} 小时内设置登录密码。`,
  heading: () => '请设置登录密码',
  says: ({ bureau }) => [
    `系统管理人员已为您登记${bureau}行政执法全过程记录系统的账号。请打开下面的链接，自行设置登录密码。`,
    '密码只有您本人知道；任何人向您索要密码或者本信的链接，都不要提供。',
  ],
  rows: ({ account }) => [['登录名', account]],
  linkNote: `链接仅能使用一次，${HOURS} 小时内有效；过期的，请联系系统管理人员重新发送。`,
  action: '设置密码',
  elsewhere: '登录',
  why: () => '系统管理人员为您登记了账号，或者重新发送了设置密码的链接，故收到此信。',
};
