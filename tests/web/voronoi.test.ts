import { describe, expect, it } from 'vitest';
import { voronoiCells } from '../../web/charts/voronoi';
import { Rng } from '../../web/shared/rng';

const BOX = { left: -1, right: 1, low: -1, high: 1 };

function inside(cell: readonly number[], x: number, y: number): boolean {
  for (let i = 0; i < cell.length; i += 2) {
    const ax = cell[i]!;
    const ay = cell[i + 1]!;
    const bx = cell[(i + 2) % cell.length]!;
    const by = cell[(i + 3) % cell.length]!;
    if ((bx - ax) * (y - ay) - (by - ay) * (x - ax) < -1e-12) return false;
  }
  return cell.length > 0;
}

function nearest(sites: Float64Array, x: number, y: number): number {
  let best = 0;
  const away = (c: number): number => (sites[2 * c]! - x) ** 2 + (sites[2 * c + 1]! - y) ** 2;
  for (let c = 1; c < sites.length / 2; c++) if (away(c) < away(best)) best = c;
  return best;
}

describe('Voronoi cells', () => {
  it('hold exactly the places nearest to their site, sites outside the box included', () => {
    const rng = new Rng(7);
    const next = (reach: number): number => reach * (2 * rng.uniform() - 1);
    for (const k of [1, 2, 8, 60]) {
      const sites = Float64Array.from({ length: 2 * k }, () => next(1.5));
      const cells = voronoiCells(sites, BOX);
      for (let i = 0; i < 300; i++) {
        const x = next(1);
        const y = next(1);
        const owner = nearest(sites, x, y);
        expect(
          cells.map((cell, c) => (inside(cell, x, y) ? c : -1)).filter((c) => c >= 0),
          `k=${k} at ${x}, ${y}`,
        ).toEqual([owner]);
      }
    }
  });

  it('goes to the first of two sites in one place, and to nobody where a site is not a number', () => {
    const [a, b, c] = voronoiCells(Float64Array.of(0.5, 0, 0.5, 0, NaN, 0), BOX);
    expect(a).toHaveLength(8);
    expect(b).toEqual([]);
    expect(c).toEqual([]);
  });
});
