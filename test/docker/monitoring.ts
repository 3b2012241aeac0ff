/** What the profile `monitoring` shows and watches, as its files say. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { projectFolder } from '../../dev/project.js';

/** One thing a panel asks for. */
export interface Target {
  readonly refId: string;
  readonly expr: string;
  readonly datasource: { readonly uid: string };
}

export interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly Target[];
}

export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly schemaVersion: number;
  readonly panels: readonly Panel[];
  readonly links: readonly { readonly url: string }[];
  readonly templating: { readonly list: readonly { readonly name: string; readonly type: string }[] };
}

export interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly todo: string };
}

const read = (...path: string[]): string =>
  readFileSync(join(projectFolder, 'temporal-docker', ...path), 'utf8');

export const dashboard = JSON.parse(read('grafana', 'dashboards', 'procedures.json')) as Dashboard;

export const rules = (
  parse(read('prometheus', 'rules.yml')) as { groups: { rules: readonly Rule[] }[] }
).groups.flatMap((group) => group.rules);

/** Every expression of panels and rules. */
export const expressions = (): string[] => [
  ...dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
  ...rules.map(({ expr }) => expr),
];
