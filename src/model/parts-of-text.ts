/**
 * Replaces what a platform's patterns find in an output: the group `part` of each, or all that matches.
 * @param patterns `secrets` or `volatile` of a platform
 * @param by what stands in its place
 */
export function replaceParts(text: string, patterns: readonly RegExp[], by: string): string {
  return patterns.reduce((rest, pattern) => replaceAll(rest, pattern, by), text);
}

function replaceAll(text: string, pattern: RegExp, by: string): string {
  let done = '';
  let at = 0;
  for (const match of text.matchAll(new RegExp(pattern.source, `${pattern.flags}gmd`))) {
    const [from, to] = match.indices?.groups?.part ?? match.indices?.[0] ?? [at, at];
    if (from < at || from === to) continue;
    done += text.slice(at, from) + by;
    at = to;
  }
  return done + text.slice(at);
}
