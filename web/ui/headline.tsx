import * as store from './store';

/** The question, and after a race the answer in its place. */
export function Headline() {
  const { kind, sentence } = store.headlineNow.value;
  return (
    <header class="headline">
      <h1 id="verdict" data-kind={kind} aria-live="polite">
        {sentence}
      </h1>
    </header>
  );
}
