import { setMaxListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type LoginPace, loginPace, type PacedLogin } from '../../src/access/login-pace.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function pace(perSecond?: number, atOnce?: number): LoginPace {
  return loginPace({ perSecond, atOnce, now: () => Date.now() });
}

/** Has so many logins wait for their turn, and gives those that have had it. */
function crowd(made: LoginPace, size: number): PacedLogin[] {
  const begun: PacedLogin[] = [];
  const { signal } = new AbortController();
  setMaxListeners(0, signal);
  for (let i = 0; i < size; i++) void made.begin(signal).then((login) => begun.push(login));
  return begun;
}

const settled = () => vi.advanceTimersByTimeAsync(0);

/** Five logins that show how long they take, and then a slow crowd that is under way when it shows. */
async function slowDown(made: LoginPace): Promise<void> {
  const first = crowd(made, 5);
  await vi.advanceTimersByTimeAsync(200);
  for (const login of first) login.ended('answered');
  const slow = crowd(made, 40);
  await vi.advanceTimersByTimeAsync(2_000);
  for (const login of slow) login.ended('answered');
  await settled();
}

describe('the pace of logins', () => {
  test('holds nobody back where no rate is set', async () => {
    const begun = crowd(pace(), 1_000);
    await settled();
    expect(begun).toHaveLength(1_000);
  });

  test('begins no more a second than the rate says', async () => {
    const begun = crowd(pace(5), 100);
    await settled();
    expect(begun).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(begun).toHaveLength(6);
    await vi.advanceTimersByTimeAsync(9_000);
    expect(begun).toHaveLength(51);
  });

  test('has no more under way at once than are allowed, however quick they are', async () => {
    const begun = crowd(pace(undefined, 2), 40);
    await settled();
    expect(begun).toHaveLength(2);
    for (let ended = 0; ended < 20; ended++) {
      begun[ended]?.ended('answered');
      await settled();
      expect(begun).toHaveLength(ended + 3);
    }
  });

  test('lets one log in after the other once a login takes the user by the hand', async () => {
    const made = pace();
    const first = crowd(made, 3);
    await settled();
    made.oneAtATime();
    const later = crowd(made, 40);
    await settled();
    expect(later).toHaveLength(0);
    for (const login of first) login.ended('answered');
    await settled();
    expect(later).toHaveLength(1);
    later[0]?.ended('answered');
    await settled();
    expect(later).toHaveLength(2);
  });

  test('begins half as many at once when logins take three times as long as the first ones did', async () => {
    const made = pace();
    await slowDown(made);
    const later = crowd(made, 100);
    await settled();
    expect(later).toHaveLength(20);
  });

  test('begins more at once again when logins are quick again', async () => {
    const made = pace();
    await slowDown(made);
    const later = crowd(made, 400);
    for (let ended = 0, turn = 0; turn < 100 && later.length < 400; turn++) {
      await vi.advanceTimersByTimeAsync(200);
      for (; ended < later.length; ended++) later[ended]?.ended('answered');
    }
    expect(later).toHaveLength(400);
  });

  test('takes no notice of three times as long where nobody feels it', async () => {
    const made = pace();
    const first = crowd(made, 5);
    await vi.advanceTimersByTimeAsync(5);
    for (const login of first) login.ended('answered');
    const slower = crowd(made, 40);
    await vi.advanceTimersByTimeAsync(100);
    for (const login of slower) login.ended('answered');
    const later = crowd(made, 100);
    await settled();
    expect(later).toHaveLength(100);
  });

  test('begins half as many at once after a reset, and takes many resets at once for one', async () => {
    const made = pace();
    const first = crowd(made, 40);
    await settled();
    for (const login of first) login.ended('unanswered');
    for (let i = 0; i < 40; i++) made.wasReset();
    const later = crowd(made, 100);
    await settled();
    expect(later).toHaveLength(20);
  });

  test('lets nobody wait any longer when the run is ended', async () => {
    const stop = new AbortController();
    const made = pace(0.001);
    void made.begin(stop.signal);
    const waits = made.begin(stop.signal);
    stop.abort();
    await expect(waits).resolves.toBeDefined();
  });
});
