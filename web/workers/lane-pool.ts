import type { LaneAhead } from './ahead';
import { LaneClient } from './lane-client';
import type { OpenOptions } from './protocol';

function keyOf({ lane, threads, chooseThreads, wasmBaseUrl }: OpenOptions): string {
  return [lane, threads, chooseThreads, wasmBaseUrl].join(' ');
}

/**
 * Lanes opened before the race that will use them, so that no race waits for a module to load or for threads to start.
 * Each lane serves one race: a used one has compiled code and grown memory that the next contestant must not inherit.
 */
export class LanePool {
  private readonly waiting = new Map<string, LaneClient[]>();

  /** Takes in a lane that is already being opened. */
  adopt({ options, lane }: LaneAhead): void {
    const key = keyOf(options);
    this.waiting.set(key, [...(this.waiting.get(key) ?? []), lane]);
  }

  /**
   * Opens what is wanted and not yet waiting, closes what waits and is not wanted. Resolves when all are open. One opens
   * after the other, the one with most threads first: together they would only take cores from each other.
   */
  async prepare(wanted: readonly OpenOptions[]): Promise<void> {
    if (typeof Worker !== 'function') return;
    const spare = new Map(this.waiting);
    this.waiting.clear();
    const lanes = [...wanted]
      .sort((a, b) => b.threads - a.threads)
      .map((options) => {
        const key = keyOf(options);
        const lane = spare.get(key)?.pop() ?? new LaneClient();
        this.waiting.set(key, [...(this.waiting.get(key) ?? []), lane]);
        return { options, key, lane };
      });
    for (const lane of [...spare.values()].flat()) lane.close();
    for (const { options, key, lane } of lanes) {
      try {
        await lane.open(options);
      } catch {
        // A race makes its own attempt, and tells what went wrong.
        this.waiting.set(key, this.waiting.get(key)?.filter((other) => other !== lane) ?? []);
        lane.close();
      }
    }
  }

  /** An open lane if one is waiting, else a new one to be opened. It is the caller's to close. */
  take(options: OpenOptions): LaneClient {
    return this.waiting.get(keyOf(options))?.pop() ?? new LaneClient();
  }
}
