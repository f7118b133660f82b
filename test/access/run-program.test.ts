import { describe, expect, it } from 'vitest';
import { runProgram } from '../../src/access/run-program.ts';

const run = (script: string, limits: { timeoutMs?: number; maxBytes?: number; cwd?: string } = {}) =>
  runProgram('/bin/sh', ['-c', script], {
    env: { PATH: process.env.PATH, SHOWN: 'shown' },
    timeoutMs: 60_000,
    maxBytes: 1000,
    ...limits,
  });

const text = async (...args: Parameters<typeof run>) => {
  const ran = await run(...args);
  return 'problem' in ran ? ran : ran.stdout.toString();
};

describe('a program', () => {
  it('gives what it prints, with the environment that it was given alone', async () => {
    expect(await text('printf "%s-%s" "$SHOWN" "$HOME"')).toBe('shown-');
  });

  it('has no standard input to wait for', async () => {
    expect(await text('cat; echo end')).toBe('end\n');
  });

  it('runs where it is told to', async () => {
    expect(await text('pwd', { cwd: '/' })).toBe('/\n');
  });

  it.each([
    ['exit 3', {}, 'it ended with code 3'],
    ['echo why >&2; exit 1', {}, 'it ended with code 1: why'],
    ['printf "a\\nlast \\033[31m\\n\\n" >&2; exit 1', {}, 'it ended with code 1: last [31m'],
    ['kill -TERM $$', {}, 'it was ended by SIGTERM'],
    ['exec sleep 2', { timeoutMs: 50 }, 'it took more than 0.05 seconds'],
    ['sleep 2 & exec sleep 2', { timeoutMs: 50 }, 'it took more than 0.05 seconds'],
    ['yes', { maxBytes: 100 }, 'it printed more than 100 bytes'],
  ])('%j with %j is ended, and why is said', async (script, limits, problem) => {
    expect(await run(script, limits)).toEqual({ problem });
  });

  it.each([
    ['/no/such/program', /was not found$/],
    ['/', /may not execute it$/],
  ])('%s cannot be started', async (file, expected) => {
    const ran = await runProgram(file, [], { env: {}, timeoutMs: 60_000, maxBytes: 1 });
    expect('problem' in ran && ran.problem).toMatch(expected);
  });
});
