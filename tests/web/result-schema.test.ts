import { describe, expect, it } from 'vitest';
import { historyJson } from '../../web/shared/export';
import { MOST_BYTES, readEntries, readRaces } from '../../web/shared/result-schema';
import { HOSTILE } from './support/hostile';
import { raceEntry, raceResult } from './support/race-result';

/** A result as JSON with something at a path replaced. */
function spoiled(path: string, value: unknown): string {
  const result = JSON.parse(JSON.stringify(raceResult())) as Record<string, unknown>;
  const keys = path.split('.');
  const last = keys.pop()!;
  const holder = keys.reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, result);
  holder[last] = value;
  return JSON.stringify(result);
}

describe('a file that was exported here', () => {
  it('is read as one race, a list or a history', () => {
    const result = raceResult();
    expect(readRaces('a.json', JSON.stringify(result)).map((race) => race.result)).toMatchObject([result]);
    expect(readRaces('a.json', JSON.stringify([result, result]))).toHaveLength(2);
    const experiment = { ...raceEntry(2), kind: 'experiment' as const, experiment: 'ladder', result: { any: 'thing' } };
    const history = historyJson([raceEntry(1), experiment, raceEntry(3)]);
    expect(readRaces('a.json', history).map((race) => race.result)).toMatchObject([result, result]);
  });

  it('may come from before dates and scopes, and may have no times', () => {
    const old = { ...raceResult(), date: undefined };
    expect(readRaces('a.json', JSON.stringify(old))[0]!.result.date).toBe('');
    const [race] = readRaces('a.json', spoiled('engines.0.medianMs', null));
    expect(race!.result.engines[0]!.medianMs).toBeNaN();
  });
});

describe('any other file is refused with its name and the place', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['{', 'it is not JSON', 'broken JSON'],
    ['', 'it is not JSON', 'nothing'],
    ['null', 'the top level must be an object', 'null'],
    ['"text"', 'the top level must be an object', 'a text'],
    ['{}', 'schema is missing', 'no fields'],
    ['[]', 'there is no race in it', 'an empty list'],
    [spoiled('schema', 2), 'schema must be 1', 'another schema'],
    [spoiled('params.k', 1.5), 'params.k must be a whole number', 'a fraction'],
    [spoiled('params.k', 1e9), 'params.k must be at most 4096', 'a huge k'],
    [spoiled('params.init', 'magic'), 'params.init must be one of', 'another start'],
    [spoiled('params.distribution', '<b>x</b>'), 'params.distribution must be a short name', 'markup for a name'],
    [spoiled('engines.1.samplesMs.2', -1), 'engines[1].samplesMs[2] must be a positive number', 'a negative time'],
    [spoiled('engines.1.samplesMs.2', 'x'), 'engines[1].samplesMs[2] must be a number', 'a text for a time'],
    [spoiled('engines.0.labelsSha256', 'zz'), 'engines[0].labelsSha256 must be a SHA-256', 'another hash'],
    [spoiled('engines', {}), 'engines must be a list', 'an object for a list'],
    [spoiled('environment', null), 'environment must be an object', 'no environment'],
    [spoiled('sameAnswer', 'yes'), 'sameAnswer must be true or false', 'a text for a flag'],
    [spoiled('engines.0.samplesMs', Array(10_001).fill(1)), 'at most 10000 entries', 'too many samples'],
    [spoiled('version', 'x'.repeat(300)), 'version must have at most 200 characters', 'a long version'],
    [spoiled('dataset.n', 0).replace('"n":0', '"n":1e999'), 'dataset.n', 'a number beyond all'],
    ['['.repeat(100_000), 'it is not JSON', 'deep and broken'],
    ['['.repeat(5000) + ']'.repeat(5000), '[0].schema is missing', 'deep nesting'],
    ['{"history":[{"kind":"virus"}],"schema":1}', 'history[0].kind must be a race or an experiment', 'another kind'],
  ];
  it.each(cases.map(([source, place, name]) => [name, source, place]))('%s', (_name, source, place) => {
    expect(() => readRaces('mine.json', source)).toThrow(`mine.json cannot be used: `);
    expect(() => readRaces('mine.json', source)).toThrow(place);
  });

  it('also one that is too large, and long names are cut', () => {
    expect(() => readRaces('x'.repeat(500), ' '.repeat(MOST_BYTES + 1))).toThrow(/^x{80}\.\.\. cannot be used: .*5 MB/);
  });
});

describe('hostile texts', () => {
  it.each(HOSTILE)('%s changes nothing and comes out as the text it is, or not at all', (text) => {
    const value = JSON.parse(spoiled('environment.userAgent', text)) as object;
    const source = JSON.stringify({ ...value, [text]: text }).replace(
      '"schema"',
      '"__proto__":{"polluted":1},"schema"',
    );
    const [race] = readRaces('a.json', source);
    expect(race!.result.environment.userAgent).toBe(text);
    expect(Object.keys(race!.result)).not.toContain(text);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect((race!.result as unknown as Record<string, unknown>).polluted).toBeUndefined();
    for (const path of ['params.distribution', 'engines.0.id', 'dataset.sha256', 'comparisons.0.a', 'schema']) {
      expect(() => readRaces('a.json', spoiled(path, text)), path).toThrow('a.json cannot be used: ');
    }
  });
});

describe('what was kept', () => {
  it('is read entry by entry; what cannot be read is left out', () => {
    const entries = [raceEntry(1), { ...raceEntry(2), result: { schema: 7 } }, raceEntry(3), null, 'x'];
    expect(readEntries(JSON.stringify(entries)).map(({ id }) => id)).toEqual(['e1', 'e3']);
    for (const source of ['', '{', '{}', 'null', '7']) expect(readEntries(source)).toEqual([]);
  });
});
