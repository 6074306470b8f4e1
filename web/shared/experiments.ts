/** Measurements that are more than one race. */

export const EXPERIMENT_IDS = ['ladder', 'control', 'crossover', 'threads', 'sweep', 'seeding'] as const;
export type ExperimentId = (typeof EXPERIMENT_IDS)[number];
