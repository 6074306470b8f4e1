import type { Environment, RaceParams, RaceResult } from '../shared/result';
import { BLOCK_ROWS } from '../shared/types';
import { badgeLine } from '../stats/badges';
import type { Dataset } from '../shared/types';
import type { RaceOutcome } from './types';

export interface ReportInput {
  readonly params: RaceParams;
  readonly dataset: Dataset;
  readonly datasetSha256: string;
  readonly environment: Environment;
  readonly outcome: RaceOutcome;
  /** Package version and commit. */
  readonly version: string;
  /** When the race ended: ISO 8601, UTC. */
  readonly date: string;
}

/** The result object of interfaces: exactly these fields of the parameters, whatever else the caller's object holds. */
export function makeResult(input: ReportInput): RaceResult {
  const { distribution, n, d, k, seed, init, stop, tol, maxIter, empty, threads, pairs, scope } = input.params;
  const { dataset, outcome } = input;
  return {
    schema: 1,
    version: input.version,
    date: input.date,
    params: { distribution, n, d, k, seed, init, stop, tol, maxIter, empty, threads, pairs, scope },
    contract: { blockRows: BLOCK_ROWS },
    dataset: { sha256: input.datasetSha256, n: dataset.n, d: dataset.d, source: dataset.source },
    environment: input.environment,
    engines: outcome.engines,
    sameAnswer: outcome.sameAnswer,
    comparisons: outcome.comparisons,
    badges: outcome.badges.map(badgeLine),
    pageHidden: outcome.pageHidden,
  };
}
