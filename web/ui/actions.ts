/** What a person can do to the settings and the points. No DOM. The race itself is in `race-actions.ts`. */

import { batch } from '@preact/signals';
import { announce } from './announce';
import { distributionInfo, type DistributionId } from '../shared/distributions';
import { DEFAULT_FRACTION, DEFAULTS, type Params } from '../shared/params';
import { KMeansError, type Dataset, type Init, type Stop } from '../shared/types';
import { DataClient } from '../workers/data-client';
import type { CsvOptions } from '../datasets/csv';
import * as store from './store';
import { widestAxes } from '../charts/projection';
import { throttle } from './throttle';

const client = new DataClient();

/** Options of a file nobody has looked at yet: everything found by itself. */
const AUTOMATIC: CsvOptions = { header: 'auto', columns: 'auto', truth: 'auto' };

/** Settings that make other generated points. */
const SHAPES_POINTS: readonly (keyof Params)[] = ['distribution', 'n', 'd', 'k', 'seed'];

let loading: AbortController | null = null;
/** Settles when the points on the way have arrived or failed; never rejects. */
let arrival: Promise<void> = Promise.resolve();

/** Waits until no points are on the way. */
export async function pointsArrived(): Promise<void> {
  regenerate.flush();
  for (let seen: Promise<void> | null = null; seen !== arrival;) {
    seen = arrival;
    await seen;
  }
}

/** Shows one or more sentences in the alert region; a new set replaces the old one. */
export function complain(error: unknown): void {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const sentence = error instanceof KMeansError ? message : `Something went wrong: ${message}`;
  store.errors.value = [sentence];
  announce('kmeans-race-error', { name, message });
}

/** Takes the errors of the last action away. */
export function dismissErrors(): void {
  store.errors.value = [];
}

/** Takes away everything in the alert region, what was wrong in the address too. */
export function dismissAll(): void {
  dismissErrors();
  store.addressProblems.value = [];
}

/** Forgets the race on show, since its points are gone. */
function forgetRace(): void {
  store.raceLanes.value = null;
  store.finished.value = null;
  store.progress.value = { text: '', done: 0, total: null };
}

function show(data: Dataset): void {
  batch(() => {
    store.dataset.value = data;
    store.axes.value = widestAxes(data);
    // Centroids placed on a plane mean nothing to points of more features.
    const given = store.givenStart.value;
    if (given?.placed && given.start.length !== given.k * data.d) store.givenStart.value = null;
    if (data.source !== 'generated' && store.params.value.k > data.n) change({ k: data.n });
    forgetRace();
  });
}

/** Starts one load of points in place of any other; what it throws is shown. */
function load(read: (signal: AbortSignal) => Promise<Dataset>): Promise<void> {
  loading?.abort();
  const mine = new AbortController();
  loading = mine;
  store.loadingData.value = true;
  arrival = (async () => {
    try {
      const data = await read(mine.signal);
      if (loading === mine) show(data);
    } catch (error) {
      if (loading === mine) complain(error);
    } finally {
      if (loading === mine) {
        loading = null;
        store.loadingData.value = false;
      }
    }
  })();
  return arrival;
}

/** Makes the points of the present settings. */
export function generatePoints(): Promise<void> {
  const { distribution, n, d, k, seed } = store.params.value;
  return load((signal) => client.generate({ distribution, n, d, k, seed }, signal));
}

/** A slider changes many times a second; points are made when it rests. */
const regenerate = throttle(() => {
  if (store.source.value.kind === 'generated') void generatePoints();
}, 120);

function change(patch: Partial<Params>): void {
  store.params.value = Object.freeze({ ...store.params.value, ...patch });
}

/**
 * Changes settings. Only points are redrawn; no race starts. Settings that no longer fit together are brought in
 * line: features to what the distribution has, clusters to at most the number of points.
 */
export function set(patch: Partial<Params>): void {
  if (store.busy.value) return;
  const next = { ...store.params.value, ...patch };
  const { minD, maxD } = distributionInfo(next.distribution);
  const source = store.source.value;
  const generated = source.kind === 'generated';
  const d = Math.min(Math.max(next.d, minD), maxD);
  const rows = generated ? next.n : (store.dataset.value?.n ?? next.n);
  change({ ...patch, d: generated ? d : next.d, k: Math.min(next.k, rows) });
  if (generated && SHAPES_POINTS.some((name) => name in patch)) regenerate();
  if (source.kind === 'f64' && 'd' in patch) {
    dismissErrors();
    void load((signal) => client.readRawF64(source.file, next.d, signal));
  }
}

