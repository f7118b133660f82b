import { describe, expect, test } from 'vitest';
import { pretty } from '../../src/reporters/pretty.ts';
import { device, FIXED_RESULTS, openShow, outcome, reply, show } from './fixed-run.ts';
import { recordingSink } from './recording-sink.ts';

describe('pretty', () => {
  test('writes headings and exact outputs into a pipe, in inventory order', async () => {
    const { stdout } = await show(pretty);
    expect(stdout.text()).toBe(
      [
        '192.168.100.1  r1  cisco_ios  0.42 s',
        'Cisco IOS Software',
        'uptime is 1 day',
        '',
        '192.168.100.2  r2  cisco_ios  0.42 s  rejected',
        '$ show version',
        'IOS',
        '$ show fooo  (rejected)',
        "% Invalid input at '^'",
        '',
        '192.168.100.3  r3  cisco_ios  0.42 s  failed (timeout)',
        '$ show version  (partial)',
        'IOS, then nothing',
        '',
        '192.168.100.1  r1-again  cisco_ios  0.42 s',
        'Cisco IOS Software',
        '',
        'київ-1  linux  0.42 s',
        '東京 🛰 ok',
        '',
        '10.0.0.9  cisco_ios  0.42 s',
        'a\tb\x1b[2J\x07\x9b5n\r',
        '\u202ereversed\x7f',
        '',
        '10.0.0.10  cisco_ios  0.42 s',
        'no final newline',
        '',
        '10.0.0.11  cisco_ios  0.42 s',
        '',
      ].join('\n'),
    );
  });

  test('tells on stderr what went wrong, equal causes folded', async () => {
    const { stderr } = await show(pretty);
    expect(stderr.text()).toBe(
      [
        'note: paging could not be switched off: r2,київ-1 (2)',
        'rejected: show fooo: r2',
        'skipped: three devices before it refused the password: r5',
        'cancelled: r6',
        'failed (timeout): nothing came for 60 s: r3',
        '  hint: raise --timeout',
        '  waited for: the prompt "r3#"',
        '  last line: "IOS, then ^[[31mnothing"',
        'failed (connect): the connection was refused: r4,10.0.0.12 (2)',
        '  hint: is SSH enabled on the device?',
        '12 devices: 6 ok, 1 rejected, 3 failed (2 connect, 1 timeout), 1 skipped, 1 cancelled in 1.2 s',
        '',
      ].join('\n'),
    );
  });

  test('says of a program that did not end well how it ended', async () => {
    const replies = [{ ...reply('grep x y', '', 'rejected'), exitCode: 1 }];
    const result = { device: device('web1'), replies, outcome: outcome({ status: 'rejected' }) };
    const { stdout } = await show(pretty, { results: [result] });
    expect(stdout.text()).toContain('$ grep x y  (exit 1)\n');
  });

  test('tells of failures even when quiet, since stdout does not', async () => {
    const { stderr } = await show(pretty, { quiet: true });
    expect(stderr.text()).toMatch(/^rejected: show fooo: r2\n(.*\n)*failed \(connect\)/);
  });

  test('shows devices on a terminal as they finish', async () => {
    const { stdout } = await show(pretty, { stdout: recordingSink({ isTerminal: true }) });
    const headings = stdout.writes.map((text) => text.trimStart().split('  ')[0]);
    expect(headings).toEqual([
      '192.168.100.1',
      'київ-1',
      '192.168.100.2',
      '192.168.100.3',
      '10.0.0.11',
      '10.0.0.10',
      '10.0.0.9',
      '192.168.100.1',
    ]);
  });

  test('shows control characters on a terminal instead of obeying them', async () => {
    const { stdout } = await show(pretty, { stdout: recordingSink({ isTerminal: true }) });
    expect(stdout.text()).toContain('\na\tb^[[2J^G\\x9b5n^M\n\\u202ereversed^?\n');
  });

  test('holds back into a pipe only what must wait', async () => {
    const results = ['a', 'b', 'c'].map((host) => ({
      device: device(host),
      replies: [reply('show clock', `${host} says\n`)],
      outcome: outcome({ status: 'ok' as const }),
    }));
    const [stdout, stderr] = [recordingSink(), recordingSink()];
    const reporter = openShow(pretty, {
      devices: results.map((result) => result.device),
      stdout,
      stderr,
      quiet: false,
    });
    const [a, b, c] = results;
    if (!a || !b || !c) throw new Error('three results expected');
    await reporter.result(b, 1);
    expect(stdout.writes).toHaveLength(0);
    await reporter.result(a, 0);
    expect(stdout.writes).toHaveLength(2);
    await reporter.result(c, 2);
    expect(stdout.writes).toHaveLength(3);
  });

  test('sets the results on a terminal apart from what follows them', async () => {
    const terminal = () => recordingSink({ isTerminal: true });
    const { stderr } = await show(pretty, { stdout: terminal(), stderr: terminal() });
    expect(stderr.text()).toMatch(/^\nnote:/);
  });

  test('says nothing on stderr about a quiet run that went well', async () => {
    const { stderr } = await show(pretty, {
      results: FIXED_RESULTS.slice(0, 1),
      quiet: true,
      stdout: recordingSink({ isTerminal: true }),
      stderr: recordingSink({ isTerminal: true }),
    });
    expect(stderr.writes).toEqual([]);
  });

  test('names the one command of a device that failed after it', async () => {
    const { stdout } = await show(pretty, {
      results: [
        {
          device: device('r1'),
          replies: [reply('show clock', 'noon\n')],
          outcome: outcome({
            status: 'failed',
            failure: { kind: 'closed', message: 'it hung up', hint: '' },
          }),
        },
      ],
    });
    expect(stdout.text()).toBe('r1  cisco_ios  0.42 s  failed (closed)\n$ show clock\nnoon\n');
  });

  test('colours the headings where the sink says so', async () => {
    const { stdout } = await show(pretty, {
      results: FIXED_RESULTS.slice(0, 1),
      stdout: recordingSink({ colour: true }),
    });
    expect(stdout.text()).toMatch(/^\x1b\[1m192\.168\.100\.1\x1b\[22m {2}/);
    expect(stdout.text()).toContain('Cisco IOS Software\nuptime is 1 day\n');
  });
});
