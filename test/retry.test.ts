import { describe, expect, test } from 'vitest';
import type { Retry } from '../src/model/failure.ts';
import type { Outcome } from '../src/model/outcome.ts';
import { retries } from '../src/retry.ts';
import { device } from './reporters/fixed-run.ts';

const DEVICES = [device('r1'), device('r2')];
const signal = new AbortController().signal;

function failed(retry?: Retry): Outcome {
  const failure = { kind: 'connect', message: 'refused', hint: '', ...(retry && { retry }) } as const;
  return { status: 'failed', failure, notes: [], durationMs: 1, attempts: 1 };
}

/** How often a device is tried again that fails so for ever. */
function triesAgain(most: number, retry?: Retry): number {
  const again = retries({ devices: DEVICES, most, pauseMs: 0 });
  let times = 0;
  while (times < 10 && again(failed(retry), 0, signal)) times++;
  return times;
}

describe('a device is tried again', () => {
  test.each([
    ['before-authentication', 1, 1],
    ['before-authentication', 3, 3],
    ['before-authentication', 0, 0],
    ['channel-refused', 3, 1],
    ['read-only-broken-off', 3, 1],
    ['read-only-broken-off', 0, 0],
  ] as const)('after a failure "%s" with --retries %i: %i times', (retry, most, times) => {
    expect(triesAgain(most, retry)).toBe(times);
  });

  test('never after any other failure, and never when it is ok', () => {
    expect(triesAgain(3)).toBe(0);
    const again = retries({ devices: DEVICES, most: 3, pauseMs: 0 });
    expect(again({ status: 'ok', notes: [], durationMs: 1, attempts: 1 }, 0, signal)).toBeUndefined();
  });

  test('whatever became of the others', () => {
    const again = retries({ devices: DEVICES, most: 1, pauseMs: 0 });
    expect(again(failed('before-authentication'), 0, signal)?.device).toBe(DEVICES[0]);
    expect(again(failed('before-authentication'), 1, signal)?.device).toBe(DEVICES[1]);
    expect(again(failed('before-authentication'), 0, signal)).toBeUndefined();
  });

  test('without waiting any longer once the run is ended', async () => {
    const again = retries({ devices: DEVICES, most: 1, pauseMs: 1_000_000 });
    const stop = new AbortController();
    const asked = again(failed('before-authentication'), 0, stop.signal);
    stop.abort();
    await expect(asked?.pause).resolves.toBeUndefined();
  });
});
