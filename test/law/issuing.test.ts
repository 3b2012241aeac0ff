import { describe, expect, test } from '@jest/globals';
import { isOutward } from '../../src/workflows/law/document-numbers.js';
import { documentKeys, documentOf, type DocumentKey } from '../../src/workflows/law/documents.js';
import { rows } from '../../src/workflows/law/procedure-rows.js';
import { fold, type State } from '../../src/workflows/law/record/fold.js';
import {
  documentsIn,
  documentStateOf,
  documentsToIssue,
  issueStep,
} from '../../src/workflows/law/record/issuing.js';
import {
  NO_HASH,
  SYSTEM,
  type Act,
  type Facts,
  type RecordHeader,
  type Task,
} from '../../src/workflows/law/record/kinds.js';
import { reviewTask, submitTask } from '../../src/workflows/law/record/approval-tasks.js';
import { unmet } from '../../src/workflows/law/record/requirements.js';
import { openingRequirements } from '../../src/workflows/law/service-requirements.js';
import { articleTitle } from '../harness/article-title.js';

const title = (rest: string) => `${articleTitle(21)} ${rest}`;
const people = { handlers: ['a', 'b'], reviewers: ['c'], approvers: ['d'], legalOffice: ['e'] };

/** Records of one procedure, each the next. */
class Course {
  readonly records: RecordHeader[] = [];

  constructor(readonly procedure: string) {
    this.add({ kind: 'opening', step: 'opening', facts: { people } });
  }

  add(more: Partial<RecordHeader> & Pick<RecordHeader, 'kind' | 'step'>): number {
    const seq = this.records.length + 1;
    const { procedure } = this;
    this.records.push({
      chainId: 'HY-2026-0001',
      procedure,
      actor: { ...SYSTEM, id: 'a', role: 'handler' },
      occurredAt: seq,
      receivedAt: seq,
      recordedAt: seq,
      opens: [],
      clocks: [],
      late: [],
      facts: {},
      attachments: [],
      secrecy: 1,
      policy: { id: 'test', version: '1' },
      lawReferences: [],
      v: 1,
      seq,
      idem: `${procedure}:${more.step}`,
      body: NO_HASH,
      prev: NO_HASH,
      hash: NO_HASH,
      ...more,
    });
    return seq;
  }

  decide = (step: string, decision: RecordHeader['decision'], opens: Task[] = []) =>
    this.add({ kind: 'decided', step, ...(decision ? { decision } : {}), opens });

  recorded = (document: DocumentKey, count = 1) =>
    this.add({ kind: 'recorded', step: `${document}/record/${String(count)}`, facts: { document } });

  issue = (of: number, document: DocumentKey) =>
    this.add({ kind: 'issued', step: issueStep(of), facts: { of, document, upTo: this.records.length } });

  get state(): State {
    return fold(this.records);
  }

  get due(): string[] {
    const row = rows.find(({ key }) => key === this.procedure.split('/')[0]);
    return documentsToIssue(row!, this.state).map(
      ({ document, filed }) => `${document}#${String(filed.seq)}`,
    );
  }
}

describe(title('文书制发'), () => {
  test(title('文书制发 › whatever bears the seal goes out; the start form stays'), () => {
    expect(documentKeys.filter((key) => documentOf(key).sealed && !isOutward(key))).toEqual([]);
    expect(isOutward('initiationForm')).toBe(false);
  });

  test(title('文书制发 › filed, nobody approves it › due at once, and not again once issued'), () => {
    const seizure = new Course('seizure/1');
    seizure.add({
      kind: 'asked',
      step: 'asked',
      opens: [submitTask('sealing-decision', 'sealingDecision', 1, ['a'])],
    });
    const made = seizure.decide('sealing-decision/submit/1', 'submit');
    expect(seizure.due).toEqual([`sealingDecision#${String(made)}`]);
    seizure.issue(made, 'sealingDecision');
    expect(seizure.due).toEqual([]);
  });

  test(
    title('文书制发 › submitted, returned, submitted again, approved › due with the approval, once'),
    () => {
      const notice = new Course('penalty-notice/1');
      notice.records[0] = {
        ...notice.records[0]!,
        opens: [reviewTask('penalty-notice', 'penaltyNotice', 1, people)],
      };
      expect(notice.due).toEqual([]);
      notice.decide('penalty-notice/review/1', 'return', [
        submitTask('penalty-notice', 'penaltyNotice', 2, ['a']),
      ]);
      const again = notice.decide('penalty-notice/submit/2', 'submit');
      notice.decide('penalty-notice/review/2', 'agree');
      expect(notice.due).toEqual([]);
      notice.decide('penalty-notice/approve/2', 'agree');
      expect(notice.due).toEqual([`penaltyNotice#${String(again)}`]);
    },
  );

  test(title('文书制发 › refused by the 批准人 › never due'), () => {
    const notice = new Course('penalty-notice/1');
    notice.records[0] = {
      ...notice.records[0]!,
      opens: [reviewTask('penalty-notice', 'penaltyNotice', 1, people)],
    };
    notice.decide('penalty-notice/review/1', 'agree');
    notice.decide('penalty-notice/approve/1', 'refuse');
    expect(notice.due).toEqual([]);
  });

  test(title('文书制发 › 延长许可决定期限通知: put on file, its 审核 not asked for yet › not due'), () => {
    const application = new Course('application');
    application.recorded('permitExtensionNotice');
    expect(application.due.filter((one) => one.startsWith('permitExtension'))).toEqual([]);
  });

  test(title('文书制发 › several of a kind that nobody approves › each is a document of its own'), () => {
    const seizure = new Course('seizure/1');
    const one = seizure.recorded('testNotice', 1);
    const other = seizure.recorded('testNotice', 2);
    expect(seizure.due).toEqual([`testNotice#${String(one)}`, `testNotice#${String(other)}`]);
  });
});

