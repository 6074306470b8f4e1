import { useLayoutEffect, useRef } from 'preact/hooks';
import { drawClusters, type ClusterPicture } from '../charts/clusters';
import { useDeviceSize } from './use-size';

interface ClusterCanvasProps extends ClusterPicture {
  /** What the picture shows, for those who cannot see it. */
  readonly description: string;
}

/** One plot of the points in their clusters, redrawn when its size or its contents change. */
export function ClusterCanvas({ dataset, axes, labels, centroids, description }: ClusterCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height, ratio } = useDeviceSize(canvas);
  useLayoutEffect(() => {
    if (!canvas.current || width === 0) return;
    canvas.current.width = width;
    canvas.current.height = height;
    drawClusters(canvas.current, { dataset, axes, labels, centroids }, ratio);
  }, [dataset, axes, labels, centroids, width, height, ratio]);
  return <canvas ref={canvas} class="cluster-canvas" role="img" aria-label={description} />;
}
