/** Where a line's echo of a typed text begins, and what stood before it. */
export type Echo = {
  readonly before: string;
  /** A mark stands for the start of the typed text, and perhaps for the prompt before it. */
  readonly isScrolled?: true;
};

/**
 * Is this line a prompt followed by the echo of `text`? Line editors wrap, pad and scroll what they echo.
 * @param line a finished line, as the terminal shows it
 * @param text what was typed, not blank
 * @returns what stands before the echo (a prompt, perhaps after an output that did not end its line); undefined: no echo
 */
export function findEcho(line: string, text: string): Echo | undefined {
  const shown = line.trimEnd();
  if (shown.endsWith(text)) return { before: shown.slice(0, shown.length - text.length) };
  const scrolled = SCROLLED.exec(shown);
  if (scrolled?.groups) {
    const { before = '', rest = '' } = scrolled.groups;
    if (rest.length >= SHORTEST_SCROLLED && text.endsWith(rest)) return { before, isScrolled: true };
  }
  return findSpacedEcho(shown, text);
}

/** Horizontal scrolling: a mark (IOS `$`, readline `<`), then the end of what was typed. */
const SCROLLED = /^(?<before>.*?)[$<](?<rest>[^$<].*)$/;
const SHORTEST_SCROLLED = 8;

/** An echo that differs in blanks only: the last place from which line and text agree without them. */
function findSpacedEcho(line: string, text: string): Echo | undefined {
  let at = line.length - 1;
  for (let from = text.length - 1; from >= 0; from--) {
    if (text[from] === ' ') continue;
    while (at >= 0 && line[at] === ' ') at--;
    if (at < 0 || line[at] !== text[from]) return undefined;
    at--;
  }
  return { before: line.slice(0, at + 1) };
}
