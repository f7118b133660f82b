import { describe, expect, test } from 'vitest';
import { onLab } from './on-lab.ts';

const HOST = { platform: 'linux', secret: undefined } as const;

describe('a single command on a Linux host', () => {
  test.each([
    ['uname -n', 'srv1\n', 'ok', 0],
    ['false', '', 'rejected', 1],
    ['frobnicate it', 'bash: frobnicate: command not found\n', 'rejected', 127],
    ['true', '', 'ok', 0],
  ])('%s runs without a shell, and tells how it ended', async (command, output, status, exitCode) => {
    const ran = await onLab({ commands: [command], device: HOST });
    expect(ran.replies).toEqual([{ command, output, status, exitCode, durationMs: expect.any(Number) }]);
    expect(ran.outcome).toMatchObject({ status, notes: [] });
    expect(ran.typed.join('')).toBe('');
  });

  test('is not judged by its exit status where nothing is to be judged', async () => {
    const ran = await onLab({ commands: ['false'], device: HOST, job: { rejectCheck: false } });
    expect(ran.replies).toMatchObject([{ status: 'ok', exitCode: 1 }]);
  });

  test('may print more than the memory is to hold', async () => {
    const ran = await onLab({ commands: ['bytes 20000000'], device: HOST });
    expect(ran.outcome.status).toBe('ok');
    expect(ran.outputs[0]?.length).toBe(20_000_000);
  });

  test('is told to end when nothing came for too long, and when it prints too much', async () => {
    for (const [command, kind] of [
      ['slow', 'timeout'],
      ['yes', 'output-limit'],
    ] as const) {
      const ran = await onLab({
        commands: [command],
        device: HOST,
        deadlines: { deviceMs: 60_000, idleMs: 300 },
        job: { output: { maxBytes: 2 ** 22, spillFolder: undefined } },
      });
      expect(ran.failure).toMatchObject({ kind, awaited: `the end of "${command}"` });
      expect(ran.replies).toMatchObject([{ status: 'partial' }]);
      expect(ran.counters).toMatchObject({ programsKilled: 1 });
    }
  });

  test('is told to end when the run is cancelled', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 500);
    const ran = await onLab({ commands: ['yes'], device: HOST, cancel: stop.signal });
    expect(ran.outcome.status).toBe('cancelled');
    expect(ran.counters).toMatchObject({ programsKilled: 1 });
  });

  test('is typed in the shell, with a note, where the server starts no single commands', async () => {
    const ran = await onLab({ commands: ['uname -n'], device: HOST, behaviour: { refuses: ['exec'] } });
    expect(ran.outcome).toMatchObject({ status: 'ok', notes: [expect.stringContaining('in its shell')] });
    expect(ran.outputs).toEqual(['srv1\n']);
    expect(ran.counters).toMatchObject({ connections: 1, loginsAccepted: 1 });
  });

  test('shares a shell with others', async () => {
    const ran = await onLab({ commands: ['false', 'echo $?'], device: HOST });
    expect(ran.outputs).toEqual(['', '1\n']);
    expect(ran.replies[0]).not.toHaveProperty('exitCode');
  });

  test('runs as root in a shell where a secret is given', async () => {
    const ran = await onLab({ commands: ['whoami'], device: { platform: 'linux' } });
    expect(ran.outputs).toEqual(['root\n']);
  });

  test('needs fewer round trips than in a shell', async () => {
    const timeOf = async (shell: 'auto' | 'always') => {
      const job = { shell };
      const ran = await onLab({ commands: ['uname -n'], device: HOST, job, behaviour: { rttMs: 200 } });
      return ran.outcome.durationMs;
    };
    expect(await timeOf('auto')).toBeLessThan((await timeOf('always')) - 200);
  });
});
