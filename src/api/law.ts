import { articleLabel, articles } from '../workflows/law/articles.js';
import { documents } from '../workflows/law/documents.js';
import { edition } from '../workflows/law/edition.js';
import { periods } from '../workflows/law/periods.js';
import { roles } from '../workflows/law/roles.js';
import { phaseLabel } from '../workflows/law/procedures.js';
import type { ApiParts } from './parts.js';
import { everyProblem } from './problems.js';
import { route, type Route } from './route.js';
import { LawList } from './schemas.js';

/** The law tables as they are, for the page and for whoever checks them. */
export const lawRoutes = ({ rows, environment }: ApiParts): Route[] => {
  const keyed = (table: Record<string, object>) =>
    Object.entries(table).map(([key, row]) => ({ key, ...row }));
  const procedures = rows.map(({ key, title, article, phase, openedBy, steps, outcomes }) => ({
    key,
    title,
    article,
    articleLabel: articleLabel(article),
    phase,
    phaseLabel: phaseLabel(phase),
    openedBy,
    steps,
    outcomes,
  }));
  return [
    table('articles', '本制度三十七条全文，及各款由何处落实', articles),
    table('periods', '期限', keyed(periods)),
    table('documents', '文书及应载明的内容', keyed(documents)),
    table('roles', '角色', keyed(roles)),
    table('refusals', '每一种“不能办理”，按优先顺序', everyProblem),
    table('procedures', '程序', procedures),
    table('edition', '法律依据版本，及本制度的实施日期（第三十七条）', [editionInForce(environment)]),
  ];
};

/** The edition with the regulation's first day as the bureau has set it, or why it is not known. */
function editionInForce({ REGULATION_EFFECTIVE_FROM: from }: ApiParts['environment']) {
  const { effectiveFrom, effectiveFromUnknownBecause: because, ...rest } = edition;
  const day = from ?? effectiveFrom;
  return { ...rest, effectiveFrom: day, effectiveFromUnknownBecause: day === null ? because : null };
}

const table = (name: string, summary: string, items: readonly object[]): Route =>
  route({
    method: 'get',
    path: `/api/law/${name}`,
    summary,
    answers: { 200: LawList },
    do: () => ({ items }),
    present: (body) => ({ body }),
  });
