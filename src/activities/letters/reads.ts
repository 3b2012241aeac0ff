import type { LetterBox } from '../../models/letter.js';
import type { Invitations } from '../../models/invitation.js';
import type { LedgerStore } from '../../models/ledger-store.js';
import type { Links } from '../../models/link.js';
import type { KnownPerson } from '../../models/people.js';
import type { Procedure } from '../../models/procedures.js';
import type { Substitutions } from '../../models/substitutions.js';
import type { ProcedureRow } from '../../workflows/law/procedures.js';
import type { RecordHeader } from '../../workflows/law/record/kinds.js';
import type { Layout } from './layout.js';
import type { Transport } from './transport.js';

/** A person as letters see him. */
export type Addressee = Pick<KnownPerson, 'id' | 'name' | 'active' | 'email'>;

/** A procedure as letters see it. */
export type ProcedureView = Pick<Procedure, 'seq' | 'tasks' | 'clocks' | 'title' | 'unit'>;

/** What sending a letter reads and uses. */
export type LetterParts = {
  letterBox: LetterBox;
  links: Pick<Links, 'makeLinks'>;
  invitations: Pick<Invitations, 'makeInvitation'>;
  people: { personById: (id: string) => Promise<Addressee | undefined> };
  /** The projections, by `procedureId`. */
  procedures: { procedureById: (id: string) => Promise<ProcedureView | undefined> };
  /** Who acts for whom (代理). */
  substitutions: Pick<Substitutions, 'actingOf'>;
  /** The record of a chain with this seq. */
  store: Pick<LedgerStore, 'ofProcedure'> & {
    recordAt: (chainId: string, seq: number) => Promise<RecordHeader | undefined>;
  };
  rows: readonly ProcedureRow[];
  transport: Transport;
  layout: Layout;
  /** MAIL_FROM. */
  from: string;
  bureauName: string;
  /** Epoch ms. */
  now: () => number;
  /** Resolves after so many ms, or at once when the signal is aborted. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
};
