import * as Comlink from 'comlink';

/** The error every cancelled call rejects with. */
export function abortError(): DOMException {
  return new DOMException('cancelled', 'AbortError');
}

/** How often a call looks whether its worker has been heard of. */
const LOOK_EVERY_MS = 1000;

/**
 * A worker and the interface it exposes. A worker that dies, or is closed, rejects the calls under way: Comlink alone
 * would leave them waiting for ever. So would a worker that hangs, or ends without an event: a call with a patience ends
 * it when nothing at all, answer or sign of life, has come from it for that long.
 */
export class RemoteWorker<Api extends object> {
  private readonly worker: Worker;
  private readonly remote: Comlink.Remote<Api>;
  private readonly over: Promise<never>;
  /** Whether the worker died or was closed. */
  ended = false;
  /** Messages received, of whatever kind. */
  private heard = 0;
  private end: (reason: Error) => void = () => undefined;

  constructor(worker: Worker) {
    this.worker = worker;
    this.remote = Comlink.wrap<Api>(worker);
    this.over = new Promise((_, reject) => {
      this.end = reject;
    });
    // Nobody may be waiting when the worker ends.
    this.over.catch(() => undefined);
    worker.addEventListener('message', () => {
      this.heard++;
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.close(new Error(`the worker died: ${event.message || 'no reason given'}`));
    });
    worker.addEventListener('messageerror', () => {
      this.close(new Error('the worker sent a message that cannot be read'));
    });
  }

  /**
   * Makes one call. Rejects with what the worker threw, or with the reason it ended.
   *
   * @param patienceMs Silence after which the worker is taken for hung, and ended
   */
  async call<T>(work: (api: Comlink.Remote<Api>) => Promise<T>, patienceMs = Infinity): Promise<T> {
    const stop = this.watch(patienceMs);
    try {
      return await Promise.race([work(this.remote), this.over]);
    } finally {
      stop();
    }
  }

  /** Counts looks, not the clock: a machine that slept through an hour was silent for one look only. */
  private watch(patienceMs: number): () => void {
    if (patienceMs === Infinity) return () => undefined;
    let heard = this.heard;
    let silentMs = 0;
    const timer = setInterval(() => {
      silentMs = heard === this.heard ? silentMs + LOOK_EVERY_MS : 0;
      heard = this.heard;
      if (silentMs >= patienceMs) this.close(new Error(`no progress for ${Math.round(silentMs / 1000)} s`));
    }, LOOK_EVERY_MS);
    return () => {
      clearInterval(timer);
    };
  }

  /** Ends the worker at once, whatever it is doing. */
  close(reason: Error = abortError()): void {
    this.ended = true;
    this.worker.terminate();
    this.end(reason);
  }
}
