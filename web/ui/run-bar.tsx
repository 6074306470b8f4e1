import { cancel, run } from './race-actions';
import * as store from './store';

/** The one large button, the progress line and the status text. */
export function RunBar() {
  const running = store.running.value;
  const { text, done, total } = store.progress.value;
  const again = store.finished.value !== null;
  return (
    <div class="run-bar">
      <button
        id="run"
        type="button"
        class="run-button"
        data-running={running}
        disabled={store.experimenting.value !== null}
        onClick={() => {
          if (running) cancel();
          else void run();
        }}
      >
        {running ? 'Cancel' : again ? 'Run again' : 'Run the race'}
      </button>
      <progress aria-label="Progress of the race" max={total ?? 1} value={total === null ? 0 : done} />
      <p id="status" role="status" class="small">
        {text}
      </p>
    </div>
  );
}
