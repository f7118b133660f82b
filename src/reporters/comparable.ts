import { replaceParts } from '../model/parts-of-text.ts';

/**
 * What counts of an output where outputs are compared: without what changes by itself, and without blanks at the ends of
 * lines and of the whole.
 * @param patterns `volatile` of a platform, and what the user has added
 */
export function comparable(text: string, patterns: readonly RegExp[]): string {
  return replaceParts(text, patterns, '')
    .replace(/[ \t]+$/gm, '')
    .trim();
}
