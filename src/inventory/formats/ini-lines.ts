/** A line of an INI file, and where it begins. */
export type Line = { readonly text: string; readonly offset: number };

/** Has it a line `[section]`, or a host with variables? */
export function isAnsibleIni(text: string): boolean {
  const lines = text.split(/\r?\n/);
  return lines.some((line) => SECTION.test(line) || /^\w[^\s=:]*(?::\d+)?\s+\w+=\S/.test(line));
}

/** `[group]` or `[group:children]`, perhaps with a comment. */
export const SECTION = /^\[([^:\]\s"',]+)(?::(\w+))?\]\s*(?:#.*)?$/;

/** The lines without blanks around them, and without those that say nothing. */
export function linesOf(text: string): Line[] {
  return [...text.matchAll(/[^\r\n]+/g)].flatMap((match) => {
    const line = match[0].trim();
    if (line === '' || /^[#;]/.test(line)) return [];
    return [{ text: line, offset: match.index + match[0].indexOf(line) }];
  });
}
