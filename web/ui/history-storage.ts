/** The history in the browser's storage: read again before every change, so that a second tab loses nothing. */

import { readEntries, type HistoryEntry } from '../shared/result-schema';

/** Where it is kept. */
export const HISTORY_KEY = 'kmeans-race.history';
/** The newest this many are kept. */
export const MOST_ENTRIES = 50;

/** What came of a change. */
export interface Kept {
  /** Newest first. */
  readonly entries: readonly HistoryEntry[];
  /** One sentence when the storage did not take all, or nothing; null when all is well. */
  readonly problem: string | null;
}

/** The part of `Storage` that is used. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

function sorted(entries: readonly HistoryEntry[]): HistoryEntry[] {
  return [...entries].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)).slice(0, MOST_ENTRIES);
}

const NOT_KEPT = 'This browser keeps nothing for this page, so the list lasts only as long as the page is open.';

/** The list of one tab, over a storage that may be full, blocked, or changed by another tab. */
export class HistoryShelf {
  private memory: readonly HistoryEntry[] = [];
  /** Whether what is in memory did not reach the storage. */
  private adrift = false;
  private readonly shelf: () => Shelf;

  /** `shelf` may throw: a browser that blocks storage does so when it is named. */
  constructor(shelf: () => Shelf) {
    this.shelf = shelf;
  }

  /** What is kept now, newest first. Never throws. */
  read(): readonly HistoryEntry[] {
    let stored: readonly HistoryEntry[];
    try {
      stored = readEntries(this.shelf().getItem(HISTORY_KEY) ?? '[]');
    } catch {
      stored = [];
      this.adrift = true;
    }
    const known = new Set(stored.map(({ id }) => id));
    const mine = this.adrift ? this.memory.filter(({ id }) => !known.has(id)) : [];
    this.memory = sorted([...stored, ...mine]);
    return this.memory;
  }

  /** Changes what is kept; the oldest entries go where there is no room for all. Never throws. */
  change(edit: (entries: readonly HistoryEntry[]) => readonly HistoryEntry[]): Kept {
    const wanted = sorted(edit(this.read()));
    const most = wanted.length;
    let length = most;
    while (length > 0 && !this.write(wanted.slice(0, length))) length--;
    // An empty list is wanted and must be written too; one that is empty because nothing fits is of no use.
    this.adrift = length === 0 && (most > 0 || !this.write([]));
    this.memory = this.adrift ? wanted : wanted.slice(0, length);
    if (this.adrift) return { entries: this.memory, problem: NOT_KEPT };
    const dropped = most - length;
    const lost = dropped === 1 ? 'the oldest entry was' : `the ${dropped} oldest entries were`;
    return {
      entries: this.memory,
      problem: dropped > 0 ? `The browser's storage is full, so ${lost} dropped.` : null,
    };
  }

  private write(entries: readonly HistoryEntry[]): boolean {
    try {
      const shelf = this.shelf();
      if (entries.length === 0) shelf.removeItem(HISTORY_KEY);
      else shelf.setItem(HISTORY_KEY, JSON.stringify(entries));
      return true;
    } catch {
      return false;
    }
  }
}
