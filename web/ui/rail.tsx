import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Distributions } from './distributions';
import { LaneChips } from './lane-chips';
import { More } from './more';
import { OwnData } from './own-data';
import { Sizes } from './sizes';
import * as store from './store';

/** Same width as in `layout.css`: from here on there is room for a rail. */
const WIDE = '(min-width: 62rem)';

/** All controls: a rail beside the stage, folded into one line where there is no room for one. */
export function Rail() {
  const open = useSignal(window.matchMedia(WIDE).matches);
  useEffect(() => {
    const query = window.matchMedia(WIDE);
    const follow = (): void => {
      open.value = query.matches;
    };
    query.addEventListener('change', follow);
    return () => {
      query.removeEventListener('change', follow);
    };
  }, [open]);
  useSignalEffect(() => {
    // While a race runs on a phone, the bars are what matters.
    if (store.running.value && !window.matchMedia(WIDE).matches) open.value = false;
  });
  return (
    <details
      class="rail"
      open={open.value}
      onToggle={(event) => {
        open.value = event.currentTarget.open;
      }}
    >
      <summary>Points, lanes and settings</summary>
      <div class="rail-body">
        <Distributions />
        <Sizes />
        <LaneChips />
        <More />
        <OwnData />
      </div>
    </details>
  );
}
