/** Points that experiments make for themselves, beside those of the page. */

import type { GenerateParams } from '../../datasets/registry';
import type { Dataset } from '../../shared/types';
import { DataClient } from '../../workers/data-client';

const data = new DataClient();

/**
 * Generates points in a worker that all experiments share.
 *
 * @throws KMeansError for parameters out of range, AbortError when the signal fires
 */
export function generatedPoints(params: GenerateParams, signal: AbortSignal): Promise<Dataset> {
  return data.generate(params, signal);
}
