/**
 * Joint opinions in a few lines and with none of the service's code: who may do what now, and what it leads
 * to. What the test of joint opinions holds the real thing against.
 */
export type Rule = { kind: 'all' | 'any' | 'inOrder' } | { kind: 'share' | 'weighted'; percent: number };
export type Said = 'agree' | 'refuse' | 'return';

type Seat = {
  number: number;
  person: string;
  weight: number;
  gone: boolean;
  /** Which time he is asked in this round; his task, while it is open, and who holds it. */
  attempt: number;
  open: boolean;
  holder: string;
  vote: { said: Said; by: string } | undefined;
};

/** One branch: a paper that is sent to its signers, again and again until they agree or refuse. */
export class JointModel {
  round = 1;
  phase: 'paper' | 'signing' | 'over' = 'paper';
  result = '';
  drafter: string | undefined;
  readonly seats: Seat[];
  /** In which seat somebody has signed, over all rounds. */
  private readonly sat = new Map<string, Set<number>>();

  constructor(
    readonly name: string,
    private readonly rule: Rule,
    signers: readonly { person: string; weight?: number }[],
  ) {
    this.seats = signers.map(({ person, weight = 1 }, index) => seat(index + 1, person, weight));
  }

  stepOf({ number, attempt }: Seat): string {
    const suffix = attempt > 1 ? `-${String(attempt)}` : '';
    return `${this.name}/signer-${String(number)}${suffix}/${String(this.round)}`;
  }

  get paper(): string {
    return `${this.name}-paper/submit/${String(this.round)}`;
  }

  /** Open tasks: step and who may do it. */
  get awaited(): string[] {
    if (this.phase === 'over') return [];
    if (this.phase === 'paper') return [`${this.paper} officer-1|officer-2`];
    return this.seats.filter(({ open }) => open).map((one) => `${this.stepOf(one)} ${one.holder}`);
  }

  private get present(): Seat[] {
    return this.seats.filter(({ gone }) => !gone);
  }

  seatAt(step: string): Seat | undefined {
    return this.seats.find((one) => one.open && this.stepOf(one) === step);
  }

  /** By whom it is done, and for whom. */
  maySign(step: string, actor: string, principal?: string): boolean {
    const found = this.phase === 'signing' ? this.seatAt(step) : undefined;
    if (!found || found.holder !== (principal ?? actor)) return false;
    return [actor, principal].every((id) => id === undefined || !this.satElsewhere(id, found.number));
  }

  /** He signed in the same moment as the one who ended it: it is on file, and decides nothing. */
  mayStillSign(actor: string, number: number): boolean {
    return !this.satElsewhere(actor, number);
  }

  sitDown(person: string, number: number): void {
    this.sat.set(person, (this.sat.get(person) ?? new Set()).add(number));
  }

  private satElsewhere(person: string, number: number): boolean {
    return [...(this.sat.get(person) ?? [])].some((other) => other !== number);
  }

  mayReassign(step: string, to: string): boolean {
    const found = this.phase === 'signing' ? this.seatAt(step) : undefined;
    return found !== undefined && found.holder !== to;
  }

  mayChange(change: string, person: string, actor: string): boolean {
    if (this.phase !== 'signing') return false;
    if (change === 'withdraw') return this.present.some(({ vote }) => vote?.by === actor);
    const listed = this.present.some((one) => one.person === person);
    if (!actor.startsWith('officer')) return false;
    return change === 'add' ? !listed : listed && this.present.length > 1;
  }

  send(again: boolean): void {
    this.phase = 'signing';
    for (const one of this.seats) {
      const kept = again && this.round > 1 && one.vote?.said === 'agree';
      Object.assign(one, { attempt: 1, open: false, holder: one.person, vote: kept ? one.vote : undefined });
    }
    this.settle();
  }

  sign(step: string, said: Said, actor: string, principal?: string): void {
    const found = this.seatAt(step)!;
    for (const id of [actor, principal ?? actor]) this.sitDown(id, found.number);
    Object.assign(found, { open: false, vote: { said, by: principal ?? actor } });
    this.settle();
  }

  reassign(step: string, to: string): void {
    this.seatAt(step)!.holder = to;
  }

  change(change: string, person: string, actor: string): void {
    if (change === 'add') this.add(person);
    const his = this.present.find((one) => one.person === person);
    if (change === 'remove') Object.assign(his!, { gone: true, open: false });
    if (change === 'withdraw') for (const one of this.present) if (one.vote?.by === actor) this.askAgain(one);
    this.settle();
  }

  private add(person: string): void {
    const before = this.seats.find((one) => one.person === person);
    if (!before) {
      this.seats.push(seat(this.seats.length + 1, person, 1));
      return;
    }
    before.gone = false;
    this.askAgain(before);
  }

  private askAgain(one: Seat): void {
    const carried = one.vote !== undefined && !this.votedNow.has(one.number);
    Object.assign(one, { vote: undefined, holder: one.person, attempt: carried ? 1 : one.attempt + 1 });
  }

  /** Seats that were asked in this round at all: a vote carried over was given in another. */
  private readonly votedNow = new Set<number>();

  private settle(): void {
    this.judge();
    if (this.phase !== 'signing') return;
    const waiting = this.present.filter(({ vote }) => !vote);
    const due = this.rule.kind === 'inOrder' ? waiting.slice(0, 1) : waiting;
    for (const one of waiting)
      if (due.includes(one)) {
        if (!one.open) this.votedNow.add(one.number);
        one.open = true;
      } else if (one.open) Object.assign(one, { open: false, attempt: one.attempt + 1, holder: one.person });
  }

  private judge(): void {
    const votes = this.present.map(({ vote, weight }) => ({ said: vote?.said, weight }));
    if (votes.some(({ said }) => said === 'return')) return this.backToPaper();
    const ended = this.verdict(votes);
    if (!ended) return undefined;
    this.phase = 'over';
    this.result = ended;
    for (const one of this.seats) one.open = false;
  }

  private verdict(votes: { said: Said | undefined; weight: number }[]): string | undefined {
    const yes = votes.filter(({ said }) => said === 'agree');
    const no = votes.filter(({ said }) => said === 'refuse');
    const { rule } = this;
    if (rule.kind === 'any')
      return yes.length > 0 ? 'agreed' : no.length === votes.length ? 'refused' : undefined;
    if (rule.kind === 'all' || rule.kind === 'inOrder')
      return no.length > 0 ? 'refused' : yes.length === votes.length ? 'agreed' : undefined;
    const of = (some: typeof votes) =>
      some.reduce((sum, { weight }) => sum + (rule.kind === 'weighted' ? weight : 1), 0);
    const needed = ('percent' in rule ? rule.percent : 100) * of(votes);
    if (of(yes) * 100 >= needed) return 'agreed';
    return (of(votes) - of(no)) * 100 < needed ? 'refused' : undefined;
  }

  private backToPaper(): void {
    this.phase = 'paper';
    this.round += 1;
    this.votedNow.clear();
    for (const one of this.seats) one.open = false;
  }
}

const seat = (number: number, person: string, weight: number): Seat => ({
  number,
  person,
  weight,
  gone: false,
  attempt: 1,
  open: false,
  holder: person,
  vote: undefined,
});