describe(title('四个词'), () => {
  /** A decision made, and as far as told issued and stamped. */
  function decided(upTo: 'made' | 'issued' | 'stamped') {
    const decision = new Course('decision');
    const asked = submitTask('penalty-decision', 'penaltyDecision', 1, ['a']);
    decision.add({ kind: 'asked', step: 'asked', opens: [asked] });
    const stamp = submitTask('stamp', 'penaltyDecision', 1, ['a']);
    const made = decision.decide('penalty-decision/submit/1', 'submit', [{ ...stamp, document: null }]);
    if (upTo !== 'made') decision.issue(made, 'penaltyDecision');
    if (upTo === 'stamped') decision.decide('stamp/submit/1', 'submit');
    const [document] = documentsIn(rows, decision.records);
    return { decision, made, words: documentStateOf(document!, decision.state) };
  }

  test.each([
    ['made', { locked: 3, stored: undefined, stamped: undefined }],
    ['issued', { locked: 3, stored: 4, stamped: undefined }],
    ['stamped', { locked: 3, stored: 4, stamped: 5 }],
  ] as const)(title('四个词 › %s › each on its own record'), (upTo, expected) => {
    const { locked, stored, stamped, restricted } = decided(upTo).words;
    expect({ locked: locked?.seq, stored: stored?.seq, stamped: stamped?.seq }).toEqual(expected);
    expect(restricted).toBe(1);
  });

  const order = (facts: Facts, role: Act['actor']['role'] = 'handler') =>
    ({ kind: 'opening', procedure: 'service/1', actor: { ...SYSTEM, role }, facts }) as Act;
  const missing = (state: State, facts: Facts = {}, role?: Act['actor']['role']) =>
    unmet(
      openingRequirements,
      { decision: state },
      order({ document: 'penaltyDecision', of: 'decision', party: '1', ...facts }, role),
    ).map((one) => one.missing);

  const UNISSUED = expect.stringContaining('编号并制发') as unknown as string;
  const UNSTAMPED = '决定书已经盖章';

  test(title('送达 › not issued › refused, and unstamped is named beside it'), () => {
    expect(missing(decided('made').decision.state)).toEqual([UNISSUED, UNSTAMPED]);
  });

  test(title('送达 › issued and not stamped › refused; stamped › not'), () => {
    expect(missing(decided('issued').decision.state)).toEqual([UNSTAMPED]);
    expect(missing(decided('stamped').decision.state)).toEqual([]);
  });

  test(title('送达 › names another record than the issued one › refused'), () => {
    const { decision, made } = decided('stamped');
    expect(missing(decision.state, { documentRecord: String(made) })).toEqual([]);
    expect(missing(decision.state, { documentRecord: '1' })).toEqual([UNISSUED]);
  });

  test(
    title('送达 › a procedure that ended before documents were issued, or the prose itself › not refused'),
    () => {
      const { decision } = decided('made');
      expect(missing(decision.state, {}, 'system')).toEqual([]);
      decision.decide('stamp/submit/1', 'submit');
      decision.add({ kind: 'concluded', step: 'concluded', facts: { outcome: 'penalty' } });
      expect(missing(decision.state)).toEqual([]);
    },
  );
});
