import { useSignal } from '@preact/signals';
import { openFile } from './actions';
import { StageTools } from './stage-tools';
import { StageView } from './stage-view';
import * as store from './store';

/** The two plots side by side; on a phone one of them, with a switch. Files can be dropped anywhere on it. */
export function Stage() {
  const dropping = useSignal(false);
  const shown = useSignal<0 | 1>(0);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    dropping.value = false;
    const file = event.dataTransfer?.files[0];
    if (file) void openFile(file);
  };
  return (
    <section
      class="stage"
      aria-label="The points and their clusters"
      data-drop={dropping.value}
      onDragOver={(event) => {
        event.preventDefault();
        dropping.value = true;
      }}
      onDragLeave={() => (dropping.value = false)}
      onDrop={drop}
    >
      <div class="stage-switch" role="group" aria-label="Plot on show">
        {([0, 1] as const).map((side) => {
          const lane = store.lanes.value[store.shownLanes.value[side] ?? -1];
          return (
            <button
              key={side}
              type="button"
              class="button"
              aria-pressed={shown.value === side}
              onClick={() => (shown.value = side)}
            >
              {lane?.language === 'js' ? 'JavaScript' : lane ? 'WebAssembly' : 'No lane'}
            </button>
          );
        })}
      </div>
      <div class="stage-pair">
        <StageView side={0} shown={shown.value === 0} />
        <StageView side={1} shown={shown.value === 1} />
      </div>
      <StageTools />
    </section>
  );
}
