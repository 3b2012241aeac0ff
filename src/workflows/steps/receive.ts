import type { DocumentKey } from '../law/documents.js';
import type { RoleKey } from '../law/roles.js';
import type { Facts, RecordHeader, Task } from '../law/record/kinds.js';
import type { CaseFile } from './case-file.js';

/** One document asked of one role, without review; `round`: for what time it is asked for. */
export const documentTask = (
  subject: string,
  document: DocumentKey,
  role: RoleKey,
  candidates: readonly string[],
  round = 1,
): Task => ({
  step: `${subject}/submit/${String(round)}`,
  role,
  document,
  decisions: ['submit'],
  candidates: [...candidates],
});

/** 收到某文书: waits until the document is handed in. */
export const receive = <F extends Facts>(file: CaseFile<F>, task: Task): Promise<RecordHeader> =>
  file.ask(task);

/** The first document of a kind that was put on file in the procedure, or undefined before it is. */
export const firstOf = <F extends Facts>(
  file: CaseFile<F>,
  document: DocumentKey,
): RecordHeader | undefined => file.recorded(document)[0];
