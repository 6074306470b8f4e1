/** The parts of Chart.js this page uses, registered once, with the look of its plots. */

import {
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  ScatterController,
  Tooltip,
  type ScaleOptionsByType,
} from 'chart.js';
import { PLOT_INK, PLOT_LINE, PLOT_QUIET } from './palette';

Chart.register(LinearScale, LineController, LineElement, PointElement, ScatterController, Tooltip);
Chart.defaults.animation = false;
Chart.defaults.responsive = true;
Chart.defaults.maintainAspectRatio = false;
Chart.defaults.color = PLOT_QUIET;
Chart.defaults.borderColor = PLOT_LINE;
Chart.defaults.font.family = 'system-ui, sans-serif';
Chart.defaults.font.size = 13;

/** The title of an axis, in the plot's ink. */
export function axisTitle(text: string): ScaleOptionsByType<'linear'>['title'] {
  return { display: true, text, color: PLOT_INK, align: 'center', padding: 4, font: { size: 13 } };
}

export { Chart };
