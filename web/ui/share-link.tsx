import { useRef, useState } from 'preact/hooks';
import { serializeParams } from '../shared/params';
import { copyText } from './clipboard';
import * as store from './store';

/** The address that makes these points and settings anew. It starts nothing by itself. */
export function linkNow(): string {
  const { origin, pathname } = window.location;
  return `${origin}${pathname}?${serializeParams({ ...store.params.value, run: false })}`;
}

/** What of the present race the address cannot hold, in one sentence; null when it holds everything. */
export function missingInLink(): string | null {
  const { kind } = store.source.value;
  const file = kind !== 'generated';
  const start = store.givenStart.value !== null;
  if (!file && !start) return null;
  const points = kind === 'drawn' ? 'the points on the stage' : 'your file';
  const what = file && start ? `${points} and your starting centroids` : file ? points : 'your starting centroids';
  if (kind === 'drawn') return `This link does not carry ${what}: whoever opens it gets the generated points.`;
  return `This link does not carry ${what}: whoever opens it needs ${file && start ? 'them' : file ? 'it' : 'them'} too.`;
}

/** A link to the present settings: on the clipboard, and as text for where the clipboard is closed to pages. */
export function ShareLink() {
  const [copied, setCopied] = useState<{ link: string; done: boolean } | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const missing = missingInLink();
  const link = linkNow();
  const current = copied?.link === link ? copied : null;
  const copy = async (): Promise<void> => {
    field.current?.select();
    setCopied({ link, done: await copyText(link) });
  };
  return (
    <div class="export-row">
      <h3>Link</h3>
      <div class="share-link">
        <input
          ref={field}
          type="text"
          class="share-address"
          aria-label="Link to these settings"
          readonly
          value={link}
        />
        <button
          type="button"
          class="button"
          onClick={() => {
            copy().catch(() => {
              setCopied({ link, done: false });
            });
          }}
        >
          Copy link
        </button>
      </div>
      <p class="small quiet" role="status">
        {missing ?? 'Whoever opens it gets the same points, bit for bit, and the same settings.'}
        {current?.done === true && ' Copied.'}
        {current?.done === false &&
          ' The clipboard is closed to this page; the link is selected, copy it from the field.'}
      </p>
    </div>
  );
}
