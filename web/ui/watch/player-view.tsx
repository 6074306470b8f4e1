import { useEffect } from 'preact/hooks';
import { ClusterCanvas } from '../cluster-canvas';
import { whole } from '../format';
import { edges, view } from '../viewport';
import { Controls } from './controls';
import { Convergence } from './convergence';
import {
  agreementWords,
  atEnd,
  goTo,
  halfSteps,
  moment,
  momentWords,
  playing,
  playOrPause,
  position,
  speed,
  thinnedWords,
  type Watched,
} from './player';
import { Steps } from './steps';

/** One step at a time, as often a second as asked. Nothing moves between steps, whatever motion a visitor wants. */
function usePlaying(): void {
  const on = playing.value;
  const rate = speed.value;
  useEffect(() => {
    if (!on) return undefined;
    const timer = setInterval(() => {
      goTo(position.value + 1);
      if (atEnd()) playing.value = false;
    }, 1000 / rate);
    return () => {
      clearInterval(timer);
    };
  }, [on, rate]);
}

/** Keys of the whole player; fields of its own keep theirs. */
function onKeyDown(event: KeyboardEvent, last: number): void {
  if (event.altKey || event.ctrlKey || event.metaKey || !(event.target instanceof HTMLElement)) return;
  const { tagName } = event.target;
  if (tagName === 'SELECT' || (event.key === ' ' && ['BUTTON', 'SUMMARY'].includes(tagName))) return;
  if (event.key === ' ' && event.target.matches('input[type="checkbox"]')) return;
  const moves: Readonly<Record<string, number>> = {
    ArrowLeft: position.value - 1,
    ArrowRight: position.value + 1,
    Home: 0,
    End: last,
  };
  const to = moves[event.key];
  if (event.key === ' ') playOrPause();
  else if (to !== undefined) {
    playing.value = false;
    goTo(to);
  } else return;
  event.preventDefault();
}

/** The recorded fit: plot, chart, controls, and how the second lane compared. */
export function PlayerView({ watched }: { readonly watched: Watched }) {
  usePlaying();
  const now = moment.value;
  if (!now) return null;
  const { dataset, agreement, history, lanes } = watched;
  const words = momentWords(now, watched);
  const thinned = thinnedWords(watched);
  return (
    <div
      class="watch"
      role="group"
      tabIndex={0}
      aria-label="Player: left and right step, Home and End go to the ends, Space plays and pauses"
      onKeyDown={(event) => {
        onKeyDown(event, halfSteps(history) - 1);
      }}
    >
      <div class="watch-pictures">
        <div class="plot">
          <ClusterCanvas
            dataset={dataset}
            axes={now.axes}
            labels={now.labels}
            centroids={now.frame.centroids}
            view={view.value}
            edges={edges.value}
            marked={now.half === 'assignment' ? now.frame.differing : null}
            description={`${whole(dataset.n)} points of ${dataset.name}, ${words}. The table below holds the numbers.`}
          />
        </div>
        <Convergence watched={watched} moment={now} />
      </div>
      <Controls watched={watched} moment={now} />
      {agreement && <p class="watch-agreement">{agreementWords(agreement, dataset.n, lanes)}</p>}
      {thinned && <p class="small quiet">{thinned}</p>}
      <Steps watched={watched} />
    </div>
  );
}
