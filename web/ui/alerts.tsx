import { dismissAll } from './actions';
import * as store from './store';

/** What went wrong, one sentence each. The region is always there, so that screen readers hear it change. */
export function Alerts() {
  const errors = [...store.addressProblems.value, ...store.errors.value];
  return (
    <div class="alerts" hidden={errors.length === 0}>
      <div id="errors" role="alert">
        <ul>
          {errors.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </div>
      <button type="button" class="button" onClick={dismissAll}>
        Close
      </button>
    </div>
  );
}
