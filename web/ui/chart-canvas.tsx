import type { ChartConfiguration, ChartType } from 'chart.js';
import { useEffect, useRef } from 'preact/hooks';
import { Chart } from '../charts/chart';

interface ChartCanvasProps {
  readonly configuration: ChartConfiguration<ChartType, unknown>;
  /** CSS pixels. */
  readonly height: number;
  /** What the chart shows, and where the same numbers stand as text. */
  readonly description: string;
}

/** A Chart.js chart with its place reserved; made anew when its configuration changes. */
export function ChartCanvas({ configuration, height, description }: ChartCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (!canvas.current) return undefined;
    const chart = new Chart(canvas.current, configuration as ChartConfiguration);
    return () => {
      chart.destroy();
    };
  }, [configuration]);
  return (
    <div class="chart-box" style={{ height: `${height}px` }}>
      <canvas ref={canvas} role="img" aria-label={description} />
    </div>
  );
}
