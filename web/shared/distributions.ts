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
  /** One plain sentence: what it tests, and why k-means does well or fails on it. */
  readonly tests: string;
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
    ...PLANE,
    fixedClusters: null,
  },
  {
    id: 'blobs',
    title: 'Blobs',
    tests: 'Round, equal, separate clusters: exactly what k-means assumes, so it does well.',
    ...ANY_D,
    fixedClusters: null,
  },
  {
    id: 'anisotropic',
    title: 'Stretched blobs',
    tests: 'Long thin clusters: k-means measures every direction alike and cuts the long ones in pieces.',
    ...ANY_D,
    fixedClusters: null,
  },
  {
    id: 'varied',
    title: 'Varied spread',
    tests:
      'Tight and loose clusters together: borders lie half-way between centroids, so loose clusters lose their edges.',
    ...ANY_D,
    fixedClusters: null,
  },
  {
    id: 'unbalanced',
    title: 'Unbalanced sizes',
    tests: 'One crowd and some small groups: k-means likes to split the crowd and merge the small groups.',
    ...ANY_D,
    fixedClusters: null,
  },
  {
    id: 'rings',
    title: 'Rings',
    tests: 'Shells around one common centre: no straight border can part them, so k-means must fail.',
    ...ANY_D,
    fixedClusters: null,
  },
  {
    id: 'moons',
    title: 'Moons',
    tests: 'Two interlocked half circles: k-means cuts straight through both, as it knows no curved borders.',
    ...PLANE,
    fixedClusters: 2,
  },
  {
    id: 'uniform',
    title: 'Uniform',
    tests: 'No clusters at all: k-means tiles the space anyway, slowly, which makes it a hard test of raw speed.',
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
