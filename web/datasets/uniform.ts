import type { Sheet } from './generator';

const HALF_BOX = 10;

/** Even noise in a box. There is one true cluster: everything, label 0. */
export function uniform({ data, rng }: Sheet): void {
  for (let i = 0; i < data.length; i++) data[i] = HALF_BOX * (2 * rng.uniform() - 1);
}
