/** The known name a mistyped one most likely means. */
import { distance } from 'fastest-levenshtein';

/** Undefined when nothing is near: more than a third of the letters differ. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const ranked = known.map((each) => ({ each, far: distance(name.toLowerCase(), each.toLowerCase()) })).sort((a, b) => a.far - b.far);
  const [best] = ranked;
  return best && best.far <= Math.max(2, Math.floor(best.each.length / 3)) ? best.each : undefined;
}
