import { refusal, type Refusal } from '../../refusals.js';

/** What calls for 集体讨论. */
export interface DiscussionGrounds {
  /** 情节复杂 or 重大违法行为 — 行政处罚法第五十七条第二款. */
  readonly gravity: 'ordinary' | 'complex' | 'serious';
  /** 限期拆除: courts ask for it (law.md §12). */
  readonly demolition: boolean;
  /** The second extension of the case's term, by memory of the housing rule. */
  readonly secondExtension?: boolean;
}

/** Why the leaders must decide together, in words; empty when one may. Pure. */
export const discussionGrounds = (grounds: DiscussionGrounds): readonly string[] => [
  ...(grounds.gravity === 'complex' ? ['情节复杂'] : []),
  ...(grounds.gravity === 'serious' ? ['重大违法行为'] : []),
  ...(grounds.demolition ? ['限期拆除（据裁判实践）'] : []),
  ...(grounds.secondExtension ? ['办案期限第二次延长'] : []),
];

/**
 * 行政机关负责人应当集体讨论决定 — 行政处罚法第五十七条第二款. A single signature decides nothing there: minutes of a meeting
 * must be on file before. `attendees`: leaders at the meeting, null for no meeting. Pure; undefined for yes.
 */
export function refuseSingleSignature(
  grounds: readonly string[],
  attendees: readonly string[] | null,
): Refusal | undefined {
  if (attendees === null)
    return grounds.length > 0
      ? refusal('collectiveDiscussionRequired', { grounds: grounds.join('、') })
      : undefined;
  return new Set(attendees).size < 2 ? refusal('meetingTooSmall') : undefined;
}
