/** A door for headless drivers: points, lanes and races without the page's controls. Loaded only when asked for. */

import type { GenerateParams } from '../datasets/registry';
import type { EngineResult } from '../shared/result';
import { sha256OfFloat64, sha256OfInt32 } from '../shared/sha256';
import { wasmBase } from '../platform/wasm-base';
import { KMeansError } from '../shared/types';
import type { Dataset, FitParams, FitSummary, OpenScope, Scope } from '../shared/types';
import { badgeLine } from '../stats/badges';
import { DataClient } from '../workers/data-client';
import { LaneClient } from '../workers/lane-client';
import type { Sample } from '../workers/protocol';
import { race } from './race';
import type { Contestant, Disagreement, LaneFailure } from './types';

/** FitParams that survive JSON: the start as plain numbers, k x d row-major. */
export type LabFit = Omit<FitParams, 'start'> & { readonly start: readonly number[] | null };

/** What the points at hand are. */
export interface LabPoints {
  readonly n: number;
  readonly d: number;
  /** Hash of little-endian float64 values, row-major. */
  readonly sha256: string;
}

export interface LabRace {
  readonly fit: LabFit;
  readonly contestants: readonly Contestant[];
  /** Timed rounds. */
  readonly pairs: number;
  readonly scope: Scope;
  readonly timeCapMs: number;
}

/** What a race gave, without the arrays: numbers and hashes only. */
export interface LabOutcome {
  readonly engines: readonly EngineResult[];
  readonly sameAnswer: boolean;
  readonly disagreement: Disagreement | null;
  readonly failures: readonly LaneFailure[];
  readonly badges: readonly string[];
  readonly timerResolutionMs: number;
}

/** The answer of one fit, and the milliseconds of that fit and its copy out. */
export interface LabAnswer extends FitSummary {
  readonly ms: number;
  readonly labelsSha256: string;
  readonly centroidsSha256: string;
}

function revived({ start, ...fit }: LabFit): FitParams {
  return { ...fit, start: start && Float64Array.from(start) };
}

/**
 * One set of points, and the lanes that work on it. Every call rejects with KMeansError for bad input. Two lanes never
 * compute at once as long as the caller awaits each call.
 */
export class Lab {
  private readonly data = new DataClient();
  private readonly lanes: LaneClient[] = [];
  private dataset: Dataset | null = null;

  /** Takes generated points. Lanes already open keep theirs. */
  async generate(params: GenerateParams): Promise<LabPoints> {
    return this.take(await this.data.generate(params));
  }

  /**
   * Takes points from an address of the page's own origin: little-endian float64, row-major.
   *
   * @param url Relative to the page
   * @param d Features
   */
  async fetchPoints(url: string, d: number): Promise<LabPoints> {
    const response = await fetch(url);
    if (!response.ok) throw new KMeansError(`${url} answered ${response.status}`);
    return this.take(await this.data.readRawF64(new File([await response.blob()], url), d));
  }

  /** Races as the page does: cold run, answers compared, warm-up, rounds in random order. Lanes of their own. */
  async race({ fit, contestants, pairs, scope, timeCapMs }: LabRace): Promise<LabOutcome> {
    const spec = { dataset: this.points, fit: revived(fit), contestants, pairs, scope, timeCapMs };
    const outcome = await race(spec, {}, new AbortController().signal);
    const { engines, sameAnswer, disagreement, failures, badges, timerResolutionMs } = outcome;
    return { engines, sameAnswer, disagreement, failures, badges: badges.map(badgeLine), timerResolutionMs };
  }

  /**
   * Opens a lane in a worker of its own and copies the points into it.
   *
   * @returns the handle the other calls take, and the threads the lane got
   */
  async open({ id, threads, chooseThreads = false }: Contestant): Promise<{ handle: number; threads: number }> {
    const lane = new LaneClient();
    const handle = this.lanes.push(lane) - 1;
    const wasmBaseUrl = wasmBase();
    const opened = await lane.open({ lane: id, threads, chooseThreads, wasmBaseUrl });
    await lane.load(this.points);
    return { handle, threads: opened.threads };
  }

  /** One fit, with hashes of what it found. */
  async answer(handle: number, fit: LabFit): Promise<LabAnswer> {
    const { ms, result } = await this.lane(handle).first(revived(fit), () => undefined);
    const { iterations, converged, inertia, labels, centroids } = result;
    const [labelsSha256, centroidsSha256] = await Promise.all([sha256OfInt32(labels), sha256OfFloat64(centroids)]);
    return { ms, iterations, converged, inertia, labelsSha256, centroidsSha256 };
  }

  /** `reps` fits timed as one; milliseconds a fit. */
  sample(handle: number, fit: LabFit, scope: OpenScope, reps: number): Promise<Sample> {
    return this.lane(handle).sample(revived(fit), scope, reps);
  }

  /** Ends every open lane. */
  close(): void {
    for (const lane of this.lanes.splice(0)) lane.close();
  }

  private async take(dataset: Dataset): Promise<LabPoints> {
    this.dataset = dataset;
    return { n: dataset.n, d: dataset.d, sha256: await sha256OfFloat64(dataset.data) };
  }

  private get points(): Dataset {
    if (!this.dataset) throw new KMeansError('the lab has no points: call generate or fetchPoints first');
    return this.dataset;
  }

  private lane(handle: number): LaneClient {
    const lane = this.lanes[handle];
    if (!lane) throw new KMeansError(`the lab has no open lane ${handle}`);
    return lane;
  }
}
