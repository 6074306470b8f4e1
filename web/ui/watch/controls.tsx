import { useId } from 'preact/hooks';
import { EdgesToggle } from '../stage-tools';
import {
  atEnd,
  goTo,
  halfSteps,
  momentWords,
  playing,
  playOrPause,
  position,
  speed,
  SPEEDS,
  type Moment,
} from './player';
import type { Watched } from './player';

interface ControlsProps {
  readonly watched: Watched;
  readonly moment: Moment;
}

/** First, back, play, forward, last; the scrubber; how fast. */
export function Controls({ watched, moment }: ControlsProps) {
  const id = useId();
  const last = halfSteps(watched.history) - 1;
  const at = position.value;
  const words = momentWords(moment, watched);
  const step = (to: number) => () => {
    playing.value = false;
    goTo(to);
  };
  return (
    <div class="watch-controls">
      <p class="watch-words">{words}</p>
      <input
        type="range"
        aria-label="Half-step on show"
        aria-valuetext={words}
        min={0}
        max={last}
        step={1}
        value={at}
        onInput={(event) => {
          step(Number(event.currentTarget.value))();
        }}
      />
      <div class="watch-buttons">
        <button type="button" class="button" disabled={at === 0} onClick={step(0)}>
          First
        </button>
        <button type="button" class="button" disabled={at === 0} onClick={step(at - 1)}>
          Back
        </button>
        <button type="button" class="button watch-play" onClick={playOrPause}>
          {playing.value ? 'Pause' : 'Play'}
        </button>
        <button type="button" class="button" disabled={atEnd()} onClick={step(at + 1)}>
          Forward
        </button>
        <button type="button" class="button" disabled={atEnd()} onClick={step(last)}>
          Last
        </button>
        <span class="watch-speed">
          <label for={`${id}-speed`}>Half-steps a second </label>
          <select
            id={`${id}-speed`}
            onChange={(event) => {
              speed.value = Number(event.currentTarget.value);
            }}
          >
            {SPEEDS.map((each) => (
              <option key={each} value={each} selected={each === speed.value}>
                {each}
              </option>
            ))}
          </select>
        </span>
        {watched.dataset.d === 2 && <EdgesToggle />}
      </div>
    </div>
  );
}
