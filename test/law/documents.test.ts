import { describe, expect, test } from '@jest/globals';
import { documentKeys, documentOf, type DocumentKey } from '../../src/workflows/law/documents.js';
import { applies } from '../../src/workflows/law/documents/circumstances.js';
import type { Field } from '../../src/workflows/law/documents/document.js';
import { legalBasisKeys } from '../../src/workflows/law/legal-bases.js';
import { penaltyKeys } from '../../src/workflows/law/penalties.js';
import { isPeriodKey } from '../../src/workflows/law/periods.js';
import { rows } from '../../src/workflows/law/procedure-rows.js';
import { serviceMethodKeys, serviceMethods } from '../../src/workflows/law/service-methods.js';
import { articleTitle } from '../harness/article-title.js';

const fieldOf = (document: DocumentKey, key: string): Field => {
  const field = documentOf(document).contents.find((one) => one.key === key);
  if (!field) throw new Error(`${document} has no ${key}`);
  return field;
};

/** Which fields the law asks of a form that is filled in like this. */
const asked = (document: DocumentKey, form: Record<string, unknown>): string[] =>
  documentOf(document)
    .contents.filter((field) => field.required === 'law' && applies(field, form, false))
    .map(({ key }) => key);

describe('what the header of a record may hold of a form', () => {
  test.each(documentKeys)('%s › its facts › are keys, moments, amounts and ids, never long texts', (key) => {
    for (const { key: field, kind, fact } of documentOf(key).contents)
      if (fact) expect([field, kind]).not.toEqual([field, 'longText']);
  });

  test(`${articleTitle(33)} names of parties, complainants and witnesses › are never facts`, () => {
    const named = /姓名|名称|投诉人|受送达人$|见证人$|地址|电话|号码|住址/;
    const leaks = documentKeys.flatMap((key) =>
      documentOf(key)
        .contents.filter(({ fact, kind, label }) => fact && kind === 'text' && named.test(label))
        .map(({ key: field }) => `${key}.${field}`),
    );
    expect(leaks).toEqual([]);
  });
});

describe('fields that hang on an answer', () => {
  test.each(documentKeys)('%s › given › names a choice of the same form and answers it has', (key) => {
    const { contents } = documentOf(key);
    for (const { given } of contents) {
      if (!given) continue;
      const choice = contents.find((field) => field.key === given.field);
      expect(choice?.kind).toBe('choice');
      const answers = choice?.choices?.map((one) => one.key);
      for (const answer of given.is) expect(answers).toContain(answer);
    }
  });

  test(`${articleTitle(13)} 询问笔录 signed › the scan; refused › the reason and a witness`, () => {
    expect(asked('questioningRecord', { signing: 'signed' })).toContain('signedOriginal');
    expect(asked('questioningRecord', { signing: 'signed' })).not.toContain('witness');
    const refused = asked('questioningRecord', { signing: 'refused' });
    expect(refused).toEqual(expect.arrayContaining(['refusalToSign', 'witness']));
    expect(refused).not.toContain('signedOriginal');
    expect(asked('questioningRecord', { signing: 'absent' })).toContain('witness');
  });

  test(`${articleTitle(9)} emergency fields › apply in an emergency only`, () => {
    const field = fieldOf('initiationForm', 'urgency');
    expect([applies(field, {}, true), applies(field, {}, false)]).toEqual([true, false]);
  });

  test('行政强制法第四十五条 the rate of 加处罚款 › is asked of a decision with any fine', () => {
    for (const form of [{ penaltyKind: 'fine' }, { penaltyKind: 'warning', fine: 1 }])
      expect(asked('penaltyDecision', form)).toEqual(expect.arrayContaining(['fine', 'additionalFineRate']));
    expect(asked('penaltyDecision', { penaltyKind: 'warning' })).not.toContain('additionalFineRate');
    expect(asked('penaltyDecision', { penaltyKind: 'warning', fine: 0 })).not.toContain('fine');
  });

  test('行政强制法第三十五条 催告书 with an amount › asks how it is to be paid; without › does not', () => {
    expect(asked('demandNotice', { amount: 100_00 })).toContain('wayOfPayment');
    expect(asked('demandNotice', {})).not.toContain('wayOfPayment');
  });

  test('行政处罚法第六十三条 the right to a hearing › is asked of a notice that offers one', () => {
    expect(asked('penaltyNotice', { hearingOffered: 'offered' })).toContain('hearingRight');
    expect(asked('penaltyNotice', { hearingOffered: 'notRequired' })).not.toContain('hearingRight');
  });

  test(`${articleTitle(24)} 留置 without a witness › asks why, and for the recording all the same`, () => {
    const alone = asked('proofOfLeaving', { witnessed: 'recordingOnly' });
    expect(alone).toEqual(expect.arrayContaining(['noWitnessReason', 'recording']));
    expect(alone).not.toContain('witness');
    expect(asked('proofOfLeaving', { witnessed: 'witnessed' })).toContain('witness');
  });
});

