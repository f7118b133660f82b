import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Outcome } from '../../src/model/outcome.ts';
import { liveLine } from '../../src/reporters/live.ts';
import { device, outcome } from './fixed-run.ts';
import { recordingSink } from './recording-sink.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const OK: Outcome = outcome({ status: 'ok' });
const FAILED = outcome({ status: 'failed', failure: { kind: 'connect', message: 'refused', hint: '' } });

function live(names: readonly string[], columns = 80) {
  const screen = { ...recordingSink({ isTerminal: true }), columns };
  const line = liveLine({
    devices: names.map((name) => device(name)),
    stdout: screen,
    stderr: screen,
    now: () => Date.now(),
  });
  /** What a terminal of one line would show. */
  const shown = async () => {
    await vi.advanceTimersByTimeAsync(200);
    return (
      screen
        .text()
        .split(/\r\x1b\[K|\n/)
        .at(-1) ?? ''
    );
  };
  return { line, screen, shown };
}

describe('the line at the foot of the terminal', () => {
  test('says how far the run is, what failed, how long it takes, and what the slowest device waits for', async () => {
    const { line, shown } = live(['r1', 'r2', 'r3', 'r4']);
    line.event({ type: 'started', index: 1 });
    line.event({ type: 'stage', index: 1, stage: 'authenticate' });
    line.event({ type: 'started', index: 0 });
    line.event({ type: 'started', index: 2 });
    line.event({ type: 'finished', index: 0, outcome: OK });
    line.event({ type: 'finished', index: 2, outcome: FAILED });
    await vi.advanceTimersByTimeAsync(64_800);
    expect(await shown()).toBe('[========        ] 2/4  1 failed  1:05  r2: authenticate 1 min 05 s');
  });

  test('is never mixed with results, and comes back below them', async () => {
    const { line, screen, shown } = live(['r1', 'r2']);
    line.event({ type: 'started', index: 0 });
    const before = await shown();
    await line.stdout.write('an output\n');
    expect(screen.text().endsWith(`${before}\r\x1b[Kan output\n`)).toBe(true);
    expect(await shown()).toBe(before);
  });

  test('is back at once below a result that comes alone, and not below each of many', async () => {
    const { line, screen, shown } = live(['r1', 'r2']);
    const before = await shown();
    await vi.advanceTimersByTimeAsync(60);
    await line.stdout.write('one\n');
    await line.stdout.write('two\n');
    await line.stdout.write('three\n');
    expect(screen.text().endsWith(`one\n${before}\r\x1b[Ktwo\nthree\n`)).toBe(true);
  });

  test('waits for the end of a line that is being written', async () => {
    const { line, screen, shown } = live(['r1']);
    await line.stdout.write('half');
    await shown();
    expect(screen.text().endsWith('half')).toBe(true);
    await line.stdout.write(' and whole\n');
    expect(await shown()).toMatch(/^\[/);
  });

  test('is gone at the end', async () => {
    const { line, screen, shown } = live(['r1', 'r2']);
    await shown();
    line[Symbol.dispose]();
    await vi.advanceTimersByTimeAsync(0);
    expect(screen.text().endsWith('\r\x1b[K')).toBe(true);
    const before = screen.text();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(screen.text()).toBe(before);
  });

  test('never wraps, whatever the name and however wide its letters', async () => {
    const { line, shown } = live(['東京東京東京東京東京東京東京東京東京'], 40);
    line.event({ type: 'started', index: 0 });
    const text = await shown();
    expect(text).toMatch(/^\[ +\] 0\/1 {2}0:00 {2}東京/);
    // Each of these letters takes two columns.
    expect(text.length + (text.match(/[東京]/g)?.length ?? 0)).toBeLessThan(40);
  });

  test('lists what is pending, each with its stage', async () => {
    const { line, screen } = live(['sw01', 'sw02', 'sw03', 'sw04', 'sw05']);
    for (const index of [0, 1, 2]) line.event({ type: 'started', index });
    for (const index of [0, 1]) line.event({ type: 'stage', index, stage: 'connect' });
    line.event({ type: 'stage', index: 2, stage: 'command' });
    line.showPending();
    await vi.advanceTimersByTimeAsync(0);
    expect(screen.text()).toContain('connect: sw[01-02] (2)\ncommand: sw03 (1)\nnot begun: 2\n');
  });

  test('is drawn five times a second at most, however many devices finish', async () => {
    const names = Array.from({ length: 5_000 }, (_, index) => `sw${index}`);
    const { line, screen } = live(names);
    for (const index of names.keys()) {
      line.event({ type: 'started', index });
      line.event({ type: 'finished', index, outcome: OK });
      if (index % 500 === 0) await vi.advanceTimersByTimeAsync(200);
    }
    expect(screen.writes.length).toBeLessThanOrEqual(11);
  });
});
