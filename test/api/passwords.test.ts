import { describe, expect, test } from '@jest/globals';
import { passwordFault } from '../../src/api/passwords.js';

const person = { id: 'wang-xiaoyan', name: '王晓燕', email: 'wangxy@bureau.example' };

describe('passwords › ASVS 5.0 6.2', () => {
  test.each([
    ['eleven characters', 'abcdefghi!x', '至少 12 个字符'],
    ['twelve that are one', '111111111111', '重复的字符过多'],
    ['a pattern of three', 'abcabcabcabc', '重复的字符过多'],
    ['his own id', 'Wang-Xiaoyan1', '不能由本人'],
    ['his own address', 'wangxy@bureau.example', '不能由本人'],
    ['his own name', '王晓燕王晓燕王晓燕2026', '不能由本人'],
    ['digits in a row', '0123456789012', '连续的字母或者数字'],
    ['a common one', 'Password123456', '不能由常见密码'],
    ['keys in a row', 'qwertyuiop12345', '不能由常见密码'],
    ['full-width forms of one', 'ｐａｓｓｗｏｒｄ１２３４５', '不能由常见密码'],
  ])('%s › refused', (_, password, why) => {
    expect(passwordFault(password, person)).toContain(why);
  });

  test.each([
    ['a sentence', '华阴的秋天有很多银杏和石榴'],
    ['a sentence with a common word in it', 'my password is a tree house'],
    ['lower case alone', 'korrekthorsebatterie'],
    ['what a manager of passwords makes', 'vK9#tq2Lw!mZ'],
    ['twelve characters outside the first plane', '𠀀𠀁𠀂𠀃𠀄𠀅𠀆𠀇𠀈𠀉𠀊𠀋'],
  ])('%s › accepted', (_, password) => {
    expect(passwordFault(password, person)).toBeUndefined();
  });
});
