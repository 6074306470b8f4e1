import { useEffect, useRef } from 'preact/hooks';
import { drawClusters } from '../charts/clusters';
import { generate } from '../datasets/registry';
import type { DistributionId } from '../shared/distributions';

/** Few enough to make eight of them in a few milliseconds, enough to see the shape. */
const POINTS = 400;
const PIXELS = 128;

/** A distribution in small: real generated points, coloured by what made them. */
export function Thumbnail({ distribution }: { distribution: DistributionId }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (!canvas.current) return;
    const dataset = generate({ distribution, n: POINTS, d: 2, k: 5, seed: 7 });
    drawClusters(canvas.current, { dataset, axes: { x: 0, y: 1 }, labels: dataset.truth, centroids: null }, 1.25);
  }, [distribution]);
  return <canvas ref={canvas} width={PIXELS} height={PIXELS} aria-hidden="true" />;
}
