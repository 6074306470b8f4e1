import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { drawClusters } from '../charts/clusters';
import { isPictureDataset } from '../datasets/image';
import { paletteOf, repaint } from '../datasets/palette';
import { complain } from './actions';
import { answered } from './exports-answer';
import { pngOf, saveBlob } from './exports-files';
import { putPixels } from './image-pixels';
import { CARD, drawCard, type CardColors } from './share-card';
import { cardWords } from './share-card-words';
import { linkNow, missingInLink } from './share-link';
import * as store from './store';

const FILE = 'kmeans-race.png';

/** Size of the plot on the card, in its pixels. */
const PLOT = { width: 420, height: 350 } as const;

function colors(): CardColors {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    field: token('--plot'),
    ink: token('--plot-ink'),
    quiet: token('--plot-quiet'),
    rail: token('--plot-line'),
    wasm: token('--wasm'),
    js: token('--js'),
  };
}

/** The clusters of the race on show, or a picture in its palette; null where the answer is not of these points. */
function picture(): HTMLCanvasElement | null {
  const found = answered();
  if (!found) return null;
  const { dataset, answer } = found;
  const canvas = document.createElement('canvas');
  const { labels, centroids } = answer;
  if (isPictureDataset(dataset)) {
    const { width, height } = dataset.picture;
    putPixels(canvas, repaint(dataset.picture, labels, paletteOf(centroids, labels)), width, height);
  } else {
    Object.assign(canvas, PLOT);
    drawClusters(canvas, { dataset, axes: store.axes.value, labels, centroids }, 1);
  }
  return canvas;
}

function draw(canvas: HTMLCanvasElement): void {
  const result = store.finished.value?.result;
  if (!result) return;
  const name = store.dataset.value?.name ?? result.params.distribution;
  // An address that cannot make these points anew must not look as if it did.
  const address = missingInLink() === null ? linkNow() : `${window.location.origin}${window.location.pathname}`;
  const words = cardWords(result, { proof: store.proofNow.value, address, name });
  drawCard(canvas, { ...words, picture: picture() }, colors());
}

async function fileOf(canvas: HTMLCanvasElement): Promise<File> {
  return new File([await pngOf(canvas)], FILE, { type: 'image/png' });
}

/** Whether this browser hands pictures to other programs. */
function canShare(): boolean {
  const { navigator } = window as { navigator: Partial<Navigator> };
  return navigator.canShare?.({ files: [new File([], FILE, { type: 'image/png' })] }) ?? false;
}

/** Whoever closes the share sheet has changed their mind; that is no error. */
async function share(canvas: HTMLCanvasElement): Promise<void> {
  try {
    await window.navigator.share({ files: [await fileOf(canvas)], title: 'kmeans-race' });
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'AbortError')) complain(error);
  }
}

/** A card of the result: seen first, then saved or shared. */
export function ShareCard() {
  const open = useSignal(false);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { finished, axes } = store;
  useEffect(() => {
    if (open.value && canvas.current) draw(canvas.current);
  }, [open.value, finished.value, axes.value]);
  const act = (work: (canvas: HTMLCanvasElement) => Promise<void>) => (): void => {
    if (canvas.current) work(canvas.current).catch(complain);
  };
  return (
    <div class="export-row">
      <h3>Card</h3>
      <div class="export-buttons">
        <button
          type="button"
          class="button"
          aria-expanded={open.value}
          onClick={() => {
            open.value = !open.value;
          }}
        >
          Share card
        </button>
      </div>
      {open.value && (
        <div class="card-preview">
          <canvas
            id="share-card"
            ref={canvas}
            {...CARD}
            role="img"
            aria-label={`Card: ${store.headlineNow.value.sentence} The tables hold the numbers.`}
          />
          <div class="export-buttons">
            <button
              type="button"
              class="button"
              onClick={act(async (card) => {
                saveBlob(await fileOf(card), FILE);
              })}
            >
              Download card (PNG)
            </button>
            {canShare() && (
              <button type="button" class="button" onClick={act(share)}>
                Share
              </button>
            )}
          </div>
        </div>
      )}
    </div>
  );
}
