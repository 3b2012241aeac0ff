import { existsSync, readFileSync } from 'node:fs';
import { edition } from '../workflows/law/edition.js';

/** Beside the sources, and beside what is compiled of them. */
const PLACES = ['../../package.json', '../../../package.json'];

/** Which edition of code and law runs, on which Node: the labels of the metric `service_build_info`. */
export function buildLabels(): { version: string; edition: string; node: string } {
  const found = PLACES.map((place) => new URL(place, import.meta.url)).find((url) => existsSync(url));
  const { version = '' } = found ? (JSON.parse(readFileSync(found, 'utf8')) as { version?: string }) : {};
  return { version, edition: edition.id, node: process.versions.node };
}
