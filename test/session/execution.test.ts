import { describe, expect, test } from 'vitest';
import { failure, fine, type Played, type PlayOptions, play, summary } from './play.ts';
import { host } from './scripted-device.ts';
import { type ProgramAct, ScriptedProgram } from './scripted-program.ts';

const HOST = { platform: 'linux', shell: 'auto', commands: ['do it'] } as const;

/** Runs a command on a host that prints this for it; its shell knows the command as well. */
async function onHost(
  acts: readonly ProgramAct[],
  exit: ConstructorParameters<typeof ScriptedProgram>[1],
  options: PlayOptions = {},
): Promise<Played & { readonly started: readonly string[]; readonly program: ScriptedProgram }> {
  const started: string[] = [];
  const program = new ScriptedProgram(acts, exit);
  const played = await play(host({ outputs: { 'do it': 'by the shell\n' } }), {
    ...HOST,
    program: (command) => {
      started.push(command);
      if (command === 'do it') return program;
      return new ScriptedProgram([{ output: command.replace('echo ', '') }], { code: 0 });
    },
    ...options,
  });
  return { ...played, started, program };
}

describe('a single command on a Linux host', () => {
  test('runs without a shell, and its exit status is told', async () => {
    const played = await onHost([{ output: 'first\n  second\n' }], { code: 0 });
    expect(summary(played)).toEqual(fine(['first\n  second\n']));
    expect(played.replies).toMatchObject([{ command: 'do it', status: 'ok', exitCode: 0 }]);
    expect(played.started).toEqual(['do it']);
    expect(played.typed).toBe('');
    expect(played.stages).toEqual(['command']);
  });

  test.each([1, 2, 127, 255])('is rejected by its exit status %i', async (code) => {
    const played = await onHost([{ errors: 'no such thing\n' }], { code });
    expect(played.outcome).toMatchObject({ status: 'rejected', notes: [] });
    expect(played.replies).toMatchObject([{ output: 'no such thing\n', status: 'rejected', exitCode: code }]);
  });

  test('is rejected by the signal that killed it', async () => {
    const played = await onHost([{ output: 'half' }], { signal: 'KILL' });
    expect(played.replies).toMatchObject([{ output: 'half', status: 'rejected', signal: 'KILL' }]);
    expect(played.replies[0]).not.toHaveProperty('exitCode');
  });

  test('is not judged by words: an output may tell of a command that was not found', async () => {
    const played = await onHost([{ output: 'bash: foo: command not found\n' }], { code: 0 });
    expect(played.replies).toMatchObject([{ status: 'ok', exitCode: 0 }]);
  });

  test('that says nothing and fails has run, and is not typed again', async () => {
    const played = await onHost([], { code: 1 });
    expect(played.replies).toMatchObject([{ output: '', status: 'rejected', exitCode: 1 }]);
    expect(played.started).toEqual(['do it']);
  });

  test('that says nothing has run where the host answers another one', async () => {
    const played = await onHost([], { code: 0 });
    expect(summary(played)).toEqual(fine(['']));
    expect(played.started).toEqual(['do it', expect.stringMatching(/^echo netrun-/)]);
    expect(played.typed).toBe('');
  });

  test('gives the lines of outputs and errors in the order in which they end, none of them cut', async () => {
    const played = await onHost(
      [
        { output: 'one\ntw' },
        { errors: 'first error\nsecond' },
        { output: 'o\nthree\n' },
        { errors: ' error\n' },
        { output: 'no end' },
      ],
      { code: 0 },
    );
    expect(played.outputs).toEqual(['one\nfirst error\ntwo\nthree\nsecond error\nno end']);
  });

  test('keeps characters whole that are cut anywhere', async () => {
    const bytes = Buffer.from('Київ 東京\n');
    for (let at = 1; at < bytes.length; at++) {
      const played = await onHost(
        [{ output: bytes.subarray(0, at) }, { errors: 'ой\n' }, { output: bytes.subarray(at) }],
        { code: 0 },
      );
      expect(played.outputs).toEqual(['ой\nКиїв 東京\n']);
    }
  });

  test('is decoded as the device encodes', async () => {
    const played = await onHost(
      [{ output: Buffer.from([0xca, 0xe8, 0xbf, 0xe2, 0x0a]) }],
      { code: 0 },
      {
        encoding: 'windows-1251',
      },
    );
    expect(played.outputs).toEqual(['Київ\n']);
  });
});

