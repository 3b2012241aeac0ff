import type { LegalBasisKey } from './legal-bases.js';

/**
 * One published discretion benchmark (裁量基准): 行政机关可以依法制定行政处罚裁量基准……裁量基准应当向社会公布 — 行政处罚法第三十四条.
 * Days as YYYY-MM-DD, `until` null while in force; amounts in 分.
 */
export interface Benchmark {
  readonly key: string;
  readonly basis: LegalBasisKey;
  readonly label: string;
  readonly publishedOn: string;
  readonly from: string;
  readonly until: string | null;
  /** Grades of gravity with the range of the fine. */
  readonly grades: readonly {
    readonly key: string;
    readonly label: string;
    readonly from: number;
    readonly to: number;
  }[];
}

/** The bureau's benchmarks. None has been given to us; until then a decision says why it applies none. */
export const benchmarks: readonly Benchmark[] = [];

/** Why the table is empty, for people. */
export const benchmarksMissing = '本局适用的裁量基准未取得；未设定前，决定须写明裁量的理由';

/** The benchmarks of a basis in force on a day (YYYY-MM-DD). */
export const benchmarksInForce = (
  basis: LegalBasisKey,
  day: string,
  table: readonly Benchmark[] = benchmarks,
): readonly Benchmark[] =>
  table.filter((row) => row.basis === basis && row.from <= day && (row.until === null || day <= row.until));
