import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { measureCores, workerCounts } from '../../web/bench/machine';
import { historyJson, samplesCsv } from '../../web/shared/export';
import { markdownTable, markdownText } from '../../web/shared/markdown';
import { readEntries } from '../../web/shared/result-schema';
import { compareRaces } from '../../web/ui/history-compare';
import { historyMarkdown } from '../../web/ui/history-markdown';
import { HISTORY_KEY, HistoryShelf, MOST_ENTRIES, type Shelf } from '../../web/ui/history-storage';
import { HOSTILE } from './support/hostile';
import { engineResult, raceEntry, raceResult } from './support/race-result';

/** A storage that holds `most` characters. */
function storage(most = Infinity): Shelf & { text: string | null } {
  return {
    text: null,
    getItem() {
      return this.text;
    },
    setItem(_key, text) {
      if (text.length > most) throw new DOMException('full', 'QuotaExceededError');
      this.text = text;
    },
    removeItem() {
      this.text = null;
    },
  };
}

const ids = (entries: readonly { readonly id: string }[]): string[] => entries.map(({ id }) => id);
const size = JSON.stringify([raceEntry(1)]).length;

describe('the shelf', () => {
  it('keeps the newest fifty, newest first', () => {
    const kept = storage();
    const shelf = new HistoryShelf(() => kept);
    for (let i = 0; i < 59; i++) shelf.change((now) => [raceEntry(i), ...now]);
    expect(shelf.read()).toHaveLength(MOST_ENTRIES);
    expect(ids(shelf.read()).slice(0, 2)).toEqual(['e58', 'e57']);
    expect(ids(readEntries(kept.text!))).toEqual(ids(shelf.read()));
    expect(HISTORY_KEY).toBe('kmeans-race.history');
  });

  it('loses nothing of what another tab writes', () => {
    const kept = storage();
    const [one, other] = [new HistoryShelf(() => kept), new HistoryShelf(() => kept)];
    one.change((now) => [raceEntry(1), ...now]);
    other.change((now) => [raceEntry(2), ...now]);
    one.change((now) => [raceEntry(3), ...now]);
    expect(ids(other.read())).toEqual(['e3', 'e2', 'e1']);
  });

  it('drops the oldest where the storage is full, and says so', () => {
    const kept = storage(size * 2.5);
    const shelf = new HistoryShelf(() => kept);
    shelf.change(() => [raceEntry(1), raceEntry(2)]);
    const { entries, problem } = shelf.change((now) => [raceEntry(3), ...now]);
    expect(ids(entries)).toEqual(['e3', 'e2']);
    expect(problem).toBe("The browser's storage is full, so the oldest entry was dropped.");
    expect(ids(readEntries(kept.text!))).toEqual(['e3', 'e2']);
  });

  it('goes on in memory where nothing can be kept, and says so', () => {
    const blocked = (): Shelf => {
      throw new DOMException('blocked', 'SecurityError');
    };
    for (const shelf of [new HistoryShelf(blocked), new HistoryShelf(() => storage(10))]) {
      shelf.change((now) => [raceEntry(1), ...now]);
      const { entries, problem } = shelf.change((now) => [raceEntry(2), ...now]);
      expect(ids(entries)).toEqual(['e2', 'e1']);
      expect(problem).toContain('keeps nothing');
      expect(ids(shelf.change((now) => now.filter(({ id }) => id !== 'e1')).entries)).toEqual(['e2']);
    }
  });

  it('starts anew over what it cannot read', () => {
    const kept = storage();
    kept.text = '{"hostile": true}';
    const shelf = new HistoryShelf(() => kept);
    expect(shelf.read()).toEqual([]);
    expect(shelf.change(() => [raceEntry(1)]).problem).toBeNull();
  });

  it('forgets everything when told', () => {
    const kept = storage();
    const shelf = new HistoryShelf(() => kept);
    shelf.change(() => [raceEntry(1)]);
    expect(shelf.change(() => [])).toEqual({ entries: [], problem: null });
    expect(kept.text).toBeNull();
  });
});

