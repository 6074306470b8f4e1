/** A finished race that nobody ran. */

import type { EngineResult, RaceResult } from '../../../web/shared/result';
import type { RaceEntry } from '../../../web/shared/result-schema';

/** A lane of it: three samples around `ms`. */
export function engineResult(id: string, ms: number): EngineResult {
  return {
    ...{ id, threads: 1, coldMs: ms * 3, samplesMs: [ms, ms * 1.01, ms * 0.99], medianMs: ms, madMs: ms / 100 },
    phasesMs: { load: 1, copyIn: 0.1, init: 0.2, assign: ms, update: 0.1, copyOut: 0.1 },
    cold: { fetchMs: 1, compileMs: 0, instantiateMs: 0 },
    ...{ iterations: 5, converged: true, inertia: 12.5, ari: 1, nmi: 1, differs: null },
    ...{ labelsSha256: 'ab'.repeat(32), centroidsSha256: 'cd'.repeat(32) },
  };
}

/** A race of plain JavaScript against SIMD, with what is given in place. */
export function raceResult(more: Partial<RaceResult> = {}): RaceResult {
  return {
    ...{ schema: 1, version: '0.1.0+abc', date: '2026-01-02T03:04:05.000Z', pageHidden: false },
    params: {
      ...{ distribution: 'spiral', n: 1000, d: 2, k: 8, seed: 42, init: 'k-means++', stop: 'labels', tol: 1e-4 },
      ...{ maxIter: 300, empty: 'relocate', threads: 'auto', pairs: 3, scope: 'fit' },
    },
    contract: { blockRows: 2048 },
    dataset: { sha256: 'ef'.repeat(32), n: 1000, d: 2, source: 'generated' },
    environment: {
      ...{ userAgent: 'test', crossOriginIsolated: true, sharedArrayBuffer: true, simd: true },
      ...{ hardwareConcurrency: 2, timerResolutionMs: 0.005 },
    },
    engines: [engineResult('js', 20), engineResult('wasm-simd', 5)],
    sameAnswer: true,
    comparisons: [{ a: 'js', b: 'wasm-simd', ratio: 4, ciLow: 3.9, ciHigh: 4.1, verdict: 'b-faster' }],
    badges: [],
    ...more,
  };
}

/** It as an entry of the history; `minute` orders entries. */
export function raceEntry(minute: number, more: Partial<RaceEntry> = {}): RaceEntry {
  const at = new Date(Date.UTC(2026, 0, 2, 3, minute)).toISOString();
  return {
    ...{ kind: 'race', id: `e${minute}`, at, points: 'spiral, n 1,000, d 2, k 8', sentence: 'SIMD is 4x faster.' },
    ...{ result: raceResult(), ...more },
  };
}
