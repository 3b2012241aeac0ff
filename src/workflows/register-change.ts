// 第三十三条  涉及国家秘密、商业秘密和个人隐私的执法记录信息，应严格按照保密工作的有关规定和权限进行管理。
import { registerChangeRow } from './law/register/row.js';
import { procedure } from './steps/case-file.js';
import { bringUpToDate } from './steps/register.js';

export const registerChange = procedure(registerChangeRow, async (file) => {
  // 按权限进行管理：登记何人任何职务、持何证件，自登记之时起生效
  await bringUpToDate(file);

  return 'applied';
});