describe('exports', () => {
  it('write one race as its result object, several as a history', () => {
    expect(JSON.parse(historyJson([raceEntry(1)]))).toEqual(raceResult());
    expect(JSON.parse(historyJson([raceEntry(1), raceEntry(2)]))).toMatchObject({ schema: 1, history: [{}, {}] });
  });

  it('write one row a sample, numbers as numbers', () => {
    const { data } = Papa.parse<string[]>(samplesCsv([raceEntry(1)]).trimEnd());
    expect(data[0]).toEqual(['race', 'points', 'engine', 'threads', 'round', 'ms']);
    expect(data.slice(1).map(([, , ...rest]) => rest)).toEqual([
      ['js', '1', '1', '20'],
      ['js', '1', '2', '20.2'],
      ['js', '1', '3', '19.8'],
      ['wasm-simd', '1', '1', '5'],
      ['wasm-simd', '1', '2', '5.05'],
      ['wasm-simd', '1', '3', '4.95'],
    ]);
  });

  it.each(HOSTILE)('leave no formula in CSV: %j', (points) => {
    const { data } = Papa.parse<string[]>(samplesCsv([raceEntry(1, { points })]).trimEnd(), { newline: '\r\n' });
    expect(data).toHaveLength(7);
    for (const [, cell] of data.slice(1)) {
      expect(cell).not.toMatch(/^[=+\-@\t\r]/);
      expect([points, `'${points}`]).toContain(cell);
    }
  });

  it.each(HOSTILE)('leave no markup in Markdown: %j', (text) => {
    const cell = markdownText(text);
    expect(cell).not.toMatch(/(?<!\\)[<>[\]|`*_]/);
    expect(cell).not.toContain('\n');
    const lines = historyMarkdown([raceEntry(1, { points: text, sentence: text })]).split('\n');
    expect(lines.filter((line) => line.startsWith('| '))).toHaveLength(7);
  });

  it('lay a table out', () => {
    expect(markdownTable(['lane', 'ms'], [['a|b', '1']])).toBe('| lane | ms |\n| --- | ---: |\n| a\\|b | 1 |');
  });

  it('tell the verdict, the numbers and the machine', () => {
    const text = historyMarkdown([raceEntry(1)]);
    for (const part of ['SIMD is 4x faster.', '| JavaScript | 1 | 20.0 |', 'Machine: test; 2 logical', '4.000']) {
      expect(text).toContain(part);
    }
  });
});

describe('two races side by side', () => {
  it('are compared lane by lane; a lane of one alone has no ratio', () => {
    const other = raceResult({ engines: [engineResult('js', 10), engineResult('wasm', 8)] });
    const { lanes, differences } = compareRaces(raceResult(), other);
    expect(lanes).toEqual([
      { title: 'JavaScript', aMs: 20, bMs: 10, ratio: 2 },
      { title: 'WebAssembly SIMD', aMs: 5, bMs: NaN, ratio: NaN },
      { title: 'WebAssembly', aMs: NaN, bMs: 8, ratio: NaN },
    ]);
    expect(differences).toEqual([]);
  });

  it('say what is not the same in both', () => {
    const a = raceResult();
    const b = raceResult({
      ...{ params: { ...a.params, k: 9 }, dataset: { ...a.dataset, sha256: '00'.repeat(32), n: 5 } },
      ...{ environment: { ...a.environment, userAgent: 'other' }, version: '0.2.0+def' },
      engines: [{ ...engineResult('js', 20), threads: 2 }],
    });
    expect(compareRaces(a, b).differences).toEqual([
      'The machines or browsers differ: userAgent test and other.',
      'The points differ: 1000 rows of 2 and 5 rows of 2, with different hashes.',
      'The settings differ: k 8 and 9.',
      'The versions differ: 0.1.0+abc and 0.2.0+def.',
      'The threads differ: JavaScript 1 and 2.',
    ]);
  });

  it('say when the same question has two answers', () => {
    const other = raceResult({ engines: [{ ...engineResult('js', 20), labelsSha256: '11'.repeat(32) }] });
    expect(compareRaces(raceResult(), other).differences.join()).toContain('The answers differ although');
  });
});

describe('the cores', () => {
  it('are counted in powers of two up to the claim, at most eight', () => {
    expect([0, 1, 2, 3, 6, 64].map(workerCounts)).toEqual([[1], [1], [1, 2], [1, 2, 3], [1, 2, 4, 6], [1, 2, 4, 8]]);
  });

  it.each([1, 2, 4])('are found by how long equal work takes: %i', async (real) => {
    let time = 0;
    let closed = 0;
    let atWork: number[] = [];
    const make = () => ({
      async spin(steps: number): Promise<number> {
        atWork.push(steps);
        await Promise.resolve();
        // The first to go on does the work of all that were asked together, on `real` processors.
        const together = atWork.length;
        if (together > 0) time += (steps * together) / Math.min(real, together) / 1e6;
        atWork = [];
        return 0;
      },
      close: () => {
        closed++;
      },
    });
    const found = await measureCores(4, new AbortController().signal, make, () => time);
    expect(found.map(({ workers }) => workers)).toEqual([1, 2, 4]);
    for (const { workers, speedUp } of found) expect(speedUp).toBeCloseTo(Math.min(real, workers), 10);
    expect(closed).toBe(4);
  });
});
