import { LETTER_TEMPLATES } from '../../../models/letter.js';
import type { LetterFacts } from '../facts.js';
import type { LetterTemplate } from '../template.js';

/** 自2026年11月25日 00:00至…止. */
const period = ({ substitution: said }: LetterFacts): string => (said ? `自${said.from}至${said.until}` : '');

/** Label and value of what was granted; the same for its end. */
export const substitutionRows = (facts: LetterFacts): (readonly [string, string])[] => {
  const { substitution: said } = facts;
  if (!said) return [];
  return [
    ['被代理人', said.principal],
    ['代理人', said.substitute],
    ['职责', said.roles],
    ['期限', period(facts)],
  ];
};

/** A substitution is on file: both of its people hear of it. */
export const substitutionGranted: LetterTemplate = {
  subject: () => `【${LETTER_TEMPLATES.substitutionGranted}】代理已办理，请查看期限和范围`,
  preview: (facts) => `代理期限${period(facts)}。`,
  heading: () => '代理已办理',
  says: (facts) =>
    facts.substitution?.reader === 'principal'
      ? [
          `${period(facts)}，您的职责（${facts.substitution.roles}）由${facts.substitution.substitute}代理。`,
          '代理期间的办理记入两人姓名；您仍可以自己办理，也可以随时撤销代理。',
        ]
      : [
          `${period(facts)}，您代理${facts.substitution?.principal ?? ''}的职责（${facts.substitution?.roles ?? ''}）。`,
          '代理期间其待办会列入“我的任务”，以您自己的职务和证件办理，并记明代何人办理；不得转委托。',
        ],
  rows: substitutionRows,
  action: '查看代理',
  elsewhere: '在“代理”中查看',
  why: () => '您是该代理的被代理人或者代理人，故收到此信。',
};
