import * as store from '../store';
import { count } from '../format';
import { watched } from './player';
import { PlayerView } from './player-view';
import { cancelRecording, problem, recorded, startRecording } from './recorder';

function status(): string {
  if (recorded.value !== null) return `recording: ${count(recorded.value, 'iteration')}`;
  if (problem.value !== null) return problem.value;
  if (!watched.value) return '';
  const kept = `recorded on ${watched.value.lanes.join(', and again on ')}`;
  return watched.value.params === store.params.value ? kept : `${kept}; the settings have changed since`;
}

/** One fit, half-step by half-step. */
export function WatchSection() {
  const recording = recorded.value !== null;
  return (
    <section class="section" id="watch" aria-labelledby="watch-title">
      <h2 id="watch-title">Watch it think</h2>
      <p class="quiet">
        k-means in half-steps: every point joins its nearest centroid, then every centroid moves to the mean of its
        points, until no point changes sides. Two lanes compute it, and every step of both is compared.
      </p>
      <div class="watch-bar">
        <button
          type="button"
          class="button"
          disabled={store.busy.value}
          onClick={() => {
            if (recording) cancelRecording();
            else void startRecording();
          }}
        >
          {recording ? 'Cancel' : watched.value ? 'Record again' : 'Record a fit'}
        </button>
        <p role="status" class="small">
          {status()}
        </p>
      </div>
      {watched.value && <PlayerView watched={watched.value} />}
    </section>
  );
}
