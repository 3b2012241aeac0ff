interface Edition {
  readonly id: string;
  readonly regulation: string;
  readonly textSha256: string;
  readonly effectiveFrom: string | null;
  readonly effectiveFromUnknownBecause: string;
  readonly sourcesReadOn: string;
  readonly signedByLegalOffice: string | null;
}

/**
 * The edition of the law tables. The opening record of every procedure stores its id; a running matter
 * keeps the edition it began under. When the law changes, a row gets a second edition with a first day;
 * nothing is deleted.
 */
export const edition = {
  id: '2026-11-23',
  /** The regulation the tables carry out. */
  regulation: '华阴市住房和城乡建设局《行政执法全过程记录制度》',
  /** SHA-256 of the regulation's text as issued (UTF-8), in hexadecimal. */
  textSha256: '65dfd6a930f3897566a7cfa6f013c8a8b267e5cfe01fedd079f3d9eff7371834',
  /**
   * 本办法自发布之日起实施 — 第三十七条. The text carries no date of issue and no document number: the bureau must say.
   * Until then the edition is not applied to acts before a day, and no such claim is made.
   */
  effectiveFrom: null,
  effectiveFromUnknownBecause: '原文未载发布日期和文号，须由本局确认',
  /** The day on which the sources named in the tables were read by those who wrote them. */
  sourcesReadOn: '2026-11-23',
  /** The lawyer of the 法制机构 who signed the tables, and the day. Nobody has yet. */
  signedByLegalOffice: null,
} as const satisfies Edition;

/** The id of an edition of the law. */
export type EditionId = (typeof edition)['id'];

/** Who of the 法制机构 signed this edition, and when; null while nobody has. */
export const signedBy = (): string | null => edition.signedByLegalOffice;
