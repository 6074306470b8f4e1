import { RemoteWorker } from './remote';
import type { SpinApi } from './spin.worker';

/** A worker that can be kept busy. After `close` every call rejects. */
export class SpinClient {
  private readonly remote = new RemoteWorker<SpinApi>(
    new Worker(new URL('./spin.worker.ts', import.meta.url), { type: 'module', name: 'spin' }),
  );

  /** Computes `steps` steps; gives the last state, so that no engine may leave the loop out. */
  spin(steps: number): Promise<number> {
    return this.remote.call((api) => api.spin(steps));
  }
  close(): void {
    this.remote.close();
  }
}
