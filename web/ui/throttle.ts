/** A function that runs at most once every `intervalMs`, the last call never lost. */
export interface Throttled {
  (): void;
  /** Runs now if a call is waiting. */
  flush(): void;
}

/** Wraps `work` so. The first call runs after one interval, so that a burst costs one run. */
export function throttle(work: () => void, intervalMs: number): Throttled {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const run = (): void => {
    timer = null;
    work();
  };
  const throttled = (): void => {
    timer ??= setTimeout(run, intervalMs);
  };
  throttled.flush = (): void => {
    if (timer === null) return;
    clearTimeout(timer);
    run();
  };
  return throttled;
}
