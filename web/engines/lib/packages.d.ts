/** What the package skmeans 0.11 exports, as far as it is used here: it brings no types. */
declare module 'skmeans' {
  interface Outcome {
    /** Iterations before the one that moved no centroid, or the cap. */
    readonly it: number;
    readonly idxs: number[];
    readonly centroids: number[][];
  }
  /** Overwrites `initial`. A `maxit` of 0 means 10,000. */
  export default function skmeans(data: number[][], k: number, initial: number[][], maxit: number): Outcome;
}
