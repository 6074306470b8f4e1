/** Races as Markdown, to paste where people talk about them. Pure. */

import { markdownTable, markdownText } from '../shared/markdown';
import type { Environment } from '../shared/result';
import type { HistoryEntry, RaceEntry } from '../shared/result-schema';
import { ms, whole } from './format';
import { laneTitle } from './history-compare';
import { comparisonWords } from './words';

function machine(environment: Environment): string {
  const { userAgent, hardwareConcurrency, crossOriginIsolated, simd, timerResolutionMs } = environment;
  const facts = [
    `${whole(hardwareConcurrency)} logical processors claimed`,
    crossOriginIsolated ? 'cross-origin isolated' : 'not cross-origin isolated',
    simd ? 'SIMD' : 'no SIMD',
    `clock step ${timerResolutionMs.toPrecision(2)} ms`,
  ];
  return `Machine: ${markdownText(userAgent)}; ${facts.join(', ')}.`;
}

function race({ result }: RaceEntry): string[] {
  const lanes = result.engines.map((engine) => [
    laneTitle(engine.id),
    String(engine.threads),
    ms(engine.medianMs),
    ms(engine.madMs),
    String(engine.samplesMs.length),
    ms(engine.coldMs),
  ]);
  const pairs = result.comparisons.map(comparisonWords);
  return [
    `Same answer in every lane: ${result.sameAnswer ? 'yes, bit for bit' : 'no'}.`,
    markdownTable(['lane', 'threads', 'median ms', 'MAD ms', 'samples', 'cold ms'], lanes),
    ...(pairs.length > 0
      ? [
          markdownTable(
            ['pair', 'time ratio', '95 % interval', 'verdict'],
            pairs.map(({ pair, ratio, interval, verdict }) => [pair, ratio, interval, verdict]),
          ),
        ]
      : []),
    ...(result.badges.length > 0 ? [`Worth knowing: ${result.badges.map(markdownText).join('; ')}.`] : []),
    machine(result.environment),
  ];
}

/** Entries as Markdown: for a race the verdict, the numbers of each lane, each pair, and the machine. */
export function historyMarkdown(entries: readonly HistoryEntry[]): string {
  const parts = entries.flatMap((entry) => [
    `### ${markdownText(entry.points)} (${markdownText(entry.at)})`,
    markdownText(entry.sentence),
    ...(entry.kind === 'race' ? race(entry) : [`Experiment: ${markdownText(entry.experiment)}.`]),
  ]);
  return `${parts.join('\n\n')}\n`;
}
