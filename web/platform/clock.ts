/** The clock. Every time in the project is read here. */

/** Milliseconds since some fixed moment. */
export function now(): number {
  return performance.now();
}

/** Leaves a mark on the page's timeline, for whoever measures how soon something was ready. */
export function mark(name: string): void {
  performance.mark(name);
}

/** Runs something once and says how many milliseconds it took. */
export function timed<T>(work: () => T): { value: T; ms: number } {
  const start = now();
  const value = work();
  return { value, ms: now() - start };
}

/**
 * The smallest step the clock makes, in milliseconds: browsers round it to keep pages from spying on each other
 * (5 us to 100 us in Chromium, 20 us to 1 ms in Firefox and Safari, with and without cross-origin isolation).
 * Watches the clock for at most `budgetMs`.
 */
export function clockStep(budgetMs = 20): number {
  let step = Infinity;
  const start = now();
  let last = start;
  for (let seen = 0; seen < 50 && last - start < budgetMs;) {
    const t = now();
    if (t > last) {
      step = Math.min(step, t - last);
      last = t;
      seen++;
    }
  }
  return step;
}
