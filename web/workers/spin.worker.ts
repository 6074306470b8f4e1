import * as Comlink from 'comlink';

/** Keeps one processor busy with whole numbers, so that nothing but the processors themselves can be the limit. */
const spinApi = {
  /** `steps` steps of a linear congruential generator (Numerical Recipes, 7.1); gives its last state. */
  spin(steps: number): number {
    let state = 1;
    for (let i = 0; i < steps; i++) state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return state;
  },
};

export type SpinApi = typeof spinApi;

Comlink.expose(spinApi);
