import type { Command } from '../model/job.ts';
import { readAnswers } from './answers.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Problems } from './problems.ts';
import { isNull, kindOf, type Mapping, type Tree } from './tree.ts';
import { unknownWord } from './unknown-word.ts';
import { readSeconds } from './values.ts';

/** The commands of a text: one a line, without empty lines and lines that begin with `#`. */
export function commandLines(text: string): Command[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '' && !/^\s*#/.test(line))
    .map((line) => ({ text: line }));
}

/**
 * Reads a command or a list of commands. A command is text, of which each line is one, or a mapping
 * `{command: text, timeout: seconds, answers: …}`, which says for each line of the text how long the device may be
 * silent and what to type at the questions that it asks.
 * @returns those that are right; what is wrong with the others is added to the problems
 */
export function readCommands(value: Tree, problems: Problems): Command[] {
  const items = value.kind === 'list' ? value.items : [value];
  if (items.length === 0) problems.add(value.offset, 'there are no commands in this list');
  return items.flatMap((item) =>
    item.kind === 'mapping' ? readMapping(item, problems) : readText(item, problems),
  );
}

const KEYS = ['command', 'timeout', 'answers'];

function readText(value: Tree, problems: Problems): Command[] {
  if (value.kind !== 'text') {
    problems.add(value.offset, `a command must be text, not ${kindOf(value)}`);
    return [];
  }
  const commands = isNull(value) ? [] : commandLines(value.text);
  if (commands.length === 0) problems.add(value.offset, 'a command is missing here');
  for (const { text } of commands) {
    const wrong = unknownWord(text);
    if (wrong !== undefined) problems.add(value.offset, wrong);
  }
  return commands;
}

function readMapping({ entries, offset }: Mapping, problems: Problems): Command[] {
  const unknown = [...entries].filter(([key]) => !KEYS.includes(key));
  for (const [key, entry] of unknown) problems.add(entry.offset, unknownKey(key));
  const command = entries.get('command')?.value;
  const timeout = entries.get('timeout')?.value;
  const answers = entries.get('answers')?.value;
  const idleMs = timeout && readSeconds({ name: 'timeout', value: timeout }, problems);
  const own = {
    ...(idleMs !== undefined && { idleMs }),
    ...(answers && { answers: readAnswers({ name: 'answers', value: answers }, problems) }),
  };
  if (command) return readText(command, problems).map(({ text }) => ({ text, ...own }));
  // A key that is unknown may have been meant for it.
  if (unknown.length === 0) {
    problems.add(offset, 'a command is missing here; write {command: show version}');
  }
  return [];
}

function unknownKey(key: string): string {
  // `- show run | include a: b` is a mapping to YAML.
  const wayOut = /\s/.test(key)
    ? 'put a command that has ": " in it in quotes'
    : 'known are command, timeout and answers';
  return `unknown key "${key}"${didYouMean(key, KEYS)}; ${wayOut}`;
}
