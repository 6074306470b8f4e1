/** One large fit beside a pile of small ones: what each is timed against. */

import { median } from 'simple-statistics';
import { compare, type PairedComparison } from './verdict';

/** Samples of one task in one lane, milliseconds, in the order of the rounds. */
export interface TaskSamples {
  readonly lane: string;
  /** 'single': one fit. Otherwise the whole sweep, its fits one after the other or side by side. */
  readonly task: 'single' | 'within' | 'across';
  readonly samplesMs: readonly number[];
}

/** A task with its time beside that of the same work in the baseline lane. */
export interface TaskTimes extends TaskSamples {
  readonly medianMs: number;
  /** Time of the baseline over time of this: above 1 this is faster. Null for the baseline, and where it has none. */
  readonly against: PairedComparison | null;
}

/** What all threads bring to the same code on one thread: times of one thread over times of all. */
export interface ThreadGains {
  readonly single: PairedComparison;
  readonly within: PairedComparison;
  readonly across: PairedComparison;
}

function find(tasks: readonly TaskSamples[], lane: string, task: TaskSamples['task']): TaskSamples | null {
  return tasks.find((each) => each.lane === lane && each.task === task && each.samplesMs.length > 0) ?? null;
}

/**
 * Times of every task with samples. A single fit is compared with the baseline's single fit, a sweep however spread
 * with the baseline's sweep. Samples are paired by round.
 *
 * @throws KMeansError when samples do not pair up or are not positive
 */
export function taskTimes(tasks: readonly TaskSamples[], baseline: string): TaskTimes[] {
  return tasks
    .filter(({ samplesMs }) => samplesMs.length > 0)
    .map((task): TaskTimes => {
      const base = find(tasks, baseline, task.task === 'single' ? 'single' : 'within');
      const against = base && task.lane !== baseline ? compare(base.samplesMs, task.samplesMs) : null;
      return { ...task, medianMs: median([...task.samplesMs]), against };
    });
}

/** What threads bring to a single fit and to the sweep; null unless both lanes were timed. */
export function threadGains(tasks: readonly TaskSamples[], one: string, all: string): ThreadGains | null {
  const pair = (alone: TaskSamples['task'], together: TaskSamples['task']): PairedComparison | null => {
    const [a, b] = [find(tasks, one, alone), find(tasks, all, together)];
    return a && b && compare(a.samplesMs, b.samplesMs);
  };
  const [single, within, across] = [pair('single', 'single'), pair('within', 'within'), pair('within', 'across')];
  return single && within && across && { single, within, across };
}
