import { describe, expect, test } from 'vitest';
import { raw } from '../../src/reporters/raw.ts';
import { device, FIXED_RESULTS, outcome, reply, show } from './fixed-run.ts';
import { recordingSink } from './recording-sink.ts';

const ok = (name: string, ...replies: ReturnType<typeof reply>[]) => ({
  device: device('10.0.0.1', { name }),
  replies,
  outcome: outcome({ status: 'ok' }),
});

describe('raw', () => {
  test.each(['', 'one\n', 'no newline', 'a\tb\x1b[2J\x07\x9b5n\r\n\u202ereversed\x7f\n\n', 'é\r🛰 \n'])(
    'writes the one output of one device and not a byte more: %j',
    async (output) => {
      const { stdout } = await show(raw, { results: [ok('r1', reply('show clock', output))] });
      expect(stdout.text()).toBe(output);
    },
  );

  test('writes a line before each output of several devices, in inventory order', async () => {
    const { stdout } = await show(raw);
    expect(stdout.text()).toBe(
      [
        '==> r1: show version <==',
        'Cisco IOS Software',
        'uptime is 1 day',
        '',
        '==> r2: show version <==',
        'IOS',
        '',
        '==> r2: show fooo <==',
        "% Invalid input at '^'",
        '',
        '==> r3: show version <==',
        'IOS, then nothing',
        '==> r1-again: show version <==',
        'Cisco IOS Software',
        '',
        '==> київ-1: hostname <==',
        '東京 🛰 ok',
        '',
        '==> 10.0.0.9: show clock <==',
        'a\tb\x1b[2J\x07\x9b5n\r',
        '\u202ereversed\x7f',
        '',
        '==> 10.0.0.10: show clock <==',
        'no final newline',
        '==> 10.0.0.11: show clock <==',
        '',
      ].join('\n'),
    );
  });

  test('writes a line before each of several outputs of one device', async () => {
    const { stdout } = await show(raw, { results: [ok('r1', reply('a', '1\n'), reply('b', '2\n'))] });
    expect(stdout.text()).toBe('==> r1: a <==\n1\n\n==> r1: b <==\n2\n');
  });

  test('writes the line also where only one of several devices answered', async () => {
    const { stdout } = await show(raw, { results: FIXED_RESULTS.slice(2, 6) });
    expect(stdout.text()).toBe('==> r3: show version <==\nIOS, then nothing');
  });

  test('keeps that line one line, whatever a device is called', async () => {
    const { stdout } = await show(raw, {
      results: [ok('r1\n==> r2', reply('a', '1\n')), ok('r2', reply('a', '2\n'))],
    });
    expect(stdout.text()).toMatch(/^==> r1\^J==> r2: a <==\n1\n/);
  });

  test('shows devices on a terminal as they finish', async () => {
    const { stdout } = await show(raw, { arrival: [9, 0], stdout: recordingSink({ isTerminal: true }) });
    expect(stdout.text()).toMatch(/no final newline\n==> r1:/);
  });

  test('tells of failures even when quiet, since stdout does not', async () => {
    const { stderr } = await show(raw, { quiet: true });
    expect(stderr.text()).toContain('failed (connect): the connection was refused: r4,10.0.0.12 (2)\n');
  });
});