export function setDistribution(distribution: DistributionId): void {
  store.source.value = { kind: 'generated' };
  set({ distribution });
}

/** The stop rules read `tol` differently, so each starts at its own default. */
export function setStop(stop: Stop): void {
  set({ stop, tol: stop === 'fraction' ? DEFAULT_FRACTION : DEFAULTS.tol });
}

/** Any start but given centroids, which come with their file. */
export function setInit(init: Exclude<Init, 'given'>): void {
  store.givenStart.value = null;
  set({ init });
}

/** A new seed, from the browser's own entropy. */
export function reroll(): void {
  set({ seed: crypto.getRandomValues(new Uint32Array(1))[0] ?? 0 });
}

/** Puts a lane in or takes it out (with its controls), keeping the order of the list of all lanes. */
export function toggleLane(id: Params['engines'][number], order: readonly Params['engines'][number][]): void {
  const { engines } = store.params.value;
  const next = engines.includes(id) ? engines.filter((other) => other !== id) : [...engines, id];
  set({ engines: Object.freeze(next.sort((a, b) => order.indexOf(a) - order.indexOf(b))) });
}

/** Reads a CSV file with these choices: what was found in it is shown even when reading it then fails. */
async function readCsv(file: File, options: CsvOptions, signal: AbortSignal): Promise<Dataset> {
  const preview = await client.previewCsv(file, options);
  signal.throwIfAborted();
  store.source.value = { kind: 'csv', file, preview, options };
  return client.readCsv(file, options, signal);
}

/** Reads a file as its name says: `.f64` raw, anything else CSV, with every choice made automatically. */
export async function openFile(file: File): Promise<void> {
  if (store.busy.value) return;
  dismissErrors();
  const before = store.dataset.value;
  await load(async (signal) => {
    if (!/\.f64$/i.test(file.name)) return readCsv(file, AUTOMATIC, signal);
    const data = await client.readRawF64(file, store.params.value.d, signal);
    store.source.value = { kind: 'f64', file };
    return data;
  });
  const data = store.dataset.value;
  if (data && data !== before) announce('kmeans-race-data', { n: data.n, d: data.d, name: data.name });
}

/** Pasted text is a file like any other. */
export function openText(text: string): Promise<void> {
  return openFile(new File([text], 'pasted.csv', { type: 'text/csv' }));
}

/** Reads the present CSV file again with other choices. */
export async function setCsvOptions(patch: Partial<CsvOptions>): Promise<void> {
  const now = store.source.value;
  if (now.kind !== 'csv' || store.busy.value) return;
  dismissErrors();
  await load((signal) => readCsv(now.file, { ...now.options, ...patch }, signal));
}

/** Shows points changed by hand, in place of any on the way. The axes stay. */
export function showDrawn(data: Dataset, source: store.Source): void {
  if (store.busy.value) return;
  loading?.abort();
  loading = null;
  batch(() => {
    store.loadingData.value = false;
    store.source.value = source;
    store.dataset.value = data;
    forgetRace();
  });
}

/** A start whose centroids are known, or none; the points stay as they are. */
export function setGivenStart(start: store.GivenStart | null, k: number): void {
  if (store.busy.value) return;
  store.givenStart.value = start;
  change({ k });
}

/** Back to generated points, with some settings changed. */
export function useGenerated(patch: Partial<Params> = {}): Promise<void> {
  dismissErrors();
  store.source.value = { kind: 'generated' };
  change(patch);
  set({});
  return generatePoints();
}

/** Reads starting centroids for the points on show; k follows the file. */
export async function openCentroids(file: File): Promise<void> {
  if (store.busy.value) return;
  dismissErrors();
  try {
    await pointsArrived();
    const d = store.dataset.value?.d ?? store.params.value.d;
    const { k, start } = await client.readCentroids(file, d);
    if (k !== store.params.value.k) set({ k });
    store.givenStart.value = { name: file.name, k, start };
    await pointsArrived();
  } catch (error) {
    complain(error);
  }
}
