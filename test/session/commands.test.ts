import { describe, expect, test } from 'vitest';
import { ciscoIos } from '../../src/platforms/cisco-ios.ts';
import { failure, fine, play, summary } from './play.ts';
import { busy, type Conversation, crlf, deaf, host, INVALID, router, WAYS } from './scripted-device.ts';

const outputs = { 'show it': 'first\n  second\n', 'show clock': '12:00:00\n' };

describe('a command that the device does not take is rejected, and the next one still runs:', () => {
  for (const refusal of [
    INVALID,
    '% Incomplete command.\n\n',
    '% Ambiguous command:  "sh it"\n',
    '% Unknown command or computer name, or unable to find computer address\n',
    '% [ZEBRA] Unknown command: sh foo\n',
    '% Unknown command: sh foo\n',
    '% Command incomplete.\n',
    '% Command incomplete: show\n',
    "% Unrecognized command found at '^' position.\n",
    'Command authorization failed.\n\n',
    '% Authorization failed.\n\n',
    '%Permission denied\n',
  ]) {
    test(refusal.trim().replaceAll(/\s+/g, ' '), async () => {
      for (const way of WAYS) {
        const commands = ['show it', 'sh foo', 'show clock'];
        const played = await play(router({ outputs: { ...outputs, 'sh foo': refusal } }), { commands, way });
        expect(played.outcome.status).toBe('rejected');
        expect(played.replies.map(({ status }) => status)).toEqual(['ok', 'rejected', 'ok']);
        expect(played.outputs).toEqual(['first\n  second\n', refusal, '12:00:00\n']);
      }
    });
  }
});

describe('no refusal is seen in', () => {
  for (const [title, output] of [
    [
      'a long output',
      `${'line\n'.repeat(20)}% Invalid input detected at '^' marker.\n${'line\n'.repeat(20)}`,
    ],
    ['a long output that ends in one', `${'line\n'.repeat(20)}% Incomplete command.\n`],
    ['the middle of a line', "the user saw % Invalid input detected at '^' marker.\n"],
    ['a message', '*Mar  1 00:01:02.003: %SYS-5-CONFIG_I: Configured from console by me\n'],
    ['a remark', '% Generating 2048 bit keys ...\n'],
    ['an empty output', ''],
  ] as const) {
    test(title, async () => {
      expect(summary(await play(router({ outputs: { 'show it': output } })))).toEqual(fine([output]));
    });
  }
});

test('a command that Linux does not know is rejected', async () => {
  const commands = ['nosuch', 'cat it'];
  const played = await play(host({ outputs: { 'cat it': 'it\n' } }), { commands, platform: 'linux' });
  expect(played.outcome.status).toBe('rejected');
  expect(played.replies.map(({ status }) => status)).toEqual(['rejected', 'ok']);
  expect(played.outputs).toEqual(['-bash: nosuch: command not found\n', 'it\n']);
});

describe('the help of `?` is an output, and the line is taken back:', () => {
  const help = '  arp      ARP table\n  version  System status\n\n';
  for (const [line, next] of [
    ['show ?', 'show clock'],
    ['?', 'show clock'],
    ['show cl?', 'configure terminal'],
  ] as const) {
    for (const way of WAYS) {
      test(`${line}, ${way.title}`, async () => {
        const script = router({ outputs: { ...outputs, [line]: help } });
        const played = await play(script, { commands: [line, next, 'show it'], way });
        const answer = next === 'show clock' ? '12:00:00\n' : '';
        if (next === 'show clock') {
          expect(summary(played)).toEqual(fine([help, answer, 'first\n  second\n']));
        } else {
          expect(played.replies[0]).toMatchObject({ output: help, status: 'ok' });
          expect(played.replies[1]).toMatchObject({ output: answer, status: 'ok' });
        }
        expect(played.typed).not.toContain('?\r');
      });
    }
    test.each([
      ['ctrl-x', '\x18'],
      ['backspaces', '\b'.repeat(line.length)],
    ] as const)(`${line}, by %s`, async (eraseLine, keys) => {
      const definition = { ...ciscoIos, eraseLine };
      const script = router({ outputs: { ...outputs, [line]: help } });
      const played = await play(script, { commands: [line, next], definition });
      expect(played.replies).toMatchObject([
        { output: help, status: 'ok' },
        { output: next === 'show clock' ? '12:00:00\n' : '', status: 'ok' },
      ]);
      expect(played.typed).toContain(`${line}${keys}${next}\r`);
    });
    test(`${line} as the last command`, async () => {
      const played = await play(router({ outputs: { ...outputs, [line]: help } }), { commands: [line] });
      expect(summary(played)).toEqual(fine([help]));
      expect(played.typed).not.toContain('?\r');
    });
  }
});

