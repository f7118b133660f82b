/**
 * How long something took, for people: `0.42 s`, and from a minute on `2 min 05 s`.
 * @param decimals of the seconds below a minute
 */
export function formatDuration(durationMs: number, { decimals }: { decimals: number }): string {
  const seconds = Math.round(durationMs / 1_000);
  // By way of whole milliseconds, which is what is written down: a run looks the same when it is shown again.
  if (seconds < 60) return `${(Math.round(durationMs) / 1_000).toFixed(decimals)} s`;
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}
