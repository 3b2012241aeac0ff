import { parser } from '@prometheus-io/lezer-promql';

/** The metrics a PromQL expression reads. Throws where the expression is none. */
export function metricsIn(expression: string): string[] {
  const names: string[] = [];
  parser.parse(expression).iterate({
    enter: ({ type, from, to, node }) => {
      if (type.isError)
        throw new Error(`No PromQL at ${String(from)}: ${expression.slice(from)} in ${expression}`);
      if (type.name === 'Identifier' && node.parent?.name === 'VectorSelector')
        names.push(expression.slice(from, to));
    },
  });
  return names;
}
