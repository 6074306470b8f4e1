import { LANES } from '../shared/lanes';
import type { ColdParts, PhasesMs } from '../shared/result';
import { ms } from './format';
import * as store from './store';

const PHASES: readonly { key: keyof PhasesMs; label: string }[] = [
  { key: 'load', label: 'load' },
  { key: 'copyIn', label: 'copy in' },
  { key: 'init', label: 'seeding' },
  { key: 'assign', label: 'assignment' },
  { key: 'update', label: 'update' },
  { key: 'copyOut', label: 'copy out' },
];

/** What loading is made of. */
const COLD: readonly { key: keyof ColdParts; label: string }[] = [
  { key: 'fetchMs', label: 'fetch' },
  { key: 'compileMs', label: 'compile' },
  { key: 'instantiateMs', label: 'instantiate' },
];

/** The steps of every call; loading happens once. */
const CALL = PHASES.filter(({ key }) => key !== 'load');

function total(phases: PhasesMs): number {
  return CALL.reduce((sum, { key }) => sum + phases[key], 0);
}

/** Where the time of one whole call went: a stacked bar and its numbers for each lane. */
export function SplitSection() {
  const rows = store.lanes.value.flatMap(({ title, contestant, result }) =>
    result ? [{ title, contract: LANES[contestant.id].contract, phases: result.phasesMs, cold: result.cold }] : [],
  );
  const longest = Math.max(...rows.map(({ phases }) => total(phases)));
  return (
    <section class="section">
      <h2>Where the time goes</h2>
      <p class="quiet">One whole call, step by step. Loading happens once a visit, so it stands in the table only.</p>
      <p class="legend" aria-hidden="true">
        {CALL.map(({ key, label }) => (
          <span key={key} style={{ '--swatch': `var(--phase-${key})` }}>
            {label}
          </span>
        ))}
      </p>
      {rows.map(({ title, phases }, index) => (
        <div key={index} class="split-row" aria-hidden="true">
          <p class="small">
            <span>{title}</span> <span>{ms(total(phases))} ms</span>
          </p>
          <div class="split-bar">
            {CALL.map(({ key }) => (
              <div
                key={key}
                style={{ width: `${(phases[key] / longest) * 100}%`, background: `var(--phase-${key})` }}
              />
            ))}
          </div>
        </div>
      ))}
      <div class="table-scroll" tabIndex={0} role="region" aria-label="Time of each step">
        <table>
          <caption>ms of one call</caption>
          <thead>
            <tr>
              <th scope="col">lane</th>
              {[...COLD, ...PHASES].map(({ key, label }) => (
                <th key={key} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ title, phases, cold }, index) => (
              <tr key={index}>
                <th scope="row">{title}</th>
                {COLD.map(({ key }) => (
                  <td key={key}>{cold?.[key] ? ms(cold[key]) : '-'}</td>
                ))}
                {PHASES.map(({ key }) => (
                  <td key={key}>{ms(phases[key])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="small quiet">
        Loading holds fetch, compile and instantiate, with the threads started, and the scripts that do it; a JavaScript
        lane is fetched and compiled in one step.
        {rows.some(({ contract }) => !contract) &&
          ' A library has no steps to time: its whole fit stands under assignment, after the seeding it is given.'}
      </p>
    </section>
  );
}
