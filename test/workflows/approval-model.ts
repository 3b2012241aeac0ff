/**
 * 第三十六条 in a few lines and with none of the service's code: who may do what now, and what it leads to.
 * What the interactions test holds the real thing against.
 */
const HOUR_MS = 3_600_000;

export type Part = 'submit' | 'review' | 'approve';
type Post = 'officer' | 'unitHead' | 'agencyHead' | 'legalOfficer' | 'clerk';

export type Pools = Record<Part, readonly string[]>;

/** One thing a person asks for. Times in epoch ms. */
export type Wish = {
  requestId: string;
  door: 'decide' | 'withdraw' | 'claim' | 'reassign' | 'urge' | 'remark' | 'correct';
  actor: string;
  step: string;
  decision?: string;
  to?: string;
  target?: number;
  opinion: string;
  complete: boolean;
  receivedAt: number;
};

/** A term: its last instant, its reminders, and what has been said of it. */
export type Term = {
  key: string;
  at: number;
  openedAt: number;
  remindAt: number[];
  reminded: number;
  said: string[];
  metAt?: number;
  passed: boolean;
};

const offered: Record<Part, readonly string[]> = {
  submit: ['submit'],
  review: ['agree', 'return'],
  approve: ['agree', 'refuse', 'return'],
};
const postOf: Record<Part, Post> = { submit: 'officer', review: 'unitHead', approve: 'agencyHead' };

export class ApprovalModel {
  part: Part = 'submit';
  round = 1;
  ended: 'agree' | 'refuse' | undefined;
  candidates: readonly string[];
  holder: string | undefined;
  readonly terms: Term[] = [];
  readonly accepted: Wish[] = [];
  private readonly acted: Record<Part, Set<string>> = {
    submit: new Set(),
    review: new Set(),
    approve: new Set(),
  };
  /** The decision before the open step, which may be withdrawn: by whom, and whether it met the 24 hours. */
  private before: { step: string; actor: string; meets: boolean } | undefined;
  private submitted: { step: string; actor: string; meets: boolean } | undefined;

  constructor(
    private readonly pools: Pools,
    private readonly posts: (person: string) => readonly string[],
    private readonly emergency: { startedAt: number; enteredAt: number } | undefined,
  ) {
    this.candidates = pools.submit;
    if (emergency) this.start('emergency-filing', emergency.startedAt, emergency.enteredAt, [12, 20, 23]);
    this.passTo(emergency?.enteredAt ?? 0);
  }

  get step(): string {
    return `initiation-form/${this.part}/${String(this.round)}`;
  }

  /** What could be withdrawn now. */
  get takenBack(): string {
    return this.before?.step ?? this.step;
  }

  get overdue(): boolean {
    return !this.ended && this.terms.some((term) => term.passed && term.metAt === undefined);
  }

  /** May he? Nothing is changed. Of targets of a correction it knows the opening alone. */
  allows(wish: Wish): boolean {
    const reasoned = wish.opinion.trim() !== '';
    if (wish.door === 'remark') return reasoned;
    if (wish.door === 'correct') return reasoned && wish.target === 1;
    if (this.ended) return false;
    if (wish.door === 'withdraw')
      return (
        reasoned && this.before?.step === wish.step && this.before.actor === wish.actor && !this.before.meets
      );
    if (wish.step !== this.step) return false;
    if (wish.door === 'urge') return true;
    if (wish.door === 'reassign') return reasoned && this.suits(wish.to!);
    return this.holds(wish.actor) && (wish.door === 'claim' || this.decides(wish, reasoned));
  }

  private suits(person: string): boolean {
    return (
      person !== this.holder && !this.otherPart(person) && this.posts(person).includes(postOf[this.part])
    );
  }

  private holds(person: string): boolean {
    const free = this.holder === undefined || this.holder === person;
    return this.candidates.includes(person) && free && !this.otherPart(person);
  }

  private decides(wish: Wish, reasoned: boolean): boolean {
    const complete = this.part !== 'submit' || wish.complete;
    return reasoned && complete && offered[this.part].includes(wish.decision ?? '');
  }

