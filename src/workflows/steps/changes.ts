/**
 * Changes of the code that runs begun before them do not make, each named after its decision (0702): the case
 * keeps its own course and its term.
 */
export const CASE_KEEPS_COURSE = '0702-the-case-keeps-its-course';

/** 0782: what the recused were asked for passes on of itself. */
export const RECUSED_PASS_ON = '0782-the-recused-keep-no-tasks';

/** 0801: what goes out is issued on the record as soon as it is final. */
export const DOCUMENTS_ARE_ISSUED = '0801-documents-are-issued-on-the-record';

/** 0841: what is preserved is disposed of by the 负责人, within seven working days of the measure itself. */
export const LEADER_DISPOSES = '0841-the-leader-disposes-of-what-is-preserved';

/** 0831: a case that was transferred can come back from the police; 转为一般程序 decides nothing. */
export const CASES_COME_BACK = '0831-a-case-comes-back-from-the-police';

/** 0832: a decision that is not made ends with its case. */
export const DECISIONS_END = '0832-a-decision-ends-with-its-case';

/** 0833: what calls for 法制审核 and 集体讨论 stands for every later draft. */
export const GROUNDS_STAND = '0833-grounds-of-review-stand';

/** 0834: a service that people ordered is followed by the procedure that wanted it. */
export const SERVICES_ARE_FOLLOWED = '0834-a-service-is-ordered-once';
