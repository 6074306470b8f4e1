import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';

/** A component in a file of its own, which is asked for when the rest of the page stands. */
function later(load: () => Promise<ComponentType>): ComponentType {
  return function Later() {
    const loaded = useSignal<ComponentType | null>(null);
    useEffect(() => {
      void load().then((component) => {
        loaded.value = component;
      });
    }, [loaded]);
    const Content = loaded.value;
    return Content && <Content />;
  };
}

/** What a race leaves: charts, and so most of the page's code. */
export const LaterResults = later(async () => (await import('./results')).Results);

/** Everything below. */
export const LaterExperiments = later(async () => (await import('./experiments')).Experiments);
