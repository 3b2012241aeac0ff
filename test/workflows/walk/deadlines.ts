import { textOf, textsOf, type RecordHeader } from '../../../src/workflows/law/record/kinds.js';

/** What became of one clock, read from the headers alone. Moments in epoch ms. */
type Kept = {
  at: number;
  from: number;
  met?: { at: number; own: boolean };
  /** How often it was said to have passed, since its last instant was last moved ahead. */
  passed: number;
  corrected: number;
  stopped: boolean;
  /** It was over when it began. */
  bornLate: boolean;
};

type Course = { clocks: Map<string, Kept>; tasks: Map<string, string>; ended: boolean };

const COMPUTED_AGAIN = ['clockMoved', 'clockResumed', 'clockExtended'];

/** Every clock of a matter and what was said of it. */
export class Deadlines {
  readonly #courses = new Map<string, Course>();

  #of(procedure: string): Course {
    const known = this.#courses.get(procedure);
    if (known) return known;
    const course: Course = { clocks: new Map(), tasks: new Map(), ended: false };
    this.#courses.set(procedure, course);
    return course;
  }

  /** Takes the next record in; what it says of a clock that cannot be, in words. */
  take(record: RecordHeader): string[] {
    const course = this.#of(record.procedure);
    for (const clock of record.clocks) this.#begin(course, record, clock);
    const wrong = this.#said(course, record);
    for (const key of this.#met(course, record)) {
      const clock = course.clocks.get(key);
      const own = record.kind === 'clockMet';
      if (clock && !clock.met) clock.met = { at: own ? record.occurredAt : record.receivedAt, own };
    }
    for (const { step, clock } of record.opens) if (clock !== undefined) course.tasks.set(step, clock);
    if (record.kind === 'concluded' || record.kind === 'terminated') course.ended = true;
    return wrong;
  }

  #begin({ clocks }: Course, record: RecordHeader, { key, at, from }: RecordHeader['clocks'][number]): void {
    const before = clocks.get(key);
    if (!before || !COMPUTED_AGAIN.includes(record.kind)) {
      clocks.set(key, {
        at,
        from,
        passed: 0,
        corrected: 0,
        stopped: false,
        bornLate: at < record.receivedAt,
      });
      return;
    }
    before.at = at;
    if (record.kind === 'clockResumed') before.stopped = false;
    if (record.facts['lifts'] !== undefined) before.passed = 0;
  }

  #said({ clocks }: Course, record: RecordHeader): string[] {
    const key = textOf(record.facts, 'clock');
    const clock = clocks.get(key);
    if (!clock) return [];
    const name = `#${String(record.seq)} ${record.procedure} ${key}`;
    if (record.kind === 'clockStopped') clock.stopped = true;
    if (record.kind === 'lapseCorrected') {
      clock.corrected += 1;
      return clock.passed > 0 ? [] : [`${name}: a lapse is corrected that nobody noted`];
    }
    if (record.kind !== 'periodPassed') return [];
    clock.passed += 1;
    return [
      ...(clock.passed > 1 ? [`${name} passed ${String(clock.passed)} times`] : []),
      ...(record.receivedAt <= clock.at ? [`${name} is said to have passed before its end`] : []),
      ...(clock.met && clock.met.at <= clock.at && clock.corrected === 0
        ? [`${name} is said to have passed and was met`]
        : []),
    ];
  }

  #met({ tasks }: Course, record: RecordHeader): string[] {
    if (record.kind === 'clockMet') return [textOf(record.facts, 'clock')];
    if (record.kind === 'recorded') return textsOf(record.facts, 'meets');
    const clock = tasks.get(record.step);
    return (record.kind === 'decided' || record.kind === 'withdrawn') && clock !== undefined ? [clock] : [];
  }

  /** Each deadline has exactly one outcome at a moment (epoch ms): what is otherwise, in words. */
  faults(now: number): string[] {
    return [...this.#courses].flatMap(([procedure, { clocks, ended }]) =>
      [...clocks].flatMap(([key, clock]) => {
        const name = `${procedure} ${key}`;
        const { met, at, passed, corrected, stopped } = clock;
        if (met && met.at <= at)
          return passed === corrected ? [] : [`${name} was met in time and passed ${String(passed)} times`];
        if (met)
          return passed === 1 || clock.bornLate || met.own || ended ? [] : [`${name} was met late, unsaid`];
        if (ended || stopped || now <= at) return [];
        return passed === 1 ? [] : [`${name} is over and was said so ${String(passed)} times`];
      }),
    );
  }

  /** How the clocks stand, for who counts: kept, kept late, passed, stopped, running or gone with their procedure. */
  outcomes(now: number): string[] {
    return [...this.#courses.values()].flatMap(({ clocks, ended }) =>
      [...clocks.values()].map(({ met, at, passed, stopped }) => {
        if (met) return met.at <= at ? 'met' : 'late';
        if (passed > 0) return 'passed';
        if (stopped) return 'stopped';
        return ended || now > at ? 'ended' : 'running';
      }),
    );
  }
}
