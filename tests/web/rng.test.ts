import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Rng } from '../../web/shared/rng';
import { sha256Hex, sha256OfFloat64, sha256OfInt32 } from '../../web/shared/sha256';
import type { GoldenDraws } from './support/golden-cases';

const fixture = new URL('../fixtures/rng.json', import.meta.url);
const golden = JSON.parse(readFileSync(fixture, 'utf8')) as GoldenDraws[];

describe('Rng', () => {
  it.each(golden)('draws the golden numbers of seed $seed', ({ seed, u32, uniform }) => {
    const integers = new Rng(seed);
    expect(u32.map(() => integers.u32())).toEqual(u32);
    const doubles = new Rng(seed);
    expect(uniform.map(() => doubles.uniform())).toEqual(uniform);
  });

  it('takes a seed modulo 2^32', () => {
    expect(new Rng(-1).u32()).toBe(new Rng(0xffffffff).u32());
  });

  it('draws indices below m only, and all of them', () => {
    const rng = new Rng(7);
    const seen = new Set(Array.from({ length: 400 }, () => rng.below(5)));
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4]);
    expect(rng.below(1)).toBe(0);
  });
});

describe('sha256', () => {
  it('matches the standard test vectors', async () => {
    const text = (s: string): Uint8Array => new TextEncoder().encode(s);
    expect(await sha256Hex(text(''))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(await sha256Hex(text('abc'))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('hashes the little-endian bytes of the view alone, shared memory too', async () => {
    const shared = new Int32Array(new SharedArrayBuffer(12));
    shared.set([9, 1, -1]);
    const expected = await sha256Hex(Uint8Array.of(1, 0, 0, 0, 255, 255, 255, 255));
    expect(await sha256OfInt32(shared.subarray(1))).toBe(expected);
    const one = await sha256Hex(Uint8Array.of(0, 0, 0, 0, 0, 0, 0xf0, 0x3f));
    expect(await sha256OfFloat64(Float64Array.of(1))).toBe(one);
  });

  it('gives the same hash where the platform has no crypto', async () => {
    const expected = await sha256OfInt32(Int32Array.of(1, 2, 3));
    const crypto = Object.getOwnPropertyDescriptor(globalThis, 'crypto')!;
    Object.defineProperty(globalThis, 'crypto', { value: undefined, configurable: true });
    try {
      expect(await sha256OfInt32(Int32Array.of(1, 2, 3))).toBe(expected);
    } finally {
      Object.defineProperty(globalThis, 'crypto', crypto);
    }
  });
});
