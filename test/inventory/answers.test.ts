import { describe, expect, it } from 'vitest';
import { readAnswers } from '../../src/inventory/answers.ts';
import { readYaml } from '../../src/inventory/yaml-tree.ts';
import { problemsOf } from './problems-of.ts';

const read = (text: string) => {
  const { root, problems } = readYaml(text, 'a.yaml');
  const answers = readAnswers({ name: 'answers', value: root }, problems);
  problems.throwIfAny();
  return answers;
};

describe('answers', () => {
  it.each([
    ['a mapping', 'Save: no\n\\[confirm\\]: y'],
    ['a flow mapping', "{Save: no, '\\[confirm\\]': y}"],
    ['a list', "- {question: Save, answer: no}\n- answer: y\n  question: '\\[confirm\\]'"],
  ])('are read in the order of %s', (_, text) => {
    expect(read(text)).toEqual([
      { question: /Save/, text: 'no' },
      { question: /\[confirm\]/, text: 'y' },
    ]);
  });

  it.each([
    ['y', 'y'],
    ['yes', 'yes'],
    ['true', 'true'],
    ['012', '012'],
    ['0x1F', '0x1F'],
    ['1.0', '1.0'],
    ["''", ''],
    ["'~'", '~'],
    ['" y "', ' y '],
    ['|\n  y', 'y'],
    ['|\n  y\n', 'y'],
  ])('are typed as they are written: %j', (source, text) => {
    expect(read(`q: ${source}`)).toEqual([{ question: /q/, text }]);
  });

  it.each(['', '~', '{}', '[]'])('may be none: "%s"', (text) => {
    expect(read(text)).toEqual([]);
  });

  it.each([
    [
      'a text',
      'y',
      /^a.yaml:1:1: answers must map questions to texts, such as \{confirm: y\}, and this is text$/,
    ],
    [
      'a bad regular expression',
      'a: b\n(y: n',
      /^a.yaml:2:1: "\(y" is no regular expression: Unterminated group; put \\ before a sign that means itself$/,
    ],
    [
      'a bad regular expression of a list',
      '- {answer: y, question: "yes/no: )/"}',
      /^a.yaml:1:25: "yes\/no: \)\/" is no regular expression: Unmatched '\)'; put/,
    ],
    [
      'a question that would match all',
      "'': y",
      /^a.yaml:1:1: a question is missing here; write \.\* for any$/,
    ],
    ['no question', '- {question: , answer: y}', /^a.yaml:1:3: the question is missing here/],
    ['an empty question', "- {question: '', answer: y}", /^a.yaml:1:14: a question is missing here/],
    [
      'no answer',
      'a: b\nconfirm:',
      /^a.yaml:2:1: the answer to "confirm" is missing; write '' for Enter alone$/,
    ],
    ['null for an answer', 'confirm: null', /the answer to "confirm" is missing/],
    [
      'a list for an answer',
      'confirm: [y]',
      /^a.yaml:1:10: the answer to "confirm" must be text, not a list; text that begins with \[ or \{ must be quoted$/,
    ],
    ['two lines for an answer', 'confirm: "y\\nreload"', /the answer to "confirm" must be a single line$/],
    [
      'a list for a question',
      '- {question: [a], answer: y}',
      /^a.yaml:1:14: question must be text, not a list/,
    ],
    [
      'a text in a list',
      '- y',
      /^a.yaml:1:3: an answer of a list is a mapping such as \{question: confirm, answer: y\}, not text$/,
    ],
    [
      'a question alone',
      '- {question: confirm}',
      /^a.yaml:1:3: the answer is missing here; write \{question: confirm, answer: y\}$/,
    ],
    ['an answer alone', '- {answer: y}', /^a.yaml:1:3: the question is missing here/],
    [
      'an unknown key',
      '- {question: confirm, anwser: y}',
      /^a.yaml:1:23: unknown key "anwser"; did you mean answer\?; known are question and answer$/,
    ],
    [
      'a mapping as the item of a list',
      '- confirm: y',
      /^a.yaml:1:3: unknown key "confirm"; known are question/,
    ],
  ])('are refused with the place and a way out: %s', (_, text, expected) => {
    expect(problemsOf(() => read(text))).toMatch(expected);
  });

  it('are all looked at, whatever is wrong with one', () => {
    expect(problemsOf(() => read('(: [y]\n): y')).split('\n')).toHaveLength(3);
  });
});
