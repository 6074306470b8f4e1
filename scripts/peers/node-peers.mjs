/**
 * The npm peers of the benchmark: ml-kmeans and skmeans. Speaks as peers.py does: one JSON object a line each way.
 */

import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { kmeans } from 'ml-kmeans';
import skmeans from 'skmeans';
import { packageVersion } from '../lib/bench-environment.mjs';

/** Each makes the number of updates it is told, from a copy of the start, and returns its centroids. */
const PEERS = {
  'ml-kmeans': ({ rows, start, k, updates }) =>
    kmeans(rows, k, { initialization: start.map((row) => [...row]), maxIterations: updates, tolerance: 0 }).centroids,
  skmeans: ({ rows, start, k, updates }) =>
    skmeans(
      rows,
      k,
      start.map((row) => [...row]),
      updates,
    ).centroids,
};

let problem;

const OPS = {
  describe: () => ({
    node: process.version,
    'ml-kmeans': packageVersion('ml-kmeans'),
    skmeans: packageVersion('skmeans'),
  }),
  load: ({ points, start, d, k, updates }) => {
    problem = { rows: readRows(points, d), start: readRows(start, d), k, updates };
    return {};
  },
  fit: ({ peer, lead, reps, check }) => {
    const fit = PEERS[peer];
    for (let i = 0; i < lead; i++) fit(problem);
    let centroids;
    const started = performance.now();
    for (let i = 0; i < reps; i++) centroids = fit(problem);
    const ms = (performance.now() - started) / reps;
    return check ? { ms, inertia: inertia(problem.rows, centroids) } : { ms };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(answer(JSON.parse(line))));
}

function answer({ op, ...request }) {
  try {
    return OPS[op](request);
  } catch (error) {
    return { error: error.message };
  }
}

/** Arrays of numbers, the shape both packages take. */
function readRows(file, d) {
  // A buffer of its own: small files are read into the middle of a pool, where float64 need not be aligned.
  const values = new Float64Array(new Uint8Array(readFileSync(file)).buffer);
  return Array.from({ length: values.length / d }, (_, i) => Array.from(values.subarray(i * d, (i + 1) * d)));
}

function inertia(rows, centroids) {
  let sum = 0;
  for (const row of rows) {
    let best = Infinity;
    for (const centroid of centroids) {
      let distance = 0;
      for (let j = 0; j < row.length; j++) distance += (row[j] - centroid[j]) ** 2;
      best = Math.min(best, distance);
    }
    sum += best;
  }
  return sum;
}
