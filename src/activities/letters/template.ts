import type { LetterFacts } from './facts.js';

/**
 * The fixed questions every letter answers. Pure functions of the facts; all answers are plain text on one
 * line.
 */
export type LetterTemplate = {
  /** Holds no personal data: it is shown on locked screens and kept in mail servers' logs. */
  subject: (facts: LetterFacts) => string;
  preview: (facts: LetterFacts) => string;
  heading: (facts: LetterFacts) => string;
  /** The letter itself: what happened, what is asked. */
  says: (facts: LetterFacts) => string[];
  /** The facts under the words, label and value; those of the case where it is left out. */
  rows?: (facts: LetterFacts) => (readonly [label: string, value: string])[];
  /** How the link works, where it is no link to a task. */
  linkNote?: string;
  /** The words on the one link. */
  action: string;
  /** Where in the page he gets there without it. */
  elsewhere: string;
  /** Why this person gets it. */
  why: (facts: LetterFacts) => string;
};
