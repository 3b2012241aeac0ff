import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  oneSuffices,
  refuseJointRule,
  resultOf,
  type JointPurpose,
  type JointRule,
  type RuleFor,
} from '../../src/workflows/law/joint-opinions.js';
import { articleTitle } from '../harness/article-title.js';

const title = (rest: string) => `${articleTitle(36)} ${rest}`;
const SEED = 20261124;

describe('或签不用于审核、批准、法制审核', () => {
  const two = [{ person: 'a' }, { person: 'b' }];

  test(title('类型上即不可写：审核、批准、法制审核、集体讨论没有或签'), () => {
    const consultation: RuleFor<'consultation'> = { kind: 'any' };
    // @ts-expect-error: 审核不得或签，类型中没有这一写法（第三十六条）
    const review: RuleFor<'review'> = { kind: 'any' };
    // @ts-expect-error: 批准不得或签，类型中没有这一写法（第三十六条）
    const approval: RuleFor<'approval'> = { kind: 'any' };
    // @ts-expect-error: 法制审核不得或签，类型中没有这一写法（第三十六条）
    const legalReview: RuleFor<'legalReview'> = { kind: 'any' };
    // @ts-expect-error: 集体讨论不得或签，类型中没有这一写法（第三十六条）
    const minutes: RuleFor<'minutes'> = { kind: 'any' };
    for (const rule of [review, approval, legalReview, minutes]) expect(rule).toEqual(consultation);
  });

  test.each<[JointPurpose, JointRule, string | undefined]>([
    ['review', { kind: 'any' }, 'oneSignatureInsufficient'],
    ['approval', { kind: 'any' }, 'oneSignatureInsufficient'],
    ['legalReview', { kind: 'any' }, 'oneSignatureInsufficient'],
    ['minutes', { kind: 'any' }, 'oneSignatureInsufficient'],
    ['approval', { kind: 'share', percent: 50 }, 'oneSignatureInsufficient'],
    ['legalReview', { kind: 'weighted', percent: 50 }, 'oneSignatureInsufficient'],
    ['review', { kind: 'share', percent: 51 }, undefined],
    ['review', { kind: 'all' }, undefined],
    ['approval', { kind: 'inOrder' }, undefined],
    ['consultation', { kind: 'any' }, undefined],
    ['consultation', { kind: 'share', percent: 0 }, 'jointSignersWrong'],
  ])(title('%s 采用 %j：%s'), (purpose, rule, code) => {
    expect(refuseJointRule(purpose, rule, two)?.code).toBe(code);
  });

  test(title('无人会签、一人列两次、权重不是正整数：拒绝'), () => {
    for (const some of [[], [two[0]!, two[0]!], [{ person: 'a', weight: 0 }]])
      expect(refuseJointRule('consultation', { kind: 'all' }, some)?.code).toBe('jointSignersWrong');
  });

  test(title('一人的权重已达比例：由其一人决定，即为或签'), () => {
    const heavy = [{ person: 'a', weight: 3 }, { person: 'b' }];
    expect(oneSuffices({ kind: 'weighted', percent: 60 }, heavy)).toBe(true);
    expect(oneSuffices({ kind: 'weighted', percent: 80 }, heavy)).toBe(false);
  });

  test(title('任何规则下：全部同意即通过，全部不同意即不通过，只多一人同意不会使通过变为不通过'), () => {
    const rule = fc.oneof(
      fc.constantFrom<JointRule>({ kind: 'all' }, { kind: 'any' }, { kind: 'inOrder' }),
      fc.record({
        kind: fc.constantFrom('share' as const, 'weighted' as const),
        percent: fc.integer({ min: 1, max: 100 }),
      }),
    );
    const weights = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 6 });
    const property = fc.property(
      rule,
      weights,
      fc.array(fc.nat(2), { minLength: 6, maxLength: 6 }),
      (one, some, said) => {
        const words = ['agree', 'refuse', undefined] as const;
        const voters = some.map((weight, index) => ({ person: String(index), weight }));
        const votes = voters.map((signer, index) => {
          const word = words[said[index]!];
          return word ? { signer, said: word } : { signer };
        });
        expect(
          resultOf(
            one,
            voters.map((signer) => ({ signer, said: 'agree' })),
          ),
        ).toBe('agreed');
        expect(
          resultOf(
            one,
            voters.map((signer) => ({ signer, said: 'refuse' })),
          ),
        ).toBe('refused');
        if (resultOf(one, votes) !== 'agreed') return;
        for (const vote of votes)
          expect(
            resultOf(
              one,
              votes.map((other) => (other === vote ? { ...other, said: 'agree' } : other)),
            ),
          ).toBe('agreed');
      },
    );
    fc.assert(property, { seed: SEED });
  });
});
