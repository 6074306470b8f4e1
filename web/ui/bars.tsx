import { median } from 'simple-statistics';
import { count, ms } from './format';
import * as store from './store';
import type { LaneState } from './store';

/** Each sample as a dot: zero-length strokes with round ends stay round however the drawing is stretched. */
function dotsPath(samples: readonly number[], longest: number): string {
  return samples.map((sample) => `M${((sample / longest) * 1000).toFixed(1)} 6h0`).join('');
}

function Bar({ lane, longest }: { lane: LaneState; longest: number }) {
  const middle = lane.samples.length > 0 ? median(lane.samples) : null;
  const width = middle === null || longest === 0 ? 0 : (middle / longest) * 100;
  const { threads } = lane.contestant;
  return (
    <li class="bar">
      <span class="bar-name">
        <span class="swatch" data-language={lane.language} />
        {lane.title}
        {threads > 1 && <span class="quiet small"> {count(threads, 'thread')}</span>}
        {lane.failure !== null && <span class="quiet small"> failed</span>}
      </span>
      <span class="bar-number">
        {middle === null ? '' : ms(middle)} <small>ms</small>
      </span>
      <div class="bar-track" aria-hidden="true">
        <div class="bar-rail">
          <div class="bar-fill" data-language={lane.language} style={{ width: `${width}%` }} />
        </div>
        <svg class="bar-dots" viewBox="0 0 1000 12" preserveAspectRatio="none">
          {longest > 0 && <path d={dotsPath(lane.samples, longest)} vector-effect="non-scaling-stroke" />}
        </svg>
      </div>
    </li>
  );
}

/** One bar a lane: the running median as a number and a length, every sample as a dot under it. */
export function Bars() {
  const lanes = store.lanes.value;
  const longest = lanes.reduce((most, lane) => Math.max(most, ...lane.samples), 0);
  const scope = store.params.value.scope === 'fit' ? 'one fit' : 'copy in, fit and copy out';
  return (
    <section class="bars" aria-labelledby="bars-title">
      <h2 id="bars-title">
        Time <span class="quiet small">median of {scope}, shorter is faster</span>
      </h2>
      <ul>
        {lanes.map((lane, index) => (
          <Bar key={index} {...{ lane, longest }} />
        ))}
      </ul>
      {lanes.length === 0 && <p class="quiet">No lane is chosen that this browser can run.</p>}
    </section>
  );
}
