import { cancelExperiment } from './experiments/state';
import { cancel, run } from './race-actions';
import * as store from './store';

/** Escape cancels from anywhere; Enter and Space run when no control has the focus. */
export function installKeyboard(): void {
  window.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && store.busy.value) {
      event.preventDefault();
      cancel();
      cancelExperiment();
    } else if ((event.key === 'Enter' || event.key === ' ') && event.target === document.body && !event.repeat) {
      event.preventDefault();
      void run();
    }
  });
}