  /** 承办人、审核人、批准人 are three different people over all rounds. */
  private otherPart(person: string): boolean {
    return (Object.keys(this.acted) as Part[]).some(
      (part) => part !== this.part && this.acted[part].has(person),
    );
  }

  /** The wish is on file. */
  accept(wish: Wish): void {
    this.accepted.push(wish);
    if (wish.door === 'claim') this.holder = wish.actor;
    if (wish.door === 'reassign') this.give([wish.to!]);
    if (wish.door === 'withdraw') this.withdraw(wish);
    if (wish.door === 'decide') this.decide(wish);
  }

  private decide(wish: Wish): void {
    this.acted[this.part].add(wish.actor);
    const made = { step: wish.step, actor: wish.actor, meets: this.meet(wish.receivedAt) };
    if (this.part === 'submit') {
      this.submitted = made;
      return this.moveTo('review', this.round, this.pools.review, made);
    }
    if (wish.decision === 'return') return this.again();
    if (this.part === 'approve') {
      this.ended = wish.decision as 'agree' | 'refuse';
      return undefined;
    }
    if (this.emergency)
      this.start(
        `initiation-form-decision/${String(this.round)}`,
        wish.receivedAt,
        wish.receivedAt,
        [12, 20],
      );
    return this.moveTo('approve', this.round, this.pools.approve, made);
  }

  private withdraw(wish: Wish): void {
    this.meet(wish.receivedAt);
    if (this.part === 'review') this.again();
    else this.moveTo('review', this.round + 1, this.pools.review, this.submitted);
  }

  private again(): void {
    this.moveTo('submit', this.round + 1, [this.submitted!.actor], undefined);
  }

  private moveTo(part: Part, round: number, people: readonly string[], before: typeof this.before): void {
    this.part = part;
    this.round = round;
    this.before = before;
    this.give(people);
  }

  private give(people: readonly string[]): void {
    this.candidates = people;
    this.holder = people.length === 1 ? people[0] : undefined;
  }

  // — terms

  private start(key: string, from: number, openedAt: number, hours: number[]): void {
    const remindAt = hours.map((hour) => from + hour * HOUR_MS);
    const term = { key, openedAt, remindAt, at: from + 24 * HOUR_MS, reminded: 0, said: [], passed: false };
    this.terms.push(term);
  }

  private get due(): Term | undefined {
    const key =
      this.part === 'submit' ? 'emergency-filing' : `initiation-form-decision/${String(this.round)}`;
    return this.part === 'review' ? undefined : this.terms.find((term) => term.key === key && !term.metAt);
  }

  /** The task's term is met; true if there was one. */
  private meet(receivedAt: number): boolean {
    const term = this.due;
    if (!term) return false;
    term.metAt = receivedAt;
    return true;
  }

  /** By how much the act misses the term of its step. */
  latenessOf(wish: Wish): number {
    const at = wish.door === 'decide' && wish.step === this.step ? this.due?.at : undefined;
    return at === undefined ? 0 : Math.max(0, wish.receivedAt - at);
  }

  /** The moments at which a term has something to say, in order. */
  moments(until: number): number[] {
    const all = this.terms.flatMap((term) => (term.metAt ? [] : [...term.remindAt, term.at + 1]));
    return all.filter((moment) => moment <= until).sort((one, other) => one - other);
  }

  /** It is this late, and a run is awake: whatever is due is said, of several reminders the latest alone. */
  passTo(now: number): void {
    for (const term of this.terms) {
      if (!term.metAt && !term.passed && !this.ended) {
        if (now > term.at) {
          term.passed = true;
          term.said.push('periodPassed');
        } else this.remind(term, now);
      }
      const overtaken = term.passed && term.metAt !== undefined && term.metAt <= term.at;
      if (overtaken && !term.said.includes('lapseCorrected')) term.said.push('lapseCorrected');
    }
  }

  private remind(term: Term, now: number): void {
    const due = term.remindAt.findLastIndex((at) => at <= now && at > term.openedAt);
    if (due < term.reminded) return;
    term.reminded = due + 1;
    term.said.push(`reminded/${String(due + 1)}`);
  }
}
