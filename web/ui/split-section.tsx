import type { PhasesMs } from '../shared/result';
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

/** The steps of every call; loading happens once. */
const CALL = PHASES.filter(({ key }) => key !== 'load');

function total(phases: PhasesMs): number {
  return CALL.reduce((sum, { key }) => sum + phases[key], 0);
}

/** Where the time of one whole call went: a stacked bar and its numbers for each lane. */
export function SplitSection() {
  const rows = store.lanes.value.flatMap(({ title, result }) => (result ? [{ title, phases: result.phasesMs }] : []));
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
              {PHASES.map(({ key, label }) => (
                <th key={key} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ title, phases }, index) => (
              <tr key={index}>
                <th scope="row">{title}</th>
                {PHASES.map(({ key }) => (
                  <td key={key}>{ms(phases[key])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
