/** Composition root of the page. */

// First: threads take longest to start, so they start before the rest of the page is run.
import { laneAhead } from './workers/ahead';
import { render } from 'preact';
import { adopt } from './bench/race';
import { generatePoints, pointsArrived } from './ui/actions';
import { readAddress, followSettings } from './ui/address';
import { announce } from './ui/announce';
import { exposeApi } from './ui/api';
import { App } from './ui/app';
import { installKeyboard } from './ui/keyboard';
import { keepLanesReady, run } from './ui/race-actions';
import * as store from './ui/store';

async function open(): Promise<void> {
  readAddress();
  followSettings();
  if (laneAhead) adopt(laneAhead);
  keepLanesReady();
  exposeApi();
  installKeyboard();
  const root = document.getElementById('app');
  if (!root) throw new Error('index.html has no #app');
  render(<App />, root);
  void generatePoints();
  await pointsArrived();
  if (store.status.value === 'loading') store.status.value = 'ready';
  announce('kmeans-race-ready');
  const { run: start, experiment } = store.params.value;
  if (start) await (experiment === 'race' ? run() : window.kmeansRace.experiment(experiment));
}

void open();
