import { useComputed } from '@preact/signals';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { isPictureDataset, type Picture, type PictureDataset } from '../datasets/image';
import { paletteCsv, paletteHex, paletteOf, pictureWords, repaint, type Swatch } from '../datasets/palette';
import { answered } from './exports-answer';
import { fileStem, pngOf, saveBlob, savePng } from './exports-files';
import { count, whole } from './format';
import { putPixels } from './image-pixels';

interface PixelsProps {
  readonly id: string;
  readonly picture: Picture;
  readonly rgba: Uint8ClampedArray;
  readonly caption: string;
  readonly description: string;
}

/** One picture, scaled to its column, its pixels sharp. */
function Pixels({ id, picture, rgba, caption, description }: PixelsProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = picture;
  useLayoutEffect(() => {
    if (canvas.current) putPixels(canvas.current, rgba as Uint8ClampedArray<ArrayBuffer>, width, height);
  }, [rgba, width, height]);
  return (
    <figure>
      <div class="picture-box" tabIndex={0} role="region" aria-label={caption}>
        <canvas id={id} ref={canvas} role="img" aria-label={description} />
      </div>
      <figcaption class="small quiet">{caption}</figcaption>
    </figure>
  );
}

/** Beyond this many colours the table would be longer than the page. */
const MOST_LISTED = 64;

function Palette({ palette }: { palette: readonly Swatch[] }) {
  const largest = palette
    .map((swatch, cluster) => ({ ...swatch, cluster }))
    .sort((a, b) => b.count - a.count || a.cluster - b.cluster)
    .slice(0, MOST_LISTED);
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label="Colours of the palette">
      <table>
        <caption>
          The palette, largest share first
          {palette.length > MOST_LISTED ? `; the ${MOST_LISTED} largest of ${whole(palette.length)} colours` : ''}
        </caption>
        <thead>
          <tr>
            <th scope="col">colour</th>
            <th scope="col">share</th>
            <th scope="col">pixels</th>
            <th scope="col">cluster</th>
          </tr>
        </thead>
        <tbody>
          {largest.map(({ cluster, hex, share, count: pixels }) => (
            <tr key={cluster}>
              <th scope="row">
                <span class="colour" style={{ background: hex }} /> <code>{hex}</code>
              </th>
              <td>{(100 * share).toFixed(1)} %</td>
              <td>{whole(pixels)}</td>
              <td>{cluster + 1}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Downloads({ stem, palette }: { stem: string; palette: readonly Swatch[] }) {
  const save = (text: string, type: string, ending: string): void => {
    saveBlob(new Blob([text], { type }), `${stem}-palette.${ending}`);
  };
  return (
    <div class="export-buttons">
      <button
        type="button"
        class="button"
        onClick={() => {
          const canvas = document.querySelector<HTMLCanvasElement>('#picture-painted');
          if (canvas) void savePng(pngOf(canvas), `${stem}-${palette.length}-colours.png`);
        }}
      >
        Picture (PNG)
      </button>
      <button
        type="button"
        class="button"
        onClick={() => {
          save(paletteCsv(palette), 'text/csv', 'csv');
        }}
      >
        Palette (CSV)
      </button>
      <button
        type="button"
        class="button"
        onClick={() => {
          save(paletteHex(palette), 'text/plain', 'hex');
        }}
      >
        Palette (.hex)
      </button>
    </div>
  );
}

interface PaintedProps {
  readonly dataset: PictureDataset;
  readonly labels: Int32Array;
  readonly centroids: Float64Array;
}

function Painted({ dataset, labels, centroids }: PaintedProps) {
  const { picture, name } = dataset;
  const palette = useMemo(() => paletteOf(centroids, labels), [centroids, labels]);
  const painted = useMemo(() => repaint(picture, labels, palette), [picture, labels, palette]);
  const colours = count(palette.length, 'colour');
  return (
    <section class="section picture" aria-labelledby="picture-title">
      <h2 id="picture-title">Your picture in {colours}</h2>
      <p class="quiet">Each pixel in the colour of its cluster: the centroid, rounded. {pictureWords(picture, name)}</p>
      <div class="picture-pair">
        <Pixels
          id="picture-original"
          picture={picture}
          rgba={picture.rgba}
          caption={`As it was clustered, ${whole(picture.width)} x ${whole(picture.height)} pixels`}
          description={`The picture ${name} as it was clustered.`}
        />
        <Pixels
          id="picture-painted"
          picture={picture}
          rgba={painted}
          caption={`In ${colours}, the same size`}
          description={`The picture ${name} in ${colours}; the table holds them.`}
        />
      </div>
      <Palette palette={palette} />
      <Downloads stem={fileStem(name)} palette={palette} />
    </section>
  );
}

/** After a race on a picture: the picture in the colours of its clusters, and the palette. Else nothing. */
export function ImageSection() {
  const shown = useComputed(() => {
    const found = answered();
    if (!found || !isPictureDataset(found.dataset)) return null;
    const { labels, centroids } = found.answer;
    return { dataset: found.dataset, labels, centroids };
  });
  return shown.value && <Painted {...shown.value} />;
}
