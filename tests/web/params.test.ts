import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DISTRIBUTION_IDS, DISTRIBUTIONS, distributionInfo, isDistributionId } from '../../web/shared/distributions';
import { EXPERIMENT_IDS } from '../../web/shared/experiments';
import { LANE_IDS } from '../../web/shared/lanes';
import {
  DEFAULT_FRACTION,
  DEFAULTS,
  PARAM_SPECS,
  parseParams,
  serializeParams,
  type Params,
} from '../../web/shared/params';
import { EMPTY_POLICIES, SCOPES, STOPS } from '../../web/shared/types';

const anyParams: fc.Arbitrary<Params> = fc
  .record({
    distribution: fc.constantFrom(...DISTRIBUTION_IDS),
    n: fc.integer({ min: 10, max: 1_000_000 }),
    d: fc.integer({ min: 2, max: 64 }),
    k: fc.integer({ min: 1, max: 4096 }),
    seed: fc.integer({ min: 0, max: 0xffff_ffff }),
    init: fc.constantFrom('k-means++', 'greedy', 'random'),
    stop: fc.constantFrom(...STOPS),
    tol: fc.double({ min: 0, max: 1, noNaN: true }).map((tol) => tol + 0),
    maxIter: fc.integer({ min: 1, max: 1_000_000 }),
    empty: fc.constantFrom(...EMPTY_POLICIES),
    engines: fc.array(fc.constantFrom(...LANE_IDS), { minLength: 1, maxLength: 12 }),
    threads: fc.oneof(fc.constant('auto' as const), fc.integer({ min: 1, max: 256 })),
    pairs: fc.integer({ min: 1, max: 1001 }),
    scope: fc.constantFrom(...SCOPES),
    experiment: fc.constantFrom('race' as const, ...EXPERIMENT_IDS),
    budget: fc.integer({ min: 1, max: 3600 }),
    kMax: fc.integer({ min: 2, max: 256 }),
    seeds: fc.integer({ min: 10, max: 100 }),
    run: fc.boolean(),
  })
  .map((params) => ({
    ...params,
    d: Math.min(params.d, distributionInfo(params.distribution).maxD),
    k: Math.min(params.k, params.n),
  }));

describe('distributions', () => {
  it('describes each id once', () => {
    expect(DISTRIBUTIONS.map((info) => info.id).sort()).toEqual([...DISTRIBUTION_IDS].sort());
    expect(isDistributionId('moons')).toBe(true);
    expect(isDistributionId('toString')).toBe(false);
  });
});

describe('parseParams', () => {
  it('gives the defaults, frozen, for an empty address', () => {
    const { params, problems } = parseParams('');
    expect(params).toEqual(DEFAULTS);
    expect(problems).toEqual([]);
    expect(Object.isFrozen(params) && Object.isFrozen(params.engines)).toBe(true);
  });

  it('has a spec for every field, and accepts its own defaults', () => {
    expect(PARAM_SPECS.map((spec) => spec.name).sort()).toEqual(Object.keys(DEFAULTS).sort());
    expect(parseParams(serializeParams(DEFAULTS))).toEqual({ params: DEFAULTS, problems: [] });
  });

  it('reads what people type', () => {
    const { params, problems } = parseParams('?init=k-means++&engines=js,js&threads=2&run=1&tol=1e-3&k=0007');
    expect(problems).toEqual([]);
    expect(params).toMatchObject({ init: 'k-means++', engines: ['js', 'js'], threads: 2, run: true, tol: 1e-3, k: 7 });
    expect(parseParams(new URLSearchParams({ init: 'k-means++' })).problems).toEqual([]);
  });

  it('takes 1 % as the fraction unless one is given', () => {
    expect(parseParams('stop=fraction').params.tol).toBe(DEFAULT_FRACTION);
    expect(parseParams('stop=fraction&tol=0.2').params.tol).toBe(0.2);
    expect(parseParams('stop=fraction&tol=x').params.tol).toBe(DEFAULT_FRACTION);
    expect(parseParams('stop=tol').params.tol).toBe(DEFAULTS.tol);
  });

  it.each([
    ['n=9', 'n'],
    ['n=1000001', 'n'],
    ['n=1e4', 'n'],
    ['n=20000.5', 'n'],
    ['n=', 'n'],
    ['n=NaN', 'n'],
    ['d=65', 'd'],
    ['k=0', 'k'],
    ['k=-1', 'k'],
    ['k=0x10', 'k'],
    ['seed=4294967296', 'seed'],
    ['seed=-1', 'seed'],
    ['init=given', 'init'],
    ['stop=never', 'stop'],
    ['tol=-0.1', 'tol'],
    ['tol=Infinity', 'tol'],
    ['maxIter=0', 'maxIter'],
    ['empty=drop', 'empty'],
    ['engines=', 'engines'],
    ['engines=js,,js', 'engines'],
    ['engines=js,cuda', 'engines'],
    [`engines=${Array(13).fill('js').join(',')}`, 'engines'],
    ['threads=0', 'threads'],
    ['pairs=0', 'pairs'],
    ['run=yes', 'run'],
    ['distribution=__proto__', 'distribution'],
    ['distribution=blobs&d=2&k=11&n=10', 'k'],
    ['distribution=moons&d=3', 'd'],
    ['d=8', 'd'],
    ['N=100', 'N'],
    ['constructor=1', 'constructor'],
    ['seed=1&seed=2', 'seed'],
  ])('reports %s by name and carries on', (search, name) => {
    const { params, problems } = parseParams(search);
    expect(problems.map((problem) => problem.name)).toEqual([name]);
    expect(problems[0]!.message).toContain(name);
    expect(parseParams(serializeParams(params)).problems).toEqual([]);
  });

  it('uses the first of a repeated name', () => {
    expect(parseParams('seed=1&seed=2').params.seed).toBe(1);
  });

  it('cuts what it repeats', () => {
    const [problem] = parseParams(`n=${'9'.repeat(10_000)}`).problems;
    expect(problem!.value.length).toBeLessThan(50);
    expect(problem!.message.length).toBeLessThan(200);
  });

  it('always gives usable parameters, whatever the address', () => {
    const name = fc.oneof(fc.constantFrom(...PARAM_SPECS.map((spec) => spec.name as string)), fc.string());
    const value = fc.oneof(fc.string(), fc.integer().map(String), fc.double().map(String));
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value)), (pairs) => {
        const { params } = parseParams(new URLSearchParams(pairs));
        expect(parseParams(serializeParams(params))).toEqual({ params, problems: [] });
      }),
    );
  });
});

describe('serializeParams', () => {
  it('round-trips exactly', () => {
    fc.assert(
      fc.property(anyParams, (params) => {
        expect(parseParams(serializeParams(params))).toEqual({ params, problems: [] });
      }),
    );
  });

  it('writes every field, readably', () => {
    expect(serializeParams(DEFAULTS)).toBe(
      'distribution=spiral&n=20000&d=2&k=8&seed=42&init=k-means%2B%2B&stop=labels&tol=0.0001&maxIter=300' +
        '&empty=relocate&engines=js-tuned,wasm-simd,wasm-exact-threads&threads=auto&pairs=31&scope=fit&experiment=race&budget=20&kMax=16&seeds=30&run=0',
    );
  });
});
