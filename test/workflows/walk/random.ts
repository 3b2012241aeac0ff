/** Chance, and the same chance for the same seed. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** Mulberry32: the next number from 0 to below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    const state = this.#state;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** Does it happen, so often out of one? */
  happens(share: number): boolean {
    return this.next() < share;
  }

  /** A whole number from `least` to `most`, both among them. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** One of several, each as likely as the others. */
  pick<T>(some: readonly T[]): T {
    const one = some[Math.floor(this.next() * some.length)];
    if (one === undefined) throw new Error('Nothing to choose from');
    return one;
  }

  /** One of several, each as likely as its weight; nothing where all weigh nothing. */
  weighed<T extends { weight: number }>(some: readonly T[]): T | undefined {
    const whole = some.reduce((sum, { weight }) => sum + weight, 0);
    let left = this.next() * whole;
    return some.find(({ weight }) => (left -= weight) < 0);
  }
}

/** A choice by weight among words. */
export const among = <K extends string>(chance: Chance, weights: Readonly<Partial<Record<K, number>>>): K =>
  chance.weighed(Object.entries(weights).map(([key, weight]) => ({ key, weight: weight as number })))!
    .key as K;
