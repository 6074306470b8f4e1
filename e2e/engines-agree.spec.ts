import { CONTRACT_LANE_IDS, LANES } from '../web/shared/lanes';
import { randomConfig } from '../tests/web/support/random-config';
import { referenceFit } from '../tests/web/support/reference';
import { generate } from '../web/datasets/registry';
import { sha256OfFloat64, sha256OfInt32 } from '../web/shared/sha256';
import { expect, expectFairRace, MOST_THREADS, open, race, test } from './support/test';
import { answerOf, fitInLanes, openLanes, openWithTools } from './support/workers';

/** Random configurations: every start, stop rule, policy and nasty kind of data is among them. */
const CONFIGS = 39;

const THREADS = [1, 2, 3, 7];

function lanes(mostThreads: number): { lane: string; threads: number }[] {
  return CONTRACT_LANE_IDS.flatMap((lane) =>
    (LANES[lane].threaded ? THREADS : [1]).filter((n) => n <= mostThreads).map((threads) => ({ lane, threads })),
  );
}

test(`${CONFIGS} random configurations give the reference's bits in every lane of this browser`, async ({
  page,
  browserName,
}) => {
  await openWithTools(page);
  const wanted = lanes(MOST_THREADS[browserName]);
  await openLanes(page, wanted);
  for (let index = 1000; index < 1000 + CONFIGS; index++) {
    const config = randomConfig(index);
    const expected = await answerOf(() => referenceFit(config.points, config.params));
    const answers = await fitInLanes(page, config);
    expect(Object.keys(answers)).toHaveLength(wanted.length);
    for (const [lane, answer] of Object.entries(answers)) {
      expect(answer, `${lane}, ${config.name}`).toEqual(expected);
    }
  }
});

const RACES = [
  { query: 'distribution=blobs&n=4097&d=7&k=9&seed=3&init=greedy&stop=tol&tol=0.001&empty=keep', threads: 1 },
  { query: 'distribution=uniform&n=2500&d=3&k=40&seed=4294967295&init=random&stop=fraction&empty=reseed', threads: 3 },
  { query: 'distribution=rings&n=6145&d=2&k=5&seed=0&stop=max_iter&maxIter=9&empty=error', threads: 7 },
];

for (const { query, threads: wanted } of RACES) {
  test(`a race of all lanes gives the reference's answer: ${query}`, async ({ page, browserName }) => {
    const threads = Math.min(wanted, MOST_THREADS[browserName]);
    await open(page, `?${query}&threads=${threads}&pairs=1&engines=${CONTRACT_LANE_IDS.join(',')}`);
    const result = await race(page);
    expectFairRace(result, CONTRACT_LANE_IDS, 1);
    const { params } = result;
    expect(result.engines.at(-1)!.threads).toBe(threads);
    const dataset = generate({ ...params, distribution: params.distribution as 'blobs' });
    expect(result.dataset.sha256).toBe(await sha256OfFloat64(dataset.data));
    const { labels, centroids, inertia, iterations, converged } = referenceFit(dataset, { ...params, start: null });
    expect(result.engines[0]).toMatchObject({
      labelsSha256: await sha256OfInt32(labels),
      centroidsSha256: await sha256OfFloat64(centroids),
      inertia,
      iterations,
      converged,
    });
  });
}
