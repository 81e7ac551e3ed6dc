import pc from 'picocolors';

/** The styles a text report uses. */
export type Paint = Record<'bold' | 'dim' | 'red' | 'yellow' | 'blue' | 'green' | 'underline', (text: string) => string>;

/** Styles that do something only when `color`. */
export function paints(color: boolean): Paint {
  return pc.createColors(color);
}
