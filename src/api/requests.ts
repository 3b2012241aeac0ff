import type { AttachmentReference, SecrecyLevel } from '../workflows/law/record/kinds.js';
import type { RoleKey } from '../workflows/law/roles.js';
import type { Request } from '../workflows/messages.js';
import { mayAttach } from './attachments.js';
import { actorOf, type Caller } from './callers.js';
import type { ApiParts } from './parts.js';
import { policy } from './policies.js';
import { problem } from './problems.js';

/** What a request of an act says of itself. */
export type Told = { caller: Caller; receivedAt: number; requestId: string; fingerprint: string };

/** What every request to a procedure says; `seen` is the newest seq of the matter that the API has read. */
export const requestOf = (
  told: Told,
  role: RoleKey,
  unit: string,
  seen: number,
  occurredAt?: number,
): Request => ({
  requestId: told.requestId,
  fingerprint: told.fingerprint,
  actor: actorOf(told.caller, role, unit, told.receivedAt),
  occurredAt: occurredAt ?? told.receivedAt,
  receivedAt: told.receivedAt,
  seen,
  policy,
});

/** A claimed moment may lie in the past, never in the future. */
export function refuseFuture(occurredAt: number | undefined, receivedAt: number, pointer: string): void {
  if (occurredAt !== undefined && occurredAt > receivedAt)
    throw problem('invalidRequest', {}, [{ pointer, detail: '不得晚于现在' }]);
}

export type Attached = {
  attachments: AttachmentReference[];
  attachmentNames: string[];
  secrecy?: SecrecyLevel;
};

/** The files a request names, as the store knows them; one that its sender may not name is in the error. */
export async function attachedTo(
  parts: Pick<ApiParts, 'attachments' | 'connection' | 'ledger' | 'rows' | 'uploads'>,
  caller: Caller,
  named: readonly { sha256: string; name: string }[],
): Promise<Attached> {
  const found = await Promise.all(
    named.map(async ({ sha256 }) =>
      (await mayAttach(parts, caller, sha256)) ? parts.attachments.find(sha256) : undefined,
    ),
  );
  const errors = named.flatMap((_, index) =>
    found[index]
      ? []
      : [{ pointer: `/attachments/${String(index)}/sha256`, detail: '没有这个附件，请先上传' }],
  );
  if (errors.length > 0) throw problem('invalidRequest', {}, errors);
  return {
    attachments: found.filter((one) => one !== undefined),
    attachmentNames: named.map(({ name }) => name),
  };
}
