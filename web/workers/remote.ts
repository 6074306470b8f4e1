import * as Comlink from 'comlink';

/** The error every cancelled call rejects with. */
export function abortError(): DOMException {
  return new DOMException('cancelled', 'AbortError');
}

/**
 * A worker and the interface it exposes. A worker that dies, or is closed, rejects the calls under way: Comlink alone
 * would leave them waiting for ever.
 */
export class RemoteWorker<Api extends object> {
  private readonly worker: Worker;
  private readonly remote: Comlink.Remote<Api>;
  private readonly over: Promise<never>;
  /** Whether the worker died or was closed. */
  ended = false;
  private end: (reason: Error) => void = () => undefined;

  constructor(worker: Worker) {
    this.worker = worker;
    this.remote = Comlink.wrap<Api>(worker);
    this.over = new Promise((_, reject) => {
      this.end = reject;
    });
    // Nobody may be waiting when the worker ends.
    this.over.catch(() => undefined);
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.close(new Error(`the worker died: ${event.message || 'no reason given'}`));
    });
    worker.addEventListener('messageerror', () => {
      this.close(new Error('the worker sent a message that cannot be read'));
    });
  }

  /** Makes one call. Rejects with what the worker threw, or with the reason it ended. */
  call<T>(work: (api: Comlink.Remote<Api>) => Promise<T>): Promise<T> {
    return Promise.race([work(this.remote), this.over]);
  }

  /** Ends the worker at once, whatever it is doing. */
  close(reason: Error = abortError()): void {
    this.ended = true;
    this.worker.terminate();
    this.end(reason);
  }
}
