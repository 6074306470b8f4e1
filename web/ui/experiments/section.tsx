import type { ComponentChildren } from 'preact';
import * as store from '../store';
import { cancelExperiment, type ExperimentState } from './state';

interface SectionProps<R> {
  readonly state: ExperimentState<R>;
  readonly title: string;
  /** One sentence: what this measures. */
  readonly lead: ComponentChildren;
  /** What the button says before the estimate. */
  readonly action: string;
  /** About how long it takes, for people: "about 20 s". */
  readonly estimate: string;
  /** Choices of its own, above the button. */
  readonly controls?: ComponentChildren;
  /** What is shown of a result; also of a partial one. */
  readonly children: (result: R) => ComponentChildren;
}

/** One experiment on the page: what it is, its button with the time it takes, its progress, its result. */
export function ExperimentSection<R>({ state, title, lead, action, estimate, controls, children }: SectionProps<R>) {
  const mine = store.experimenting.value === state.id;
  const { text, done, total } = state.progress.value ?? { text: '', done: 0, total: 1 };
  const result = state.result.value;
  return (
    <section class="section experiment" id={`experiment-${state.id}`} aria-labelledby={`experiment-${state.id}-title`}>
      <h2 id={`experiment-${state.id}-title`}>{title}</h2>
      <p class="quiet">{lead}</p>
      {controls}
      <div class="experiment-bar">
        <button
          type="button"
          class="button"
          disabled={store.busy.value && !mine}
          onClick={() => {
            if (mine) cancelExperiment();
            else void state.run();
          }}
        >
          {mine ? 'Cancel' : `${action} (${estimate})`}
        </button>
        <progress aria-label={`Progress: ${title}`} max={total ?? 1} value={total === null ? 0 : done} hidden={!mine} />
        <p role="status" class="small">
          {mine ? text : (state.problem.value ?? '')}
        </p>
      </div>
      {result !== null && children(result)}
    </section>
  );
}
