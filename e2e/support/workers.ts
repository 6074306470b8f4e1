/** The page's own workers, driven directly: what a race is made of, without the race. */

import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type * as ComlinkModule from 'comlink';
import type { Page } from '@playwright/test';
import { sha256OfFloat64, sha256OfInt32 } from '../../web/shared/sha256';
import type { FitParams, FitResult } from '../../web/shared/types';
import type { LaneApi } from '../../web/workers/protocol';
import type { RandomConfig } from '../../tests/web/support/random-config';
import { toBase64 } from '../../tests/web/support/bits';
import { open } from './test';

const ROOT = new URL('../../', import.meta.url);

/** What a lane answered, or the sentence it refused with: comparable across lanes, browsers and Node. */
export interface AnswerOrRefusal {
  readonly labels?: string;
  readonly centroids?: string;
  readonly inertia?: number;
  readonly iterations?: number;
  readonly converged?: boolean;
  readonly refusal?: string;
}

/** The same of an answer computed in Node. */
export async function answerOf(fit: () => FitResult): Promise<AnswerOrRefusal> {
  try {
    const { labels, centroids, inertia, iterations, converged } = fit();
    const hashes = { labels: await sha256OfInt32(labels), centroids: await sha256OfFloat64(centroids) };
    return { ...hashes, inertia, iterations, converged };
  } catch (error) {
    return { refusal: (error as Error).message };
  }
}

declare global {
  interface Window {
    Comlink: typeof ComlinkModule;
    lanes: [name: string, api: ComlinkModule.Remote<LaneApi>][];
    hexOf(values: ArrayBufferView<ArrayBuffer>): Promise<string>;
  }
}

/** Where the build put a worker, under the site's own address. */
export function workerPath(name: 'lane' | 'data'): string {
  const file = readdirSync(new URL('dist/assets/', ROOT)).find((entry) => entry.startsWith(`${name}.worker-`));
  if (!file) throw new Error(`dist/assets has no ${name} worker: build the page first`);
  return `assets/${file}`;
}

/** Opens the page with Comlink and a hash on `window`. */
export async function openWithTools(page: Page): Promise<void> {
  await page.addInitScript({ path: fileURLToPath(new URL('node_modules/comlink/dist/umd/comlink.js', ROOT)) });
  await page.addInitScript(() => {
    window.hexOf = async (values) => {
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', values));
      return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
    };
  });
  await open(page);
}

/** Opens one worker a lane, to be kept for the whole test. */
export async function openLanes(page: Page, lanes: readonly { lane: string; threads: number }[]): Promise<void> {
  await page.evaluate(
    async ({ path, wanted }) => {
      window.lanes = [];
      for (const { lane, threads } of wanted) {
        const worker = new Worker(new URL(path, document.baseURI), { type: 'module' });
        const api = window.Comlink.wrap<LaneApi>(worker);
        const wasmBaseUrl = new URL('wasm/', document.baseURI).href;
        const opened = await api.open({ lane: lane as 'js', threads, chooseThreads: false, wasmBaseUrl });
        if (opened.threads !== threads) throw new Error(`${lane} opened with ${opened.threads} threads`);
        window.lanes.push([`${lane} on ${threads}`, api]);
      }
    },
    { path: workerPath('lane'), wanted: lanes },
  );
}

/**
 * Fits one configuration in every open lane, in half-steps and whole, and gives each lane's answer. A lane whose whole
 * fit and half-steps differ answers with a refusal that says so.
 */
export function fitInLanes(page: Page, { points, params }: RandomConfig): Promise<Record<string, AnswerOrRefusal>> {
  const { start, ...rest } = params;
  const given = { n: points.n, d: points.d, data: toBase64(points.data), start: start && toBase64(start), rest };
  return page.evaluate(async ({ n, d, data, start, rest }) => {
    const doubles = (text: string) => new Float64Array(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer);
    const fit: FitParams = { ...rest, start: start === null ? null : doubles(start) };
    const answers: Record<string, AnswerOrRefusal> = {};
    for (const [name, api] of window.lanes) {
      try {
        await api.load({ n, d, data: doubles(data) });
        const { result } = await api.first(
          fit,
          window.Comlink.proxy(() => undefined),
        );
        const whole = await api.sample(fit, 'call', 1);
        const { inertia, iterations, converged } = result;
        if (!Object.is(whole.inertia, inertia) || whole.iterations !== iterations) throw new Error('wavered');
        const labels = await window.hexOf(result.labels as Int32Array<ArrayBuffer>);
        const centroids = await window.hexOf(result.centroids as Float64Array<ArrayBuffer>);
        answers[name] = { labels, centroids, inertia, iterations, converged };
      } catch (error) {
        answers[name] = { refusal: (error as Error).message };
      }
    }
    return answers;
  }, given);
}
