import * as store from './store';
import { badgeWords } from './badges';

/** What to know before believing the numbers: lanes that could not run or failed, and doubts about the timing. */
export function NotesSection() {
  const failures = store.lanes.value.flatMap(({ title, failure }) =>
    failure === null ? [] : [{ badge: 'lane failed', sentence: `${title}: ${failure}` }],
  );
  const missing = store.missingLanes.value.map(({ title, reason }) => ({
    badge: 'not available',
    sentence: `${title}: ${reason}.`,
  }));
  const badges = badgeWords(store.finished.value?.outcome.badges ?? []);
  const notes = [...missing, ...failures, ...badges];
  if (notes.length === 0) return null;
  return (
    <section class="section">
      <h2>Worth knowing</h2>
      <ul class="notes">
        {notes.map(({ badge, sentence }) => (
          <li key={sentence}>
            <span class="badge">{badge}</span> {sentence}
          </li>
        ))}
      </ul>
    </section>
  );
}
