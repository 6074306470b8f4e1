import type { RaceResult } from '../../shared/result';
import { ms, times } from '../format';
import { compareRaces, NOT_PAIRED } from '../history-compare';

interface SideBySideProps {
  readonly first: RaceResult;
  readonly second: RaceResult;
  /** What to call them. */
  readonly names: readonly [string, string];
}

/** Two races in one table, and what differs between them. */
export function SideBySide({ first, second, names: [firstName, secondName] }: SideBySideProps) {
  const { lanes, differences } = compareRaces(first, second);
  return (
    <div class="side-by-side">
      <p class="small">{NOT_PAIRED}</p>
      {differences.length > 0 ? (
        <ul class="differences small">
          {differences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      ) : (
        <p class="small">Machine, points and settings are the same in both.</p>
      )}
      <div class="table-scroll" tabIndex={0} role="region" aria-label="Two races side by side">
        <table>
          <caption>Median milliseconds a fit of each lane; the ratio is the first race over the second</caption>
          <thead>
            <tr>
              <th scope="col">lane</th>
              <th scope="col">{firstName}</th>
              <th scope="col">{secondName}</th>
              <th scope="col">ratio</th>
            </tr>
          </thead>
          <tbody>
            {lanes.map(({ title, aMs, bMs, ratio }) => (
              <tr key={title}>
                <th scope="row">{title}</th>
                <td>{ms(aMs)}</td>
                <td>{ms(bMs)}</td>
                <td>{Number.isFinite(ratio) ? times(ratio, 2) : '-'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
