import { IMAGE_LIMITS, isPictureDataset } from '../datasets/image';
import { pictureWords } from '../datasets/palette';
import { setCsvOptions } from './actions';
import { NumberField } from './fields';
import { whole } from './format';
import * as store from './store';
import type { Source } from './store';

interface ImageChoicesProps {
  readonly source: Extract<Source, { kind: 'csv' }>;
  readonly disabled: boolean;
}

/** How a picture became points, and how many pixels are kept of it. */
export function ImageChoices({ source, disabled }: ImageChoicesProps) {
  const data = store.dataset.value;
  return (
    <>
      {isPictureDataset(data) && <p class="small">{pictureWords(data.picture, data.name)}</p>}
      <p class="small quiet">
        Each pixel is a point of three features: red, green and blue, sRGB values from 0 to 255 as they stand in the
        file. The clusters (k) are the colours of the palette.
      </p>
      <NumberField
        label="Most pixels"
        value={source.options.maxPixels ?? IMAGE_LIMITS.defaultPixels}
        min={1}
        max={IMAGE_LIMITS.mostPixels}
        disabled={disabled}
        hint={`Larger pictures are scaled down. Default ${whole(IMAGE_LIMITS.defaultPixels)}`}
        onCommit={(maxPixels) => void setCsvOptions({ maxPixels })}
      />
    </>
  );
}
