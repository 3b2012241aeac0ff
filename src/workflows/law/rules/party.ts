/** Which limits and signers hold for a party: 公民 (一人, also 个体工商户) or 法人、其他组织. */
export type PartyKind = 'citizen' | 'organisation';

/** The party in words. */
export const partyKinds = { citizen: '公民', organisation: '法人或者其他组织' } as const satisfies Record<
  PartyKind,
  string
>;
