/** `4821` → `4,821`. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `2, 'error'` → `2 errors`. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** A share for people. Only nothing is `0 %` and only everything is `100 %`. */
export function share(part: number, total: number): string {
  if (total === 0 || part === 0) return '0 %';
  const percent = (part / total) * 100;
  if (percent < 0.1) return '<0.1 %';
  if (part < total && percent > 99.9) return '>99.9 %';
  return percent < 1 || (percent > 99 && percent < 100) ? `${clamped(percent).toFixed(1)} %` : `${Math.round(percent)} %`;
}

/** Keeps 0.96 from becoming `1.0` and 99.96 from becoming `100.0`. */
function clamped(percent: number): number {
  return percent < 1 ? Math.min(percent, 0.9) : Math.min(percent, 99.9);
}
