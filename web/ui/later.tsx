import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';

/** What is below the fold, in a file of its own that is asked for when the rest stands. */
export function Later() {
  const loaded = useSignal<ComponentType | null>(null);
  useEffect(() => {
    void import('./experiments').then(({ Experiments }) => {
      loaded.value = Experiments;
    });
  }, [loaded]);
  const Content = loaded.value;
  return Content && <Content />;
}
