import type { Answer } from '../model/device.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Problems } from './problems.ts';
import { isNull, kindOf, type Mapping, type Tree } from './tree.ts';
import { type Named, readLine } from './values.ts';

/**
 * Reads what to type at which question: a mapping of regular expressions to texts, or a list of
 * `{question: regular expression, answer: text}`. The order of the file stays, since the first that matches is typed.
 * A text is typed as it is written (`y`, `yes`, `012`); `''` is Enter alone.
 * @returns those that are right; what is wrong with the others is added to the problems
 */
export function readAnswers({ name, value }: Named, problems: Problems): Answer[] {
  if (isNull(value)) return [];
  if (value.kind === 'list') return value.items.flatMap((item) => readItem(item, problems));
  if (value.kind === 'mapping') {
    return [...value.entries].flatMap(([source, { offset, value: text }]) =>
      readAnswer({ source, offset }, text, problems),
    );
  }
  problems.add(value.offset, `${name} must map questions to texts, such as {confirm: y}, and this is text`);
  return [];
}

/** A regular expression as it is written. */
type Question = { readonly source: string; readonly offset: number };

const ITEM_KEYS = ['question', 'answer'];
const EXAMPLE = '{question: confirm, answer: y}';

function readItem(item: Tree, problems: Problems): Answer[] {
  if (item.kind !== 'mapping') {
    problems.add(item.offset, `an answer of a list is a mapping such as ${EXAMPLE}, not ${kindOf(item)}`);
    return [];
  }
  if (hasUnknownKeys(item, problems)) return [];
  const question = item.entries.get('question')?.value;
  const answer = item.entries.get('answer')?.value;
  if (!question || isNull(question) || !answer) {
    const missing = answer ? 'question' : 'answer';
    problems.add(item.offset, `the ${missing} is missing here; write ${EXAMPLE}`);
    return [];
  }
  const source = readLine({ name: 'question', value: question }, problems);
  return source === undefined ? [] : readAnswer({ source, offset: question.offset }, answer, problems);
}

function hasUnknownKeys({ entries }: Mapping, problems: Problems): boolean {
  const unknown = [...entries].filter(([key]) => !ITEM_KEYS.includes(key));
  for (const [key, { offset }] of unknown) {
    const known = ITEM_KEYS.join(' and ');
    problems.add(offset, `unknown key "${key}"${didYouMean(key, ITEM_KEYS)}; known are ${known}`);
  }
  return unknown.length > 0;
}

function readAnswer(question: Question, answer: Tree, problems: Problems): Answer[] {
  const expression = readExpression(question, problems);
  const name = `the answer to "${question.source}"`;
  if (isNull(answer)) problems.add(question.offset, `${name} is missing; write '' for Enter alone`);
  const text = readLine({ name, value: answer }, problems);
  return expression && text !== undefined ? [{ question: expression, text }] : [];
}

function readExpression({ source, offset }: Question, problems: Problems): RegExp | undefined {
  if (source === '') {
    problems.add(offset, 'a question is missing here; write .* for any');
    return undefined;
  }
  try {
    return new RegExp(source);
  } catch (error) {
    // "Invalid regular expression: /(/: Unterminated group"
    const why = error instanceof Error ? error.message.replace(/^.*\/\w*: /s, '') : String(error);
    problems.add(
      offset,
      `"${source}" is no regular expression: ${why}; put \\ before a sign that means itself`,
    );
    return undefined;
  }
}
