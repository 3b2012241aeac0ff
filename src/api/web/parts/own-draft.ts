import { useEffect, useRef, useState } from 'react';
import type { KeptDraft, Saved } from '../../own-words-schemas.js';
import { act, keepOwn, read, sendLeaving, type Problem } from '../api.js';
import { useSignedIn } from '../session.js';
import { inTab, type Waiting } from './draft-in-tab.js';
import { asProblem } from './problem-notice.js';

/** A pause in typing after which it is kept. */
const PAUSE_MS = 1_200;
/** What could not be kept is tried again so often, and when the network is back. */
const AGAIN_MS = 10_000;

type Kept<C> = NonNullable<KeptDraft<C>['draft']>;

/** `away`: kept in this tab for now, because the server cannot be reached. */
export type DraftStanding<C> =
  | { kind: 'none' | 'saving' | 'away' }
  | { kind: 'saved' | 'restored'; at: number }
  /** The server does not keep it as it is: too long, or what must not be kept. */
  | { kind: 'refused'; sentence: string }
  /** Another device or window has saved something else since; both are there until one is chosen. */
  | { kind: 'elsewhere'; other: Kept<C> | null };

type Draft<C> = {
  standing: DraftStanding<C>;
  /** Takes what the other device saved, in place of what is typed here. */
  takeOther: () => void;
  /** Keeps what is typed here, in place of what the other device saved. */
  keepMine: () => void;
  /** Removes it: it has been sent. */
  forget: () => void;
  /** Removes it: it is not wanted, and something else may be typed. */
  clear: () => void;
};

/**
 * Keeps what is typed as a draft on the server, where only its writer finds it again; until the server has
 * it, in this tab. What is typed is the text of the fields and nothing else: a draft fills fields, and
 * sends nothing. `typed`: is there anything worth keeping? `paused`: nothing is kept any more, because it
 * can no longer be sent.
 */
export function useOwnDraft<C>(props: {
  place: string;
  contents: C;
  typed: boolean;
  paused: boolean;
  restore: (contents: C) => void;
}): Draft<C> {
  const person = useSignedIn().person.id;
  const [standing, setStanding] = useState<DraftStanding<C>>({ kind: 'none' });
  const keeper = useRef<Keeper<C>>(undefined);
  keeper.current ??= new Keeper<C>(props.place, person, setStanding);
  const current = keeper.current;
  current.now = props;
  useEffect(() => current.begin(), [current]);
  const words = JSON.stringify(props.contents);
  useEffect(() => current.changed(), [current, words, props.typed, props.paused]);
  return {
    standing,
    takeOther: () => current.takeOther(),
    keepMine: () => current.keepMine(),
    forget: () => current.forget(),
    clear: () => current.clear(),
  };
}

type Now<C> = { contents: C; typed: boolean; paused: boolean; restore: (contents: C) => void };

/** One draft of one page, from the reading of what was kept to the sending or leaving. */
class Keeper<C> {
  now: Now<C> | undefined;
  #revision = 0;
  /** What the server has, as text; undefined until it is known. */
  #kept: string | undefined;
  #other: Kept<C> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending = false;
  #state: 'reading' | 'keeping' | 'elsewhere' | 'over' = 'reading';

  constructor(
    readonly place: string,
    readonly person: string,
    readonly show: (standing: DraftStanding<C>) => void,
  ) {}

