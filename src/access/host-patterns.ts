/** Does a pattern of ssh_config(5) match the whole text? `*` is any number of characters, `?` is one. */
export function matchesPattern(pattern: string, text: string): boolean {
  // One place to come back to is enough, since a later star can do all that an earlier one can.
  let at = 0;
  let from = 0;
  let star = -1;
  let starFrom = 0;
  while (from < text.length) {
    if (pattern[at] === '*') {
      star = at++;
      starFrom = from;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[from])) {
      at++;
      from++;
    } else if (star >= 0) {
      at = star + 1;
      from = ++starFrom;
    } else {
      return false;
    }
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}

/** Does one of the patterns match, and none of those that begin with `!`? */
export function matchesList(patterns: readonly string[], text: string): boolean {
  let isMatch = false;
  for (const pattern of patterns) {
    if (pattern.startsWith('!')) {
      if (matchesPattern(pattern.slice(1), text)) return false;
    } else {
      isMatch ||= matchesPattern(pattern, text);
    }
  }
  return isMatch;
}
