import { useSignal } from '@preact/signals';
import { MOST_DIFFERING } from '../../bench/record';
import { figure, whole } from '../format';
import type { Watched } from './player';

/** Rows shown of a long fit: the first ones and the last ones, where the inertia falls and where it settles. */
const MOST_ROWS = 200;

function differingWords(rows: Uint32Array | null): string {
  if (!rows) return '-';
  return rows.length < MOST_DIFFERING ? whole(rows.length) : `${whole(rows.length)} or more`;
}

/** The numbers of every assignment as a table, made when it is opened. */
export function Steps({ watched: { history, agreement, k } }: { readonly watched: Watched }) {
  const open = useSignal(false);
  const { frames } = history;
  const half = MOST_ROWS / 2;
  const rows = frames.length > MOST_ROWS ? [...frames.slice(0, half), ...frames.slice(-half)] : frames;
  const cut = frames.length - rows.length;
  return (
    <details
      onToggle={(event) => {
        open.value = event.currentTarget.open;
      }}
    >
      <summary>Every iteration in numbers</summary>
      {open.value && (
        <div class="table-scroll watch-steps" tabIndex={0} role="region" aria-label="Every iteration in numbers">
          <table>
            <caption>
              {`${whole(k)} clusters; moved is the root of the summed squares of all centroid moves`}
              {cut > 0 && `; ${whole(cut)} rows in the middle are left out`}
            </caption>
            <thead>
              <tr>
                <th scope="col">iteration</th>
                <th scope="col">inertia</th>
                <th scope="col">moved</th>
                <th scope="col">points changed</th>
                <th scope="col">empty clusters</th>
                {agreement && <th scope="col">rows that differ</th>}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ iteration, stats, differing }) => (
                <tr key={iteration}>
                  <th scope="row">{whole(iteration)}</th>
                  <td>{figure(stats.inertia)}</td>
                  <td>{figure(Math.sqrt(stats.shift))}</td>
                  <td>{whole(stats.changed)}</td>
                  <td>{whole(stats.empties)}</td>
                  {agreement && <td>{differingWords(differing)}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}
