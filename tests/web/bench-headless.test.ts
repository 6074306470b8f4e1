import { describe, expect, it } from 'vitest';
import { controlText } from '../../scripts/lib/race-control.mjs';
import { answersDiffer, experimentText } from '../../scripts/lib/race-experiment-report.mjs';

describe('an experiment on the terminal', () => {
  const result = {
    lanes: [
      { id: 'js', threads: 1, medianMs: 12.3456, samplesMs: [12, 13] },
      { id: 'wasm-simd', threads: null, medianMs: 0.5, samplesMs: [0.5] },
    ],
    rungs: [],
    badges: ['js: noisy'],
    sentence: 'SIMD brought most of it.',
    sameAnswer: true,
    seed: 42,
    bestKnown: 10346.7912,
    at: { n: 100, inertia: 12345.678901 },
  };

  it('says the sentences first, then figures, then tables without the samples', () => {
    expect(experimentText('ladder', result)).toBe(
      [
        'ladder:',
        'SIMD brought most of it.',
        '',
        'sameAnswer: true',
        'seed: 42',
        'bestKnown: 10346.8',
        '',
        'lanes:',
        'id         threads  medianMs',
        'js               1      12.3',
        'wasm-simd        -       0.5',
        '',
        'badges:',
        '- js: noisy',
        '',
        'at:',
        '  n     inertia',
        '100  12345.6789',
      ].join('\n'),
    );
  });

  it('joins lists within rows to their row', () => {
    const cells = [
      { n: 32, k: 2, winner: 'js', lanes: [{ id: 'js', medianMs: 1 }], ratios: { wasm: 0.5 } },
      { n: 64, k: 2, winner: null, lanes: [{ id: 'js', medianMs: 2 }], ratios: { wasm: 1 } },
    ];
    const text = experimentText('crossover', { cells });
    expect(text).toContain(' n  k  winner  ratios.wasm  id  medianMs\n32  2  js              0.5  js         1');
    expect(text).toContain('64  2  -                 1  js         2');
  });

  it('finds answers that differ wherever the result says so', () => {
    expect(answersDiffer(result)).toBe(false);
    expect(answersDiffer({ ...result, sameAnswer: false })).toBe(true);
    expect(answersDiffer({ cells: [{ disagreement: null }, { disagreement: 'js and wasm in labels' }] })).toBe(true);
    expect(answersDiffer({ cells: [{ disagreement: null }], note: 'disagreement' })).toBe(false);
    expect(answersDiffer(null)).toBe(false);
  });
});

describe('A/A races on the terminal', () => {
  const race = (lane: string, ratio: number, half: number, verdict = 'too-close-to-call') => ({
    lane,
    threads: 1,
    pairs: 31,
    ratio,
    ciLow: ratio - half,
    ciHigh: ratio + half,
    verdict,
    badges: verdict === 'too-close-to-call' ? [] : ['drift'],
  });

  it('counts winners and intervals that leave out 1, and lists the winners', () => {
    const races = [race('js', 1, 0.01), race('js', 1.02, 0.01), race('wasm', 1.1, 0.05, 'b-faster')];
    expect(controlText({ races, sameAnswer: true } as never).split('\n')).toEqual([
      '3 A/A races, 1 with a winner where there is none',
      'js: 0 of 2 with a winner; the interval left out 1 in 1',
      'wasm: 1 of 1 with a winner; the interval left out 1 in 1',
      'An interval of 95 % may leave out 1 in 5 of 100; a winner needs more, the whole interval beyond 3 %.',
      '- race 3, wasm: 1.1000 (1.0500 to 1.1500, 31 pairs); drift',
    ]);
  });

  it('says so when a lane gave two answers', () => {
    expect(controlText({ races: [], sameAnswer: false })).toContain('same answer: NO');
  });
});
