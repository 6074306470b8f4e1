import type { SeedingResult } from '../../bench/experiments/seeding';
import { whole } from '../format';

/** `a, b and c`. */
function list(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}

/** How often each way to start ends in the best optimum known, in one sentence. */
export function seedingSentence({ strips }: SeedingResult): string {
  if (strips.length === 0) return 'No seed has been tried yet.';
  const [first] = strips;
  const parts = strips.map(({ method, reached, seeds }) =>
    method === first?.method
      ? `from ${method} by ${whole(reached)} of ${whole(seeds)} seeds`
      : `from ${method} by ${whole(reached)}`,
  );
  return `On these points the best optimum known is reached ${list(parts)}.`;
}
