/**
 * What a unit is: the agency itself, an office that carries out procedures, the legal office, the archives,
 * an entrusted body.
 */
export const UNIT_KINDS = {
  agency: '行政机关',
  handlingUnit: '承办机构',
  legalOffice: '法制机构',
  archives: '档案机构',
  entrusted: '受委托组织',
} as const;
export type UnitKind = keyof typeof UNIT_KINDS;
