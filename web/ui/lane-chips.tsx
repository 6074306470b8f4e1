import { LANE_IDS, LANES } from '../shared/lanes';
import { toggleLane } from './actions';
import * as store from './store';

/** Who races: one chip a lane, in the colour of its language; those that cannot run here say why. */
export function LaneChips() {
  const { engines } = store.params.value;
  const unavailable = LANE_IDS.flatMap((id) => {
    const lane = store.availability[id];
    return lane.available ? [] : [{ title: LANES[id].title, reason: lane.reason }];
  });
  return (
    <fieldset class="group">
      <legend>Lanes</legend>
      <div class="chips">
        {LANE_IDS.map((id) => {
          const { title, what, language } = LANES[id];
          const off = !store.availability[id].available;
          return (
            <label key={id} class="chip" data-language={language} data-off={off} title={what}>
              <input
                type="checkbox"
                checked={!off && engines.includes(id)}
                disabled={off || store.busy.value}
                onChange={() => {
                  toggleLane(id, LANE_IDS);
                }}
              />
              {title}
              {off && ' (unavailable)'}
            </label>
          );
        })}
      </div>
      {unavailable.map(({ title, reason }) => (
        <p key={title} class="small quiet">
          {title}: {reason}.
        </p>
      ))}
    </fieldset>
  );
}
