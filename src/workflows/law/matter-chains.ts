import type { ArticleNumber } from './articles.js';
import { formOf, textOf, type Facts } from './record/kinds.js';
import type { Requirement } from './record/requirements.js';

/**
 * How one matter names another in its facts and gates. The states of another matter stand beside a matter's
 * own under `${chainId}/${procedure}`.
 */
export const matterChains = {
  /** The procedures by which a matter begins that is no case (第二条、第八条、第十条). */
  beginnings: ['application', 'complaint', 'inspection', 'urgent-inspection'],
  /** Is this the file of such a matter? */
  isApart: (file: Readonly<Record<string, unknown>>): boolean =>
    file['case-initiation'] === undefined && matterChains.beginnings.some((key) => file[key] !== undefined),
  /** The chains to read for a number that somebody typed; none for what is no number. */
  named: (number: string): readonly string[] =>
    /^[A-Z]{1,8}-\d{4}-[0-9A-Z]{1,12}$/.test(number) ? [number] : [],
  /** The procedure by which a case begins, under the key of another matter's states. */
  procedureOf: (number: string): string => `${number}/case-initiation`,
} as const;

/** The matter from which a case arose, as its opening says; null where it arose from none. */
export const originIn = (facts: Facts): string | null =>
  (facts['arisesFrom'] as { chainId?: string } | null | undefined)?.chainId ?? null;

/**
 * The case named arose from this matter; one that was there before takes it in (并案) only with a reason: an unrelated
 * case would close the matter without an answer.
 */
export const caseOfThisMatter = (article: ArticleNumber): Requirement => ({
  missing: '该案件由本事项启动；并入在办案件的，写明并案的理由',
  article,
  met: (matter, { chainId, facts, body }) => {
    const opening = matter[matterChains.procedureOf(textOf(facts, 'caseNumber'))]?.opening;
    const reason = formOf({ body })['joinedBecause'];
    const joined = typeof reason === 'string' && /\S/.test(reason);
    return !opening || joined || originIn(opening.facts) === chainId;
  },
});
