import type { CsvOptions, CsvPreview } from '../datasets/csv';
import type { GenerateParams } from '../datasets/registry';
import { KMeansError } from '../shared/types';
import type { Dataset } from '../shared/types';
import type { DataApi } from './data.worker';
import { RemoteWorker } from './remote';

/** Errors cross as plain errors with a name: those meant for people get their class back. */
function revive(error: unknown): unknown {
  return error instanceof Error && error.name === 'KMeansError' ? new KMeansError(error.message) : error;
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
  readCsv(file: Blob, options: CsvOptions, signal?: AbortSignal): Promise<Dataset> {
    return this.call((api) => api.readCsv(file, options), signal);
  }
  readRawF64(file: Blob, d: number, signal?: AbortSignal): Promise<Dataset> {
    return this.call((api) => api.readRawF64(file, d), signal);
  }
  readCentroids(file: Blob, d: number, signal?: AbortSignal): Promise<{ k: number; start: Float64Array }> {
    return this.call((api) => api.readCentroids(file, d), signal);
  }

  private async call<T>(work: Parameters<RemoteWorker<DataApi>['call']>[0], signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
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
