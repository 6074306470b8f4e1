import { PARAM_SPECS, type ParamName } from '../shared/params';

/** Smallest and largest value a parameter may have, from the one table of parameters. Throws for one without a range. */
export function rangeOf(name: ParamName): { readonly min: number; readonly max: number } {
  const spec = PARAM_SPECS.find((each) => each.name === name);
  if (!spec || !('min' in spec)) throw new Error(`${name} has no range`);
  const { min, max } = spec;
  return { min, max };
}
