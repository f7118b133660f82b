import { visibleLine } from './visible.ts';

/** `==> r1: show clock <==` and a newline, as head(1) tells files apart; always one line, whatever the text. */
export function heading(text: string): string {
  return `==> ${visibleLine(text)} <==\n`;
}