  /** Reads what was kept; the answer ends the watching. */
  begin(): () => void {
    if (this.#state === 'over') this.#state = 'reading';
    const leave = () => this.#leave();
    const hidden = () => document.visibilityState === 'hidden' && this.#leave();
    const again = () => void this.#keep();
    addEventListener('pagehide', leave);
    addEventListener('online', again);
    document.addEventListener('visibilitychange', hidden);
    void this.#read();
    return () => {
      removeEventListener('pagehide', leave);
      removeEventListener('online', again);
      document.removeEventListener('visibilitychange', hidden);
      this.#leave();
      clearTimeout(this.#timer);
    };
  }

  changed(): void {
    if (this.#state !== 'keeping') return;
    clearTimeout(this.#timer);
    if (this.#isDue()) this.#timer = setTimeout(() => void this.#keep(), PAUSE_MS);
  }

  takeOther(): void {
    const other = this.#other;
    this.#revision = other?.revision ?? 0;
    this.#state = 'keeping';
    this.#unsaved(null);
    if (!other) return;
    this.#kept = JSON.stringify(other.contents);
    this.now?.restore(other.contents);
    this.show({ kind: 'restored', at: other.savedAt });
  }

  keepMine(): void {
    this.#revision = this.#other?.revision ?? 0;
    this.#kept = '';
    this.#state = 'keeping';
    void this.#keep();
  }

  forget(): void {
    this.#state = 'over';
    clearTimeout(this.#timer);
    this.#unsaved(null);
    this.show({ kind: 'none' });
    this.#remove();
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#unsaved(null);
    this.show({ kind: 'none' });
    this.#remove();
  }

  /** What is on its way to being kept is removed once it has arrived. */
  #remove(): void {
    if (this.#revision > 0 && !this.#sending) void act('DELETE', this.place).catch(() => undefined);
    this.#revision = 0;
    this.#kept = '';
  }

  async #read(): Promise<void> {
    const waiting = this.#unsaved();
    const draft = await this.#readDraft();
    if (this.#state !== 'reading') return;
    this.#state = 'keeping';
    this.#revision = draft?.revision ?? 0;
    this.#kept = draft ? JSON.stringify(draft.contents) : '';
    if (this.now?.typed) {
      if (draft && this.#kept !== this.#words()) this.#elsewhere(draft);
      else this.changed();
      return;
    }
    if (waiting) this.#restoreWaiting(waiting, draft);
    else if (draft) this.#restore(draft.contents, draft.savedAt);
  }

  async #readDraft(): Promise<Kept<C> | null> {
    try {
      return (await read<KeptDraft<C>>(this.place)).draft;
    } catch {
      return null;
    }
  }

  /** What this tab could not hand to the server, unless somebody saved something else meanwhile. */
  #restoreWaiting(waiting: Waiting<C>, draft: Kept<C> | null): void {
    this.#restore(waiting.contents, waiting.at);
    const moved = draft !== null && draft.revision !== waiting.revision;
    const same = draft !== null && JSON.stringify(draft.contents) === JSON.stringify(waiting.contents);
    if (moved && !same) this.#elsewhere(draft);
    else if (same) this.#unsaved(null);
    else this.#timer = setTimeout(() => void this.#keep(), PAUSE_MS);
  }

  #restore(contents: C, at: number): void {
    this.now?.restore(contents);
    this.show({ kind: 'restored', at });
  }

  #words(): string {
    return this.now?.typed ? JSON.stringify(this.now.contents) : '';
  }

  #isDue(): boolean {
    return this.#state === 'keeping' && !this.now?.paused && this.#words() !== this.#kept;
  }

  async #keep(): Promise<void> {
    if (this.#sending || !this.#isDue()) return;
    const words = this.#words();
    this.#sending = true;
    this.show({ kind: 'saving' });
    try {
      await this.#send(words);
      this.#sending = false;
      this.#unsaved(null);
      if (this.#state === 'over') this.#remove();
      else this.changed();
    } catch (failure) {
      this.#sending = false;
      await this.#failed(asProblem(failure), words);
    }
  }

  async #send(words: string): Promise<void> {
    if (words === '') {
      await act('DELETE', this.place);
      this.#revision = 0;
      this.#kept = '';
      this.show({ kind: 'none' });
      return;
    }
    const contents = JSON.parse(words) as C;
    const saved = await keepOwn<Saved>(this.place, { revision: this.#revision, contents });
    this.#revision = saved.revision;
    this.#kept = words;
    if (this.#state === 'keeping') this.show({ kind: 'saved', at: saved.savedAt });
  }

  async #failed({ code, status, message }: Problem, words: string): Promise<void> {
    if (this.#state !== 'keeping') return;
    if (code === 'savedElsewhere') {
      this.#elsewhere(await this.#readDraft());
      return;
    }
    if (status === 403 || status === 404 || code === 'taskClosed') {
      this.#state = 'over';
      this.show({ kind: 'none' });
      return;
    }
    if ([400, 413, 422].includes(status)) {
      this.#kept = words;
      this.show({ kind: 'refused', sentence: message });
      return;
    }
    this.#keepInTab();
    this.show({ kind: 'away' });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#keep(), AGAIN_MS);
  }

  #elsewhere(other: Kept<C> | null): void {
    this.#state = 'elsewhere';
    this.#other = other;
    this.show({ kind: 'elsewhere', other });
  }

  #leave(): void {
    if (this.#state === 'elsewhere' && this.now?.typed) this.#keepInTab();
    if (!this.#isDue() || this.#sending || !this.now) return;
    if (this.now.typed) this.#keepInTab();
    const body = { revision: this.#revision, contents: this.now.contents };
    if (this.now.typed) sendLeaving('PUT', this.place, body);
    else sendLeaving('DELETE', this.place);
  }

  #keepInTab(): void {
    if (this.now) this.#unsaved({ contents: this.now.contents, revision: this.#revision, at: Date.now() });
  }

  #unsaved(waiting?: Waiting<C> | null): Waiting<C> | null {
    return inTab(`${this.person} ${this.place}`, waiting);
  }
}
