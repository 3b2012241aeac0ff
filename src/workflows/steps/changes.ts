/**
 * Changes of the code that runs begun before them do not make, each named after its decision (0702): the case
 * keeps its own course and its term.
 */
export const CASE_KEEPS_COURSE = '0702-the-case-keeps-its-course';
