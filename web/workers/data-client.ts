import * as Comlink from 'comlink';
import type { CsvOptions, CsvPreview } from '../datasets/csv';
import type { WrittenPoints } from '../datasets/export-csv';
import { isPicture, readPicture, type MakeSurface } from '../datasets/image';
import { shownName } from '../datasets/shown';
import type { GenerateParams } from '../datasets/registry';
import { KMeansError } from '../shared/types';
import type { Dataset } from '../shared/types';
import type { DataApi } from './data.worker';
import { RemoteWorker } from './remote';

/** Errors cross as plain errors with a name: those meant for people get their class back. */
function revive(error: unknown): unknown {
  return error instanceof Error && error.name === 'KMeansError' ? new KMeansError(error.message) : error;
}

/** A file that is being read. */
export interface Reading {
  /** As it may be shown. */
  readonly name: string;
  /** Bytes read, and in all. */
  readonly done: number;
  readonly total: number;
  /** Ends the reading; the call rejects with a KMeansError that says so. */
  readonly cancel: () => void;
}

let tellReading: (reading: Reading | null) => void = () => undefined;
let pageSurface: MakeSurface | null = null;

/** From now on `listener` is told what is being read, and null when it has ended. */
export function watchReading(listener: (reading: Reading | null) => void): void {
  tellReading = listener;
}

/** What pictures are drawn on where workers have no canvas of their own; they are then decoded on the page's thread. */
export function offerSurface(surface: MakeSurface): void {
  pageSurface = surface;
}

/**
 * Points from a worker of their own. A cancelled call ends the worker, whatever it is reading or making; the next
 * call starts another.
 */
export class DataClient {
  private remote: RemoteWorker<DataApi> | null = null;

  /** @throws KMeansError for parameters out of range, AbortError when the signal fires; so do the others. */
  generate(params: GenerateParams, signal?: AbortSignal): Promise<Dataset> {
    return this.call((api) => api.generate(params), signal);
  }
  previewCsv(file: Blob, options?: CsvOptions, signal?: AbortSignal): Promise<CsvPreview> {
    return this.call((api) => api.previewCsv(file, options), signal);
  }
  /** A table or, by its bytes or name, a picture; `watchReading` tells how far it is. */
  async readCsv(file: Blob, options: CsvOptions, signal?: AbortSignal): Promise<Dataset> {
    if (pageSurface && typeof OffscreenCanvas === 'undefined' && (await isPicture(file))) {
      return readPicture(file, options, pageSurface);
    }
    const name = shownName(file);
    const cancel = (): void => {
      this.remote?.close(new KMeansError(`Reading ${name} was cancelled.`));
    };
    const tell = (done: number, total: number): void => {
      tellReading({ name, done, total, cancel });
    };
    tell(0, file.size);
    try {
      return await this.call((api) => api.readCsv(file, options, Comlink.proxy(tell)), signal);
    } finally {
      tellReading(null);
    }
  }
  readRawF64(file: Blob, d: number, signal?: AbortSignal): Promise<Dataset> {
    return this.call((api) => api.readRawF64(file, d), signal);
  }
  readCentroids(file: Blob, d: number, signal?: AbortSignal): Promise<{ k: number; start: Float64Array }> {
    return this.call((api) => api.readCentroids(file, d), signal);
  }
  /** Files of what was computed: see `export-csv.ts`. */
  labelledPoints(points: WrittenPoints, labels: Int32Array): Promise<Blob> {
    return this.call((api) => api.labelledPoints(points, labels));
  }
  labelledCsv(file: Blob, options: CsvOptions, labels: Int32Array): Promise<Blob> {
    return this.call((api) => api.labelledCsv(file, options, labels));
  }
  centroidsCsv(columns: readonly string[], centroids: Float64Array): Promise<Blob> {
    return this.call((api) => api.centroidsCsv(columns, centroids));
  }

  private async call<T>(work: Parameters<RemoteWorker<DataApi>['call']>[0], signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    if (typeof Worker !== 'function') {
      throw new KMeansError(
        'This browser has no workers, and the page computes nothing on its own thread: try another one.',
      );
    }
    const remote = (this.remote ??= new RemoteWorker<DataApi>(
      new Worker(new URL('./data.worker.ts', import.meta.url), { type: 'module', name: 'data' }),
    ));
    const abandon = () => {
      this.drop(remote);
    };
    signal?.addEventListener('abort', abandon);
    try {
      return (await remote.call(work)) as T;
    } catch (error) {
      if (remote.ended) this.drop(remote);
      throw revive(error);
    } finally {
      signal?.removeEventListener('abort', abandon);
    }
  }

  private drop(remote: RemoteWorker<DataApi>): void {
    remote.close();
    if (this.remote === remote) this.remote = null;
  }
}
