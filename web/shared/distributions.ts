/** What the generated distributions are: plain facts. The generators themselves are in `web/datasets`. */

export const DISTRIBUTION_IDS = [
  'blobs',
  'rings',
  'moons',
  'anisotropic',
  'uniform',
  'spiral',
  'varied',
  'unbalanced',
] as const;
export type DistributionId = (typeof DISTRIBUTION_IDS)[number];

export interface DistributionInfo {
  readonly id: DistributionId;
  /** Name for thumbnails and tables. */
  readonly title: string;
  /** What it tests, in one plain sentence. */
  readonly tests: string;
  /** Why k-means fails on it, or does not, in one plain sentence. */
  readonly why: string;
  /** Fewest and most features it can be generated with. */
  readonly minD: number;
  readonly maxD: number;
  /** Number of true clusters when it does not follow k; null when there are k of them. */
  readonly fixedClusters: number | null;
}

const ANY_D = { minD: 2, maxD: 64 } as const;
const PLANE = { minD: 2, maxD: 2 } as const;

/** Every distribution, in the order the page shows them. */
export const DISTRIBUTIONS: readonly DistributionInfo[] = [
  {
    id: 'spiral',
    title: 'Pinwheel',
    tests:
      'Curved arms that touch in the middle: centroids slide along them for many iterations, a race worth watching.',
    why: 'k-means fails here: its borders are straight, so it cuts every arm in pieces and joins pieces of different arms.',
    ...PLANE,
    fixedClusters: null,
  },
  {
    id: 'blobs',
    title: 'Blobs',
    tests: 'Round clusters of one size and spread, mostly apart: exactly what k-means assumes.',
    why: 'k-means does well where they are apart; a bad start can still leave two of them in one cluster.',
    ...ANY_D,
    fixedClusters: null,
  },
  {
    id: 'anisotropic',
    title: 'Stretched blobs',
    tests: 'Long thin clusters, side by side: does every direction count alike?',
    why: 'k-means fails here: it measures all directions alike, so it cuts long clusters across and joins what lies close.',
    ...ANY_D,
    fixedClusters: null,
  },
  {
    id: 'varied',
    title: 'Varied spread',
    tests: 'Tight and loose clusters together: does the spread of a cluster count?',
    why: 'k-means fails at the edges: borders lie half-way between centroids, so loose clusters lose points to tight ones.',
    ...ANY_D,
    fixedClusters: null,
  },
  {
    id: 'unbalanced',
    title: 'Unbalanced sizes',
    tests: 'One crowd and some small groups: does the size of a cluster count?',
    why: 'k-means fails here: splitting the crowd saves more inertia than keeping small groups apart, so it joins those.',
    ...ANY_D,
    fixedClusters: null,
  },
  {
    id: 'rings',
    title: 'Rings',
    tests: 'Shells around one common centre: clusters whose means are the same place.',
    why: 'k-means fails here: no straight border parts a ring from the one inside it, so it cuts all of them like a cake.',
    ...ANY_D,
    fixedClusters: null,
  },
  {
    id: 'moons',
    title: 'Moons',
    tests: 'Two interlocked half circles: clusters that a straight line cannot part.',
    why: 'k-means fails here: its one border is a straight line, and each moon reaches across it.',
    ...PLANE,
    fixedClusters: 2,
  },
  {
    id: 'uniform',
    title: 'Uniform',
    tests: 'No clusters at all: slow to settle, which makes it a hard test of raw speed.',
    why: 'There is nothing to find: k-means cuts the space into cells of about equal size anyway.',
    ...ANY_D,
    fixedClusters: 1,
  },
];

export function isDistributionId(text: string): text is DistributionId {
  return (DISTRIBUTION_IDS as readonly string[]).includes(text);
}

/** The facts of one distribution. */
export function distributionInfo(id: DistributionId): DistributionInfo {
  return DISTRIBUTIONS.find((info) => info.id === id)!;
}
