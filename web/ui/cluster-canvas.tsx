import { useLayoutEffect, useRef } from 'preact/hooks';
import { drawClusters, type ClusterPicture } from '../charts/clusters';
import { useDeviceSize } from './use-size';

interface ClusterCanvasProps extends ClusterPicture {
  /** What the picture shows, for those who cannot see it. */
  readonly description: string;
}

/** One plot of the points in their clusters, redrawn when its size or its contents change. */
export function ClusterCanvas({ description, ...picture }: ClusterCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height, ratio } = useDeviceSize(canvas);
  const { dataset, axes, labels, centroids, view, edges, marked } = picture;
  useLayoutEffect(() => {
    if (!canvas.current || width === 0) return;
    // Setting the size clears the canvas, even to the same.
    if (canvas.current.width !== width) canvas.current.width = width;
    if (canvas.current.height !== height) canvas.current.height = height;
    drawClusters(canvas.current, picture, ratio);
  }, [dataset, axes, labels, centroids, view, edges, marked, width, height, ratio]);
  return <canvas ref={canvas} class="cluster-canvas" role="img" aria-label={description} />;
}
