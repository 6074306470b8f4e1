import { useEffect, useState } from 'preact/hooks';
import type { RefObject } from 'preact';

/** Size of an element's box in device pixels, with the device pixels a CSS pixel. Zero before the first layout. */
export interface DeviceSize {
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
}

/** Above two device pixels a CSS pixel nobody sees the difference, and a redraw costs twice. */
const MOST_RATIO = 2;

/** Follows the size of an element. */
export function useDeviceSize(element: RefObject<HTMLElement | null>): DeviceSize {
  const [size, setSize] = useState<DeviceSize>({ width: 0, height: 0, ratio: 1 });
  useEffect(() => {
    const observed = element.current;
    if (!observed) return undefined;
    const observer = new ResizeObserver(() => {
      const ratio = Math.min(window.devicePixelRatio, MOST_RATIO);
      const box = observed.getBoundingClientRect();
      setSize({ width: Math.round(box.width * ratio), height: Math.round(box.height * ratio), ratio });
    });
    observer.observe(observed);
    return () => {
      observer.disconnect();
    };
  }, [element]);
  return size;
}
