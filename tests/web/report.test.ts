import { expect, it } from 'vitest';
import { makeResult } from '../../web/bench/report';
import type { ReportInput } from '../../web/bench/report';
import { DEFAULTS } from '../../web/shared/params';
import { raceSpec } from './support/fake-lane';

const INPUT: ReportInput = {
  params: DEFAULTS,
  dataset: raceSpec([]).dataset,
  datasetSha256: 'ab'.repeat(32),
  environment: {
    userAgent: 'test',
    crossOriginIsolated: true,
    sharedArrayBuffer: true,
    simd: true,
    hardwareConcurrency: 2,
    timerResolutionMs: 0.005,
  },
  outcome: {
    ...{
      engines: [],
      answers: [],
      sameAnswer: true,
      disagreement: null,
      comparisons: [],
      badges: [{ id: 'noisy' as const, lane: 'js', text: 'very' }],
    },
    ...{ pageHidden: false, failures: [], timerResolutionMs: 0.005 },
  },
  version: '0.1.0+abc',
  date: '2020-02-02T02:02:02.000Z',
};

it('holds exactly the fields of the result object', () => {
  expect(makeResult(INPUT)).toEqual({
    schema: 1,
    version: '0.1.0+abc',
    date: '2020-02-02T02:02:02.000Z',
    params: {
      ...{ distribution: 'spiral', n: 20_000, d: 2, k: 8, seed: 42, init: 'k-means++', stop: 'labels', tol: 1e-4 },
      ...{ maxIter: 300, empty: 'relocate', threads: 'auto', pairs: 31, scope: 'fit' },
    },
    contract: { blockRows: 2048 },
    dataset: { sha256: 'ab'.repeat(32), n: 4, d: 1, source: 'generated' },
    environment: INPUT.environment,
    ...{ engines: [], sameAnswer: true, comparisons: [], badges: ['js: noisy: very'], pageHidden: false },
  });
});

it('survives JSON as it is', () => {
  const result = makeResult(INPUT);
  expect(JSON.parse(JSON.stringify(result))).toEqual(result);
});
