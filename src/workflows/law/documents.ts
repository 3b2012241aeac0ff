import { courseDocuments, crimeTransferDocuments, decidingDocuments } from './documents/deciding.js';
import { decisionDocuments } from './documents/decision.js';
import type { Document } from './documents/document.js';
import { enforcementDocuments } from './documents/enforcement.js';
import { evidenceDocuments, measureDocuments } from './documents/evidence.js';
import { hearingDocuments } from './documents/hearing.js';
import { investigationDocuments } from './documents/investigation.js';
import { applicationDocuments, complaintDocuments, inspectionDocuments } from './documents/receiving.js';
import { recordingDocuments } from './documents/recording.js';
import { serviceDocuments } from './documents/service.js';
import { startingDocuments } from './documents/starting.js';
import { supervisionDocuments } from './documents/supervision.js';

/** Every document of the procedures with its required contents; the forms on the page are drawn from here. */
export const documents = {
  ...startingDocuments,
  ...complaintDocuments,
  ...applicationDocuments,
  ...inspectionDocuments,
  ...investigationDocuments,
  ...evidenceDocuments,
  ...measureDocuments,
  ...recordingDocuments,
  ...hearingDocuments,
  ...decisionDocuments,
  ...decidingDocuments,
  ...crimeTransferDocuments,
  ...courseDocuments,
  ...serviceDocuments,
  ...enforcementDocuments,
  ...supervisionDocuments,
} as const satisfies Record<string, Document>;

/** The key of a document. */
export type DocumentKey = keyof typeof documents;

/** The keys, in the order of the table. */
export const documentKeys = Object.keys(documents) as readonly DocumentKey[];

/** True if the word is the key of a document. */
export function isDocumentKey(word: string): word is DocumentKey {
  return Object.hasOwn(documents, word);
}

/** The document, with the type every row has. */
export function documentOf(key: DocumentKey): Document {
  return documents[key];
}
