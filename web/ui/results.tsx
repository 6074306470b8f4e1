import { InertiaSection } from './inertia-section';
import { NotesSection } from './notes-section';
import { NumbersSection } from './numbers-section';
import { SplitSection } from './split-section';
import * as store from './store';
import { TimingsSection } from './timings-section';

/** Everything a finished race left, from the picture to the numbers. Empty before. */
export function Results() {
  return (
    <div class="results" aria-live="off">
      <NotesSection />
      {store.finished.value && (
        <>
          <TimingsSection />
          <SplitSection />
          <InertiaSection />
          <NumbersSection />
        </>
      )}
    </div>
  );
}
