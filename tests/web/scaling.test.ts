import { describe, expect, it } from 'vitest';
import {
  amdahlSpeedUp,
  bestRow,
  efficiency,
  fitAmdahl,
  karpFlatt,
  scalingRows,
  speedUp,
} from '../../web/stats/scaling';

/** Seven times around `ms`, the same spread for each. */
const around = (ms: number): number[] => [0.99, 1, 1.01, 1, 0.995, 1.005, 1].map((f) => ms * f);

describe('speed-up, efficiency and serial fraction', () => {
  it('come out as by hand', () => {
    expect(speedUp(around(10), around(4))).toMatchObject({ decided: true, pairs: 7 });
    expect(speedUp(around(10), around(4)).ratio).toBeCloseTo(2.5, 12);
    expect(speedUp(around(10), around(10)).decided).toBe(false);
    expect(efficiency(6.94, 8)).toBeCloseTo(0.8675, 12);
    // 1/2.5 = 0.4; (0.4 - 0.25) / (1 - 0.25) = 0.2
    expect(karpFlatt(2.5, 4)).toBeCloseTo(0.2, 12);
    expect(karpFlatt(4, 4)).toBe(0);
    expect(karpFlatt(0.5, 2)).toBeCloseTo(3, 12);
    expect(karpFlatt(1, 1)).toBeNull();
  });

  it('refuse samples that are not paired', () => {
    expect(() => speedUp([1, 2], [1])).toThrow('Paired samples are needed');
  });
});

describe("Amdahl's law", () => {
  const times = (serial: number, t1 = 12) =>
    [1, 2, 3, 4, 6, 8].map((threads) => ({ threads, ms: t1 * (serial + (1 - serial) / threads) }));

  it.each([0.05, 0.3, 0.75, 1])('is recovered from times that follow it, s = %d', (serial) => {
    const fit = fitAmdahl(times(serial));
    expect(fit.serial).toBeCloseTo(serial, 10);
    expect(fit.t1).toBeCloseTo(12, 10);
    expect(fit.limit).toBeCloseTo(1 / serial, 8);
  });

  it('is the least squares one: no neighbour is better', () => {
    const noisy = times(0.2).map(({ threads, ms }, i) => ({ threads, ms: ms * (i % 2 === 0 ? 1.1 : 0.9) }));
    const { t1, serial } = fitAmdahl(noisy);
    const error = (t: number, s: number): number =>
      noisy.reduce((sum, { threads, ms }) => sum + (ms - t * (s + (1 - s) / threads)) ** 2, 0);
    for (const [dt, ds] of [
      [0.01, 0],
      [-0.01, 0],
      [0, 0.01],
      [0, -0.01],
    ] as const) {
      expect(error(t1 + dt, serial + ds)).toBeGreaterThan(error(t1, serial));
    }
  });

  it('keeps s between 0 and 1', () => {
    // Better than ideal.
    const superlinear = fitAmdahl([1, 2, 4].map((threads) => ({ threads, ms: 12 / threads ** 1.3 })));
    expect([superlinear.serial, superlinear.limit]).toEqual([0, null]);
    // Slower with every thread.
    const slower = fitAmdahl([1, 2, 4].map((threads) => ({ threads, ms: 10 + threads })));
    expect([slower.serial, slower.limit]).toEqual([1, 1]);
    expect(slower.t1).toBeCloseTo((11 + 12 + 14) / 3, 12);
  });

  it('needs two thread counts', () => {
    expect(() =>
      fitAmdahl([
        { threads: 2, ms: 1 },
        { threads: 2, ms: 2 },
      ]),
    ).toThrow('at least two thread counts');
  });

  it('predicts', () => {
    expect(amdahlSpeedUp(0, 8)).toBe(8);
    expect(amdahlSpeedUp(0.5, 2)).toBeCloseTo(4 / 3, 12);
  });
});

describe('a scaling table', () => {
  it('holds both baselines apart', () => {
    const rows = scalingRows(around(10), [
      { threads: 1, samplesMs: around(8) },
      { threads: 4, samplesMs: around(4) },
    ]);
    expect(rows.map(({ medianMs }) => medianMs)).toEqual([8, 4]);
    expect(rows[1]!.overSerial.ratio).toBeCloseTo(2.5, 12);
    expect(rows[1]!.overOne!.ratio).toBeCloseTo(2, 12);
    expect(rows[1]!.efficiency).toBeCloseTo(0.5, 12);
    expect(rows[1]!.karpFlatt).toBeCloseTo(1 / 3, 12);
    expect(rows[0]!.karpFlatt).toBeNull();
    expect(bestRow(rows)!.threads).toBe(4);
  });

  it('says nothing about one thread where that was not measured', () => {
    const [row] = scalingRows(around(10), [{ threads: 2, samplesMs: around(5) }]);
    expect(row).toMatchObject({ overOne: null, efficiency: null, karpFlatt: null });
    expect(bestRow([])).toBeNull();
  });
});
