import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';

/** The section "Watch it think", in a file of its own that is asked for when the rest of the page stands. */
export function Watch() {
  const loaded = useSignal<ComponentType | null>(null);
  useEffect(() => {
    void import('./section').then(({ WatchSection }) => {
      loaded.value = WatchSection;
    });
  }, [loaded]);
  const Content = loaded.value;
  return Content && <Content />;
}
