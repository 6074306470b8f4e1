import { BLOCK_ROWS } from '../../shared/types';

function addInto(left: Float64Array, right: Float64Array): void {
  for (let i = 0; i < left.length; i++) left[i]! += right[i]!;
}

/**
 * Block sums of the contract for `width` values at once. Blocks are merged like a binary counter: a finished block is
 * pushed, and the two topmost subtrees merge while they have the same height; at the end the rest merges from the top
 * down. These are the additions of the stride-doubling tree, with only log2(blocks) + 1 buffers alive.
 */
export class TreeSums {
  private readonly stack: Float64Array[] = [];
  private readonly width: number;

  constructor(width: number) {
    this.width = width;
  }

  /**
   * Sums `n` rows. `addBlock` adds rows `from` to `to` (exclusive) to `sums`, which starts at zero.
   * Returns a buffer that the next call overwrites.
   */
  sum(n: number, addBlock: (from: number, to: number, sums: Float64Array) => void): Float64Array {
    const stack = this.stack;
    let size = 0;
    const mergeTop = (): void => {
      size--;
      addInto(stack[size - 1]!, stack[size]!);
    };
    for (let block = 0, from = 0; from < n; block++, from += BLOCK_ROWS) {
      const sums = (stack[size] ??= new Float64Array(this.width));
      sums.fill(0);
      addBlock(from, Math.min(n, from + BLOCK_ROWS), sums);
      size++;
      // Block b closes as many subtrees as b has trailing one bits.
      for (let bits = block; (bits & 1) === 1; bits >>= 1) mergeTop();
    }
    while (size > 1) mergeTop();
    return stack[0]!;
  }
}

/** Block sum of one value a row. */
export function blockSum(values: Float64Array): number {
  return new TreeSums(1).sum(values.length, (from, to, sums) => {
    let sum = 0;
    for (let i = from; i < to; i++) sum += values[i]!;
    sums[0] = sum;
  })[0]!;
}
