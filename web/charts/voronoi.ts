/** A rectangle, `left` < `right` and `low` < `high`. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly low: number;
  readonly high: number;
}

/** Keeps the part of a convex polygon where `a * x + b * y <= c` (Sutherland and Hodgman, 1974). x and y in turn. */
function clip(polygon: readonly number[], a: number, b: number, c: number): number[] {
  const kept: number[] = [];
  for (let i = 0; i < polygon.length; i += 2) {
    const x = polygon[i]!;
    const y = polygon[i + 1]!;
    const nextX = polygon[(i + 2) % polygon.length]!;
    const nextY = polygon[(i + 3) % polygon.length]!;
    const here = a * x + b * y - c;
    const there = a * nextX + b * nextY - c;
    if (here <= 0) kept.push(x, y);
    if (here <= 0 !== there <= 0) {
      const t = here / (here - there);
      if (t > 0 && t < 1) kept.push(x + t * (nextX - x), y + t * (nextY - y));
    }
  }
  return kept;
}

/** Square of the largest distance from a place to a corner of a polygon. */
function reach(polygon: readonly number[], x: number, y: number): number {
  let most = 0;
  for (let i = 0; i < polygon.length; i += 2) {
    most = Math.max(most, (polygon[i]! - x) ** 2 + (polygon[i + 1]! - y) ** 2);
  }
  return most;
}

/**
 * The cell of every site within the box: the places nearer to it than to any other. Each is the box cut by the bisectors
 * with the others, nearest first, until none can reach it any more: exact, and k^2 log k at most.
 *
 * @param sites x and y in turn
 * @returns one convex polygon a site, x and y in turn; empty where the box holds nothing of it, or where an earlier site
 *   lies in the same place (ties go to the first, as in the fit)
 */
export function voronoiCells(sites: Float64Array, box: Box): number[][] {
  const k = sites.length / 2;
  const { left, right, low, high } = box;
  return Array.from({ length: k }, (_, c) => {
    const x = sites[2 * c]!;
    const y = sites[2 * c + 1]!;
    if (!Number.isFinite(x + y)) return [];
    const others = Array.from({ length: k }, (_, other) => ({
      other,
      distance: (sites[2 * other]! - x) ** 2 + (sites[2 * other + 1]! - y) ** 2,
    })).filter(({ other, distance }) => other !== c && Number.isFinite(distance));
    others.sort((p, q) => p.distance - q.distance);
    let cell = [left, low, right, low, right, high, left, high];
    for (const { other, distance } of others) {
      if (distance === 0) {
        if (other < c) return [];
        continue;
      }
      if (cell.length === 0 || distance > 4 * reach(cell, x, y)) break;
      const a = sites[2 * other]! - x;
      const b = sites[2 * other + 1]! - y;
      cell = clip(cell, a, b, a * (x + a / 2) + b * (y + b / 2));
    }
    return cell;
  });
}
