import { Alerts } from './alerts';
import { Bars } from './bars';
import { Headline } from './headline';
import { LaterExperiments, LaterResults } from './later';
import { Proof } from './proof';
import { Rail } from './rail';
import { RunBar } from './run-bar';
import { Stage } from './stage';
import * as store from './store';

/** The page: question, button, stage, bars; then the controls; then what a race left. */
export function App() {
  return (
    <div class="page">
      <Headline />
      <RunBar />
      <Proof />
      <main class="race">
        <Alerts />
        <Stage />
        <Bars />
      </main>
      <Rail />
      <LaterResults />
      <LaterExperiments />
      <footer class="foot small quiet">
        kmeans-race {store.VERSION}. Everything runs in this tab; no data leave it.
        {!store.features.crossOriginIsolated && ' This page is not cross-origin isolated: coarser clock, no threads.'}
      </footer>
    </div>
  );
}
