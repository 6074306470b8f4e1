import { useLayoutEffect, useRef } from 'preact/hooks';
import { drawClusters, type ClusterPicture } from '../charts/clusters';
import { planeOf } from '../charts/projection';
import { WHOLE } from '../charts/view';
import { frameOf, heldView, type Frame } from './play/place';
import { useDeviceSize } from './use-size';

interface ClusterCanvasProps extends ClusterPicture {
  /** What the picture shows, for those who cannot see it. */
  readonly description: string;
  /** What `view` is a part of, where that is not all of the points: it holds still while they change. */
  readonly frame?: Frame | null;
}

/** One plot of the points in their clusters, redrawn when its size or its contents change. */
export function ClusterCanvas({ description, frame = null, ...picture }: ClusterCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height, ratio } = useDeviceSize(canvas);
  const { dataset, axes, labels, centroids, view, edges, marked } = picture;
  useLayoutEffect(() => {
    if (!canvas.current || width === 0) return;
    // Setting the size clears the canvas, even to the same.
    if (canvas.current.width !== width) canvas.current.width = width;
    if (canvas.current.height !== height) canvas.current.height = height;
    const held = frame && heldView(frameOf(planeOf(dataset, axes)), frame, width, height, view ?? WHOLE);
    drawClusters(canvas.current, held ? { ...picture, view: held } : picture, ratio);
  }, [dataset, axes, labels, centroids, view, frame, edges, marked, width, height, ratio]);
  return <canvas ref={canvas} class="cluster-canvas" role="img" aria-label={description} />;
}
