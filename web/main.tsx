/** Composition root of the page. */

import { render } from 'preact';
import { generatePoints, pointsArrived } from './ui/actions';
import { readAddress, followSettings } from './ui/address';
import { announce } from './ui/announce';
import { exposeApi } from './ui/api';
import { App } from './ui/app';
import { installKeyboard } from './ui/keyboard';
import { keepLanesReady, run } from './ui/race-actions';
import * as store from './ui/store';
import { installTrustedTypes } from './ui/trusted-types';

async function open(): Promise<void> {
  installTrustedTypes();
  readAddress();
  followSettings();
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
  if (store.params.value.run) await run();
}

void open();
