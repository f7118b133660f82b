import type { Platform } from '../platforms/platform.ts';

/** A device's prompt as it was seen. */
export type Prompt = {
  /** The unfinished line, trailing blank included. */
  readonly text: string;
  /** The mode whose pattern it matches; undefined for a prompt that no mode describes. */
  readonly mode: string | undefined;
  /** What stays the same in all modes: the host name, perhaps cut short. */
  readonly name: string;
};

/** What a platform's modes make of an unfinished line; undefined when it looks like none of their prompts. */
export function recognise(platform: Platform, line: string): Prompt | undefined {
  if (line.length > LONGEST_PROMPT) return undefined;
  for (const [mode, { prompt }] of Object.entries(platform.modes)) {
    const found = prompt.exec(line);
    if (found) return { text: line, mode, name: found.groups?.name ?? '' };
  }
  return undefined;
}

const LONGEST_PROMPT = 256;

/** The same device's prompt again: exactly, or in another mode, or with its name cut short there. */
export function sameDevice(known: Prompt, seen: Prompt): boolean {
  if (known.text === seen.text) return true;
  if (known.name === '' || seen.name === '') return known.name === seen.name && known.mode !== seen.mode;
  const [short, long] =
    known.name.length < seen.name.length ? [known.name, seen.name] : [seen.name, known.name];
  return short === long || (short.length >= SHORTEST_CUT_NAME && long.startsWith(short));
}

/** IOS cuts host names in configuration mode so that the prompt takes 20 characters; netmiko counts on 16 of them. */
const SHORTEST_CUT_NAME = 12;

/** Equal but for numbers: a prompt with a clock or a counter. */
export function sameButDigits(one: string, other: string): boolean {
  return one === other || one.replace(/\d+/g, '0') === other.replace(/\d+/g, '0');
}
