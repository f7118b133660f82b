import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { Io } from '../../src/cli/io.ts';
import { sessionQuestions } from '../../src/cli/session-questions.ts';
import { task } from '../session/play.ts';

const { device } = task({});
const devices = [
  { ...device, name: 'R1', host: '192.0.2.1' },
  { ...device, name: 'R2', host: '192.0.2.2' },
];
const signal = new AbortController().signal;
const onScreen = { ask: <T>(question: () => Promise<T>) => question() };

/** A terminal on which these lines are typed, each when a question is there. */
function terminal(lines: readonly string[], { isTTY = true } = {}): { io: Io; written: () => string } {
  const typed = lines.values();
  let written = '';
  const stdin = Object.assign(new PassThrough(), { isTTY, setRawMode: () => stdin });
  const stderr = {
    write(text: string) {
      written += text;
      if (text.endsWith(': ')) setImmediate(() => stdin.write(`${typed.next().value}\r`));
    },
  };
  // All that is used of them.
  return { io: { stdin, stderr } as unknown as Io, written: () => written };
}

describe('what sessions ask', () => {
  test('is put to the user with the name of the device, and answered; before the first it says how many it may take', async () => {
    const { io, written } = terminal(['123456', 'shown']);
    const questions = sessionQuestions(devices, onScreen, io);
    const code = { type: 'prompt', text: 'Verification code: ', echo: false } as const;
    expect(await questions.prompt?.(code, 0, signal)).toBe('123456');
    expect(await questions.prompt?.({ ...code, text: 'Token:', echo: true }, 1, signal)).toBe('shown');
    expect(written()).toBe(
      'Each of the 2 devices may ask for one, one after the other; Ctrl-C ends it.\n' +
        'R1: Verification code: \nR2: Token: shown\n',
    );
  });

  test('is asked once where it is the password of the same user, and anew for a jump host', async () => {
    const { io, written } = terminal(['of-devices', 'of-gate']);
    const { password } = sessionQuestions(devices, onScreen, io);
    const ask = { type: 'password', username: 'netops', host: '192.0.2.1', port: 22 } as const;
    expect(await password?.(ask, 0, signal)).toBe('of-devices');
    expect(await password?.({ ...ask, host: '192.0.2.2' }, 1, signal)).toBe('of-devices');
    expect(await password?.({ ...ask, host: 'gate' }, 1, signal)).toBe('of-gate');
    expect(await password?.({ ...ask, host: 'gate' }, 0, signal)).toBe('of-gate');
    expect(written()).toBe('Password of netops: \nPassword of netops on the jump host gate: \n');
  });

  test('has no answer where there is no terminal', () => {
    expect(sessionQuestions(devices, onScreen, terminal([], { isTTY: false }).io)).toEqual({});
  });

  test('is not asked any more when the one who asked has been ended', async () => {
    const { io, written } = terminal(['late']);
    const ended = AbortSignal.abort();
    const { prompt } = sessionQuestions(devices, onScreen, io);
    expect(await prompt?.({ type: 'prompt', text: 'Code:', echo: false }, 0, ended)).toBeUndefined();
    expect(written()).toBe('');
  });
});
