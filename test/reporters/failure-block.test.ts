import { Chalk } from 'chalk';
import { describe, expect, test } from 'vitest';
import type { Failure } from '../../src/model/failure.ts';
import type { Result } from '../../src/model/result.ts';
import { formatBlock, gatherBlocks } from '../../src/reporters/failure-block.ts';
import { device, outcome, reply } from './fixed-run.ts';

const plain = new Chalk({ level: 0 });

const failed = (name: string, failure: Partial<Failure>): Result => ({
  device: device('10.0.0.1', { name }),
  replies: [],
  outcome: outcome({
    status: 'failed',
    failure: { kind: 'connect', message: 'refused', hint: '', ...failure },
  }),
});

function told(results: readonly Result[], chalk = plain): string {
  const blocks = gatherBlocks();
  results.forEach((result, index) => {
    blocks.add(result, index);
  });
  return blocks
    .list()
    .map((block) => formatBlock(block, chalk))
    .join('');
}

describe('failure block', () => {
  test('folds 750 devices with one cause into one line', () => {
    const names = Array.from({ length: 750 }, (_, index) => `sw${String(index + 1).padStart(3, '0')}`);
    expect(told(names.map((name) => failed(name, {})))).toBe(
      'failed (connect): refused: sw[001-750] (750)\n',
    );
  });

  test('counts devices, not names', () => {
    expect(told([failed('r1', {}), failed('r1', {})])).toBe('failed (connect): refused: r1 (2)\n');
  });

  test('keeps causes apart that differ in kind, message, hint or what was waited for', () => {
    const text = told([
      failed('r1', {}),
      failed('r2', { kind: 'auth' }),
      failed('r3', { message: 'unreachable' }),
      failed('r4', { hint: 'try again' }),
      failed('r5', { awaited: 'a prompt' }),
    ]);
    expect(text.match(/^failed/gm)).toHaveLength(5);
  });

  test('shows a last line once when it is the same for all', () => {
    const text = told([failed('r1', { lastLine: 'login:' }), failed('r2', { lastLine: 'login:' })]);
    expect(text).toBe('failed (connect): refused: r[1-2] (2)\n  last line: "login:"\n');
  });

  test('shows three differing last lines with their devices, and how many more there are', () => {
    const results = [1, 2, 3, 4, 5].map((n) => failed(`r${n}`, { lastLine: `r${n}>` }));
    expect(told([...results, failed('r6', { lastLine: 'r1>' })])).toBe(
      [
        'failed (connect): refused: r[1-6] (6)',
        '  last line: "r1>": r[1,6] (2)',
        '  last line: "r2>": r2',
        '  last line: "r3>": r3',
        '  and 2 other last lines',
        '',
      ].join('\n'),
    );
  });

  test('indents the further lines of a message, so that no device can forge a line', () => {
    expect(told([failed('r1', { kind: 'bug', message: 'TypeError: x\n    at f\n\x1b[2Jforged: r9' })])).toBe(
      'failed (bug): TypeError: x: r1\n      at f\n  ^[[2Jforged: r9\n',
    );
    expect(told([failed('r1\nforged', { lastLine: 'a\nb' })])).toBe(
      'failed (connect): refused: r1^Jforged\n  last line: "a^Jb"\n',
    );
  });

  test('drops the full stop of a sentence that goes on', () => {
    expect(told([failed('r1', { message: 'It refused.' })])).toBe('failed (connect): It refused: r1\n');
  });

  test('names every command that a device rejected', () => {
    const result: Result = {
      device: device('r1'),
      replies: [reply('foo', '', 'rejected'), reply('show clock', ''), reply('bar', '', 'rejected')],
      outcome: outcome({ status: 'rejected' }),
    };
    expect(told([result])).toBe('rejected: foo, bar: r1\n');
  });

  test('says how a program ended that did not end well', () => {
    const result: Result = {
      device: device('web1'),
      replies: [
        { ...reply('grep x y', '', 'rejected'), exitCode: 1 },
        { ...reply('top', '', 'rejected'), signal: 'TERM' },
      ],
      outcome: outcome({ status: 'rejected' }),
    };
    expect(told([result])).toBe('rejected: grep x y (exit 1), top (killed by TERM): web1\n');
  });

  test('is red for a failure and dim for a note', () => {
    const colours = new Chalk({ level: 1 });
    expect(told([failed('r1', {})], colours)).toContain('\x1b[31mfailed (connect)');
    const noted: Result = {
      device: device('r1'),
      replies: [],
      outcome: outcome({ status: 'ok' }, { notes: ['n'] }),
    };
    expect(told([noted], colours)).toContain('\x1b[2mnote: n: r1');
  });
});
