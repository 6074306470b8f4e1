/** What a number or a word on the page means and why it is there, folded beside it. */

interface Explanation {
  readonly title: string;
  readonly text: string;
}

const EXPLANATIONS = {
  verdict: {
    title: 'the verdict',
    text: 'Like is raced with like: the fastest lane of each language that runs textbook k-means on one thread. Their samples are taken in pairs, one shortly after the other, and the verdict is the typical ratio of a pair. A lane with a better algorithm or more threads is told of in a sentence of its own.',
  },
  interval: {
    title: 'the interval',
    text: 'The two numbers in brackets bound the ratio with 95 % confidence, for this race on this machine. An interval that holds 1, or a gain too small to matter, is too close to call. It takes 6 timed pairs to have one.',
  },
  answer: {
    title: 'same answer',
    text: 'A faster program that computes something else has won nothing. Before any time is taken each lane computes once; labels, centroids, inertia and number of iterations must be equal to the last bit. If they are not, there is no race.',
  },
  bars: {
    title: 'the bars',
    text: 'The length is the median time of a fit in milliseconds, so shorter is faster; each dot under it is one timed sample. The median is the middle sample: a hiccup of the machine hardly moves it.',
  },
  cold: {
    title: 'cold run',
    text: 'The first call in a fresh worker, once the lane is loaded. JavaScript then still runs without its optimising compiler, so it is often slower than later calls. The verdict is about warmed-up lanes; whoever computes once feels the cold run.',
  },
  scores: {
    title: 'ARI and NMI',
    text: 'How well the clusters agree with the true ones, where these are known: 1 is perfect, and the adjusted Rand index (ARI) of chance is about 0. Normalised mutual information (NMI) goes from 0 to 1. They judge k-means on these points, not the lanes: equal answers have equal scores.',
  },
  badges: {
    title: 'badges',
    text: 'Doubts about the timing: a coarse clock, lanes still warming up, drift, noise, outliers, a hidden page. No sample is taken away for them; the badge says what to keep in mind, and running again often clears it.',
  },
} as const satisfies Record<string, Explanation>;

export type ExplanationId = keyof typeof EXPLANATIONS;

export const EXPLANATION_IDS = Object.keys(EXPLANATIONS) as ExplanationId[];

/** One paragraph on `of`, folded under its name. Opening one closes the others. */
export function Explain({ of }: { readonly of: ExplanationId }) {
  const { title, text } = EXPLANATIONS[of];
  return (
    <details class="explain small" name="explain">
      <summary>
        <span class="visually-hidden">Why: </span>
        {title}
      </summary>
      <p>{text}</p>
    </details>
  );
}

/** All of them in a row. */
export function Explanations() {
  return (
    <div class="explain-row" role="group" aria-label="What the words mean">
      <span class="small quiet" aria-hidden="true">
        Why?
      </span>
      {EXPLANATION_IDS.map((id) => (
        <Explain key={id} of={id} />
      ))}
    </div>
  );
}