describe('a shell takes what has to be typed:', () => {
  test.each<[string, PlayOptions]>([
    ['several commands share it', { commands: ['do it', 'do it'] }],
    ['a job that wants it has it', { shell: 'always' }],
  ])('%s', async (_, options) => {
    const played = await onHost([], { code: 0 }, options);
    expect(played.outcome.status).toBe('ok');
    expect(new Set(played.outputs)).toEqual(new Set(['by the shell\n']));
    expect(played.started).toEqual([]);
    expect(played.replies[0]).not.toHaveProperty('exitCode');
  });

  test('sudo is asked for there', async () => {
    const played = await onHost([], { code: 0 }, { secret: 's3cret' });
    expect(failure(played)).toMatchObject({ kind: 'enable' });
    expect(played.started).toEqual([]);
  });

  test('a platform whose devices run no single commands has one', async () => {
    const played = await onHost([], { code: 0 }, { platform: 'vyos' });
    expect(played.started).toEqual([]);
  });
});

describe('where a command line has taken the place of the shell, the command is typed there, with a note:', () => {
  const NOTE = 'it runs no single commands: the command was typed in its shell';

  test('the request is refused', async () => {
    const played = await play(host({ outputs: { 'do it': 'by the shell\n' } }), HOST);
    expect(summary(played)).toEqual(fine(['by the shell\n'], [NOTE]));
  });

  test.each<[string, readonly ProgramAct[], ConstructorParameters<typeof ScriptedProgram>[1]]>([
    ['it is taken for nothing', [], { code: 0 }],
    ['it is taken for nothing, and no status is told', [], undefined],
    [
      'a Telnet client hangs up',
      [
        { output: "Trying 127.11.1.1...\r\nConnected to 127.11.1.1.\r\nEscape character is '^]'.\r\n" },
        { errors: 'Connection closed by foreign host.\r\n' },
      ],
      { code: 0 },
    ],
    ['it greets and prompts', [{ output: 'Hello, this is FRRouting.\r\n\r\nedge1> ' }], { code: 0 }],
  ])('%s', async (_, acts, exit) => {
    const script = host({ outputs: { 'do it': 'by the shell\n' } });
    const played = await play(script, { ...HOST, program: () => new ScriptedProgram(acts, exit) });
    expect(summary(played)).toEqual(fine(['by the shell\n'], [NOTE]));
    expect(played.replies).toHaveLength(1);
  });
});

describe('a program that does not end', () => {
  test('is told to after the time without data, and what it printed is kept', async () => {
    const played = await onHost(
      [{ output: 'first\n' }, { busyMs: 9000 }, { output: 'seco' }, { busyMs: 60_000 }],
      { code: 0 },
    );
    expect(failure(played)).toMatchObject({
      kind: 'timeout',
      message: 'nothing came for 10 s',
      awaited: 'the end of "do it"',
      lastLine: 'seco',
    });
    expect(played.replies).toMatchObject([{ status: 'partial', output: 'first\nseco' }]);
    expect(played.replies[0]).not.toHaveProperty('exitCode');
    expect(played.endedAtMs).toBe(19_000);
    expect(played.program.isTerminated).toBe(true);
  });

  test('is told to when the run is cancelled', async () => {
    const played = await onHost([{ output: 'first\n' }, { busyMs: 60_000 }], undefined, { cancelAtMs: 3000 });
    expect(played.outcome.status).toBe('cancelled');
    expect(played.replies).toMatchObject([{ status: 'partial', output: 'first\n' }]);
    expect(played.program.isTerminated).toBe(true);
  });

  test('is told to when it prints more than may be taken', async () => {
    const line = { output: `${'x'.repeat(2 ** 20 - 1)}\n` };
    const played = await onHost(
      Array.from({ length: 80 }, () => line),
      { code: 0 },
    );
    expect(failure(played)).toMatchObject({ kind: 'output-limit' });
    expect(played.replies).toMatchObject([{ status: 'partial' }]);
    expect(played.program.isTerminated).toBe(true);
  });
});
