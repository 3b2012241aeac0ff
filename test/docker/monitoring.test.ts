import { describe, expect, test } from '@jest/globals';
import { dashboard, expressions, rules } from './monitoring.js';
import { metricsIn } from './promql.js';

const CHINESE = /\p{Script=Han}/u;
const shown = dashboard.panels.filter(({ type }) => type !== 'row');

describe('监测 · the dashboard, as Grafana reads it', () => {
  test('has an id of its own, a schema Grafana still migrates, and panels that each have an id', () => {
    expect(dashboard.uid).toMatch(/^[a-zA-Z0-9_-]{1,40}$/);
    expect(dashboard.schemaVersion).toBeGreaterThanOrEqual(39);
    const ids = dashboard.panels.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('panels lie beside and below each other, never on top', () => {
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) => {
      expect(x + w).toBeLessThanOrEqual(24);
      return Array.from(
        { length: w * h },
        (_, n) => `${String(x + (n % w))},${String(y + Math.floor(n / w))}`,
      );
    });
    expect(new Set(cells).size).toBe(cells.length);
  });

  test('every panel has a Chinese title and says what it shows', () => {
    expect(
      dashboard.panels.filter(({ title }) => !CHINESE.test(title) && title !== 'worker 与 Temporal'),
    ).toEqual([]);
    expect(
      shown.filter(({ description = '' }) => !CHINESE.test(description)).map(({ title }) => title),
    ).toEqual([]);
  });

  test('every target asks the chosen data source, under a letter of its own', () => {
    for (const { targets = [] } of shown) {
      expect(targets.map(({ datasource }) => datasource.uid)).toEqual(targets.map(() => '${datasource}'));
      expect(new Set(targets.map(({ refId }) => refId)).size).toBe(targets.length);
    }
    const variables = dashboard.templating.list.map(({ name, type }) => [name, type]);
    expect(variables).toContainEqual(['datasource', 'datasource']);
    expect(dashboard.links.map(({ url }) => url)).toContain('${temporal_ui}');
  });
});

describe('监测 · expressions', () => {
  test.each(expressions())('%s › PromQL', (expression) => {
    expect(metricsIn(expression).length).toBeGreaterThan(0);
  });

  test('what is none › named', () => {
    expect(() => metricsIn('sum by (le (rate(x[5m]))')).toThrow('No PromQL');
    expect(metricsIn('sum by (le) (rate(a_bucket{b="c"}[5m])) / on (d) absent(e >= 0)')).toEqual([
      'a_bucket',
      'e',
    ]);
  });
});

describe('监测 · alarms', () => {
  test('each has a name of its own, how bad it is, what is wrong and what to do', () => {
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
    for (const { labels, annotations } of rules) {
      expect(['critical', 'warning']).toContain(labels.severity);
      expect(annotations.summary).toMatch(CHINESE);
      expect(annotations.todo).toMatch(CHINESE);
    }
  });
});