describe('modes are followed:', () => {
  for (const way of WAYS) {
    for (const name of ['R1', 'ams-dc2-core-router-01.example.net']) {
      test(`into the configuration of ${name} and out of it, ${way.title}`, async () => {
        const commands = ['show it', 'configure terminal', 'end', 'show it'];
        const played = await play(router({ name, outputs }), { commands, way });
        expect(summary(played)).toEqual(fine(['first\n  second\n', '', '', 'first\n  second\n']));
      });
    }
    for (const name of ['R2', 'R11', 'edge']) {
      test(`the host name changes from R1 to ${name}, ${way.title}`, async () => {
        const commands = ['configure terminal', `hostname ${name}`, 'end', 'show it', 'show clock'];
        const played = await play(router({ outputs }), { commands, way });
        expect(summary(played)).toEqual(fine(['', '', '', 'first\n  second\n', '12:00:00\n']));
      });
    }
  }

  test('a message comes with the change', async () => {
    const message = '*Mar  1 00:01:02.003: %SYS-5-CONFIG_I: Configured from console by me on vty0\n';
    for (const way of WAYS) {
      for (const isRepeated of [true, false]) {
        const script = router({
          outputs,
          *behindPrompt(line): Conversation {
            if (line === 'end') yield crlf(`\n${message}${isRepeated ? 'R1#' : ''}`);
          },
        });
        const commands = ['configure terminal', 'end', 'show it', 'end', 'show clock'];
        const played = await play(script, { commands, way });
        expect(summary(played)).toEqual(fine(['', '', 'first\n  second\n', '', '12:00:00\n']));
      }
    }
  });
});

describe('lines are typed', () => {
  test('with the Enter of the platform, and no line feed', async () => {
    const played = await play(router({ outputs }), { commands: ['show it', 'show clock'] });
    expect(played.typed).not.toContain('\n');
    expect(
      played.typed
        .split('\r')
        .map((line) => line.trim())
        .filter(Boolean),
    ).toEqual(['terminal width 511', 'terminal length 0', 'show it', 'show clock', 'exit']);
  });

  test('ahead only when they are read-only', async () => {
    for (const [command, isAhead] of [
      ['show it', true],
      ['write memory', false],
      ['show it | redirect flash:it', false],
      ['reload', false],
    ] as const) {
      const script = function* (): Conversation {
        yield '\r\nR1#';
        yield* deaf();
      };
      const played = await play(script(), { commands: [command] });
      expect({ command, isAhead: played.typed.includes(command) }).toEqual({ command, isAhead });
    }
  });

  test('only after the prompt that ends the output before, with the first command typed ahead', async () => {
    const script = router({
      outputs: {
        *'show it'(): Conversation {
          yield busy(1000);
          yield 'Protocol [ip]?';
          yield* deaf();
        },
      },
    });
    const played = await play(script, { commands: ['show it', 'write erase', 'reload'] });
    expect(failure(played)).toMatchObject({ kind: 'question', message: 'the device asks: Protocol [ip]?' });
    expect(played.typed.endsWith('show it\r')).toBe(true);
  });

  test('each once, and the logout last', async () => {
    const commands = ['show it', 'show clock', 'show it'];
    for (const way of WAYS) {
      const played = await play(router({ outputs }), { commands, way });
      expect(played.typed.match(/show it\r/g)).toHaveLength(2);
      expect(played.typed.match(/show clock\r/g)).toHaveLength(1);
      expect(played.typed.endsWith('exit\r')).toBe(true);
      expect(played.typed.match(/exit/g)).toHaveLength(1);
    }
  });
});
