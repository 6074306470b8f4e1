import { afterEach, describe, expect, it, vi } from 'vitest';
import * as Comlink from 'comlink';
import { RemoteWorker } from '../../web/workers/remote';

class Calculator {
  add(a: number, b: number): Promise<number> {
    return Promise.resolve(a + b);
  }
  refuse(): Promise<never> {
    const error = new Error('k is 0');
    error.name = 'KMeansError';
    return Promise.reject(error);
  }
  hang(): Promise<never> {
    return new Promise(() => undefined);
  }
}

/** A worker as far as the client can tell: a message channel with Comlink at its other end. */
class FakeWorker extends EventTarget {
  terminated = false;
  private readonly port: MessagePort;

  constructor() {
    super();
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    Comlink.expose(new Calculator(), port2);
    port1.onmessage = ({ data }: MessageEvent<unknown>) => {
      this.dispatchEvent(new MessageEvent('message', { data }));
    };
  }
  postMessage(message: unknown, transfer: Transferable[] = []): void {
    this.port.postMessage(message, transfer);
  }
  terminate(): void {
    this.terminated = true;
    this.port.close();
  }
}

/** Node has no ErrorEvent; this has what a browser's has. */
function errorEvent(message: string): Event {
  return Object.assign(new Event('error', { cancelable: true }), { message });
}

function open(): { worker: FakeWorker; remote: RemoteWorker<Calculator> } {
  const worker = new FakeWorker();
  return { worker, remote: new RemoteWorker<Calculator>(worker as unknown as Worker) };
}

describe('RemoteWorker', () => {
  it('carries answers and errors with their names', async () => {
    const { remote } = open();
    expect(await remote.call((api) => api.add(2, 3))).toBe(5);
    await expect(remote.call((api) => api.refuse())).rejects.toMatchObject({ name: 'KMeansError', message: 'k is 0' });
    remote.close();
  });

  it('rejects the calls under way when it is closed, and every later one', async () => {
    const { worker, remote } = open();
    const waiting = [remote.call((api) => api.hang()), remote.call((api) => api.hang())];
    remote.close();
    for (const call of waiting) await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    await expect(remote.call((api) => api.hang())).rejects.toMatchObject({ name: 'AbortError' });
    expect([worker.terminated, remote.ended]).toEqual([true, true]);
  });

  it('rejects with the reason when the worker dies, and handles the event', async () => {
    const { worker, remote } = open();
    const waiting = remote.call((api) => api.hang());
    const event = errorEvent('out of memory');
    worker.dispatchEvent(event);
    await expect(waiting).rejects.toThrow('the worker died: out of memory');
    expect([event.defaultPrevented, remote.ended, worker.terminated]).toEqual([true, true, true]);
  });

  it('rejects when a message cannot be read', async () => {
    const { worker, remote } = open();
    const waiting = remote.call((api) => api.hang());
    worker.dispatchEvent(new Event('messageerror'));
    await expect(waiting).rejects.toThrow('a message that cannot be read');
  });

  it('keeps the first reason', async () => {
    const { remote } = open();
    const waiting = remote.call((api) => api.hang());
    remote.close(new Error('first'));
    remote.close(new Error('second'));
    await expect(waiting).rejects.toThrow('first');
  });
});

describe('a call with a patience', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  /** Only the watch's timer: the answers of the fake worker come by messages. */
  function impatient(): { worker: FakeWorker; remote: RemoteWorker<Calculator>; outcome: Promise<unknown> } {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { worker, remote } = open();
    const outcome = remote.call((api) => api.hang(), 20_000).catch((error: unknown) => error);
    return { worker, remote, outcome };
  }

  it('ends a worker that says nothing for so long, with no event of its own', async () => {
    const { worker, remote, outcome } = impatient();
    vi.advanceTimersByTime(19_000);
    expect(worker.terminated).toBe(false);
    vi.advanceTimersByTime(1000);
    expect(await outcome).toEqual(new Error('no progress for 20 s'));
    expect([worker.terminated, remote.ended]).toEqual([true, true]);
  });

  it('waits as long as there are signs of life', () => {
    const { worker, remote } = impatient();
    for (let s = 0; s < 60; s += 15) {
      vi.advanceTimersByTime(15_000);
      worker.dispatchEvent(new MessageEvent('message', { data: 'beat' }));
    }
    expect(worker.terminated).toBe(false);
    vi.advanceTimersByTime(21_000);
    expect(worker.terminated).toBe(true);
    remote.close();
  });

  it('stops watching when it is answered', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { worker, remote } = open();
    expect(await remote.call((api) => api.add(2, 3), 20_000)).toBe(5);
    expect(vi.getTimerCount()).toBe(0);
    expect(worker.terminated).toBe(false);
    remote.close();
  });
});
