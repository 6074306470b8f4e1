import { useSignal, useSignalEffect } from '@preact/signals';
import { measureCores, type SpeedUp } from '../../bench/machine';
import { clockStep } from '../../platform/clock';
import { count, whole } from '../format';
import * as store from '../store';

interface Brands {
  readonly brands?: readonly { readonly brand: string; readonly version: string }[];
}

/** The browser's short names where it gives them; made-up ones, meant to keep readers tolerant, are left out. */
function browserName(): string {
  const { userAgent } = window.navigator;
  const { brands = [] } = (window.navigator as unknown as { readonly userAgentData?: Brands }).userAgentData ?? {};
  const real = brands.filter(({ brand }) => !/not.?a.?brand/i.test(brand));
  const short = real.map(({ brand, version }) => `${brand} ${version}`).join(', ');
  return short === '' ? userAgent : `${short} (${userAgent})`;
}

function yes(value: boolean): string {
  return value ? 'yes' : 'no';
}

function measured(speedUps: readonly SpeedUp[] | null): string {
  if (!speedUps) return 'not yet';
  return speedUps.map(({ workers, speedUp }) => `${count(workers, 'worker')} ${speedUp.toFixed(2)}x`).join(', ');
}

function clockWords(step: number | null): string {
  if (step === null) return 'not yet';
  return Number.isFinite(step) ? `${step.toPrecision(2)} ms` : 'coarser than 20 ms';
}

/** What this browser claims and has, and how many processors really work at once. */
export function MachineCard() {
  const speedUps = useSignal<readonly SpeedUp[] | null>(null);
  const problem = useSignal<string | null>(null);
  const measuring = useSignal<AbortController | null>(null);
  const step = useSignal<number | null>(null);
  const { crossOriginIsolated, sharedArrayBuffer, simd, threads, hardwareConcurrency } = store.features;
  const measure = async (): Promise<void> => {
    const mine = new AbortController();
    measuring.value = mine;
    problem.value = null;
    try {
      step.value = clockStep();
      speedUps.value = await measureCores(hardwareConcurrency, mine.signal);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      problem.value = mine.signal.aborted ? 'stopped, as something else is being measured' : message;
    } finally {
      measuring.value = null;
    }
  };
  // One thing is measured at a time.
  useSignalEffect(() => {
    if (store.busy.value) measuring.peek()?.abort();
  });
  const facts: readonly (readonly [string, string])[] = [
    ['Logical processors claimed', whole(hardwareConcurrency)],
    ['Speed-up measured', measured(speedUps.value)],
    ['Cross-origin isolated', yes(crossOriginIsolated)],
    ['SharedArrayBuffer', yes(sharedArrayBuffer)],
    ['WebAssembly SIMD', yes(simd)],
    ['WebAssembly threads', yes(threads)],
    ['Step of the clock measured', clockWords(step.value)],
    ['Browser', browserName()],
  ];
  return (
    <div class="machine">
      <h3>This machine</h3>
      <dl class="facts small">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div class="history-bar">
        <button
          type="button"
          class="button"
          disabled={store.busy.value || measuring.value !== null}
          onClick={() => void measure()}
        >
          Measure the cores (about 1 s)
        </button>
        <p role="status" class="small">
          {measuring.value ? 'measuring' : (problem.value ?? '')}
        </p>
      </div>
      <p class="small quiet">
        The speed-up is the work done a second by that many workers at once over that of one; other work on the machine
        lowers it.
      </p>
    </div>
  );
}