describe('choices that are keys of other tables', () => {
  test('处罚种类 › is the table of penalties', () => {
    for (const document of ['penaltyNotice', 'draftingRecord', 'penaltyDecision'] as const)
      expect(fieldOf(document, 'penaltyKind').choices?.map(({ key }) => key)).toEqual(penaltyKeys);
  });

  test('kinds of extension › are periods', () => {
    for (const { key } of fieldOf('periodExtensionForm', 'extension').choices ?? [])
      expect([key, isPeriodKey(key)]).toEqual([key, true]);
  });

  test('what was referred › are penalties of the issuing authority', () => {
    const referred = fieldOf('referralToIssuingAuthority', 'penaltyKind').choices ?? [];
    for (const { key } of referred) expect(penaltyKeys as readonly string[]).toContain(key);
  });

  test.each(['serviceAttempt', 'methodUnavailable'] as const)(
    '%s › names the ways of service',
    (document) => {
      expect(fieldOf(document, 'method').choices).toEqual(
        serviceMethodKeys.map((key) => ({ key, label: serviceMethods[key].label })),
      );
    },
  );

  test('keys of legal bases › are words', () => {
    for (const key of legalBasisKeys) expect(key).toMatch(/^[a-z][A-Za-z]+$/);
  });
});

describe('送达回证 by way of service', () => {
  const proofs = {
    direct: 'proofOfDirectService',
    leaving: 'proofOfLeaving',
    post: 'proofOfPosting',
    entrusted: 'proofOfEntrustedService',
    forwarded: 'proofOfForwardedService',
    electronic: 'proofOfElectronicService',
  } as const;

  test.each(Object.entries(proofs))('%s › one moment of service, which is a fact', (_, document) => {
    const moments = documentOf(document).contents.filter(({ key }) => key === 'servedAt');
    expect(moments.map(({ kind, fact }) => [kind, fact])).toEqual([['instant', true]]);
  });

  test.each(Object.entries(proofs))(
    '%s › what the way of service must record › is on its proof',
    (way, document) => {
      const own = documentOf(document).contents.map(({ key }) => key);
      const { mustRecord } = serviceMethods[way as keyof typeof proofs];
      for (const { key } of mustRecord)
        if (!['signedAt', 'arrivedAt'].includes(key)) expect(own).toContain(key);
    },
  );
});

describe(`${articleTitle(3)} 文字记录方式`, () => {
  /** The written records that the paragraph names, each by documents of the table. */
  const named: readonly [string, readonly DocumentKey[]][] = [
    ['向当事人出具的行政执法文书', ['penaltyNotice', 'penaltyDecision', 'sealingDecision']],
    ['调查取证相关文书', ['questioningRecord', 'inspectionRecord', 'samplingNotice', 'evidenceList']],
    ['鉴定意见', ['appraisalOpinion']],
    ['专家论证报告', ['expertPanelMinutes']],
    ['听证报告', ['hearingReport']],
    ['内部程序审批表', ['initiationForm', 'preservationApprovalForm', 'sealingApprovalForm']],
    ['送达回证', ['proofOfDirectService', 'proofOfLeaving', 'proofOfPosting']],
  ];

  test.each(named)('%s › 由程序的环节或者记录使用', (_, keys) => {
    const used = rows.flatMap(({ opening, steps, records }) => [
      opening,
      ...Object.values(steps).map(({ document }) => document),
      ...Object.keys(records ?? {}),
    ]);
    for (const key of keys) expect(used).toContain(key);
  });
});
