import { useId } from 'preact/hooks';
import { planeOf } from '../charts/projection';
import * as store from './store';

function shareWords(): string {
  const data = store.dataset.value;
  const share = data && planeOf(data, store.axes.value).share;
  return share === null ? '' : `They show ${(100 * share).toFixed(0)} % of the variance.`;
}

/** Which plane the plots show, where there are more than two features: principal components, or two of the features. */
export function AxisSelects() {
  const id = useId();
  const data = store.dataset.value;
  if (!data || data.d <= 2) return null;
  const { components = false } = store.axes.value;
  return (
    <div class="axes">
      <span>
        <label for={`${id}-plane`}>Show </label>
        <select
          id={`${id}-plane`}
          onChange={(event) => {
            store.axes.value = { ...store.axes.value, components: event.currentTarget.value === 'components' };
          }}
        >
          <option value="components" selected={components}>
            principal components
          </option>
          <option value="features" selected={!components}>
            two features
          </option>
        </select>
      </span>
      {components ? (
        <span class="small quiet">{shareWords()}</span>
      ) : (
        (['x', 'y'] as const).map((axis) => (
          <span key={axis}>
            <label for={`${id}-${axis}`}>{axis === 'x' ? 'Across ' : 'Up '}</label>
            <select
              id={`${id}-${axis}`}
              onChange={(event) => {
                store.axes.value = { ...store.axes.value, [axis]: Number(event.currentTarget.value) };
              }}
            >
              {data.columns.map((name, index) => (
                <option key={index} value={index} selected={index === store.axes.value[axis]}>
                  {name}
                </option>
              ))}
            </select>
          </span>
        ))
      )}
    </div>
  );
}
