import { useId } from 'preact/hooks';
import * as store from './store';

/** Which two features the plots show, where there are more than two. */
export function AxisSelects() {
  const id = useId();
  const data = store.dataset.value;
  if (!data || data.d <= 2) return null;
  return (
    <div class="axes">
      {(['x', 'y'] as const).map((axis) => (
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
      ))}
    </div>
  );
}
