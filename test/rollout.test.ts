import { setMaxListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { type RolloutOptions, rollout } from '../src/rollout.ts';
import { outcome } from './reporters/fixed-run.ts';

const OK = outcome({ status: 'ok' });
const FAILED = outcome({ status: 'failed', failure: { kind: 'connect', message: '', hint: '' } });
const settled = () => new Promise((resolve) => setImmediate(resolve));

function roll(options: Partial<RolloutOptions> & { total: number }) {
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  const made = rollout({ waves: [], pauseMs: 0, mostFailures: undefined, ...options });
  const begun: number[] = [];
  for (let index = 0; index < options.total; index++) {
    void made.turn(index, stop.signal).then(() => begun.push(index));
  }
  return { made, begun, stop };
}

/** Lets time pass until the devices that may begin have begun. */
async function until(begun: readonly number[], count: number): Promise<number> {
  for (let turn = 0; turn < 100 && begun.length < count; turn++) await settled();
  await settled();
  return begun.length;
}

describe('a rollout', () => {
  test('begins with everything where no waves are wanted', async () => {
    const { begun } = roll({ total: 10 });
    expect(await until(begun, 10)).toBe(10);
  });

  test('runs in waves, each after all of the one before: 1, 10 %, the rest', async () => {
    const { made, begun } = roll({ total: 100, waves: [{ count: 1 }, { percent: 10 }, { percent: 100 }] });
    expect(await until(begun, 1)).toBe(1);
    made.finished(OK);
    expect(await until(begun, 11)).toBe(11);
    for (let i = 0; i < 9; i++) made.finished(OK);
    expect(await until(begun, 12)).toBe(11);
    made.finished(OK);
    expect(await until(begun, 100)).toBe(100);
    expect(begun.slice(0, 11)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test('repeats the last wave until all have had their turn', async () => {
    const { made, begun } = roll({ total: 7, waves: [{ count: 3 }] });
    expect(await until(begun, 3)).toBe(3);
    for (let i = 0; i < 3; i++) made.finished(OK);
    expect(await until(begun, 6)).toBe(6);
    for (let i = 0; i < 3; i++) made.finished(OK);
    expect(await until(begun, 7)).toBe(7);
  });

  test.each([
    [{ count: 2 }, 2],
    [{ percent: 10 }, 1],
    [{ percent: 25 }, 3],
  ])('begins no further device after failures of %j', (mostFailures, most) => {
    const { made } = roll({ total: 10, mostFailures });
    for (let failures = 1; failures < most; failures++) made.finished(FAILED);
    expect(made.skip()).toBeUndefined();
    made.finished(OK);
    expect(made.skip()).toBeUndefined();
    made.finished(FAILED);
    expect(made.skip()?.skip).toMatch(/failed, and no further one was begun$/);
  });

  test('lets nobody wait any longer when the run is ended', async () => {
    const { begun, stop } = roll({ total: 3, waves: [{ count: 1 }], pauseMs: 1_000_000 });
    await until(begun, 1);
    stop.abort();
    expect(await until(begun, 3)).toBe(3);
  });
});
