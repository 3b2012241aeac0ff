import type { DocumentKey } from '../law/documents.js';
import { serveAgainTask, serviceInstance } from '../law/notification.js';
import type { OpenedFacts } from '../law/procedures.js';
import { sameService } from '../law/service-requirements.js';
import { serviceRow } from '../law/service-rows.js';
import type { CaseFile } from './case-file.js';

/** A paper of a procedure and the party it is served on. `record`: seq of the record that made it. */
export type Notification = { document: DocumentKey; record: number; party: string };

/**
 * Serves a paper of this procedure on a party, and again when a service failed and somebody has looked into
 * it. A service of it that people ordered themselves is as good. Returns the date of service (epoch ms).
 */
export async function notify<F extends OpenedFacts>(
  file: CaseFile<F>,
  { document, record, party }: Notification,
): Promise<number> {
  const of = file.opening.procedure;
  for (let attempt = 1; ; attempt += 1) {
    const instance = serviceInstance(of, record, party, attempt);
    const { edition, unit } = file.facts;
    const ordered = { document, of, party, documentRecord: String(record) };
    const followed = await file.openOrFollow(
      serviceRow,
      { edition, unit, people: file.people, for: of, ...ordered },
      instance,
      (opened) => sameService(opened, ordered),
    );
    const { outcome, servedOn } = await file.conclusionOf(serviceRow, followed);
    if (outcome === 'served' && typeof servedOn === 'number') return servedOn;
    const noted = file.on(`${serviceRow.key}/${followed}/outcome`);
    if (noted) await file.ask(serveAgainTask(noted, file.people.handlers));
  }
}
