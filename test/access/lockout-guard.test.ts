import { setMaxListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import {
  type Attempt,
  type GuardOptions,
  type LockoutGuard,
  lockoutGuard,
  type Permission,
} from '../../src/access/lockout-guard.ts';

const ALICE: Attempt = { credential: 'a', username: 'alice', use: 'login', device: 'r1' };
const BOB: Attempt = { credential: 'b', username: 'bob', use: 'login', device: 'r1' };

type Options = Partial<Omit<GuardOptions, 'recent'>> & { readonly before?: number };

function guard({ mostFailures = 3, before = 0, ...options }: Options = {}) {
  const recent = new Map<string, number>([['alice', before]]);
  const made = lockoutGuard({
    mostFailures,
    ...options,
    recent: {
      of: (name) => recent.get(name) ?? 0,
      add: (name) => void recent.set(name, (recent.get(name) ?? 0) + 1),
      clear: (name) => void recent.delete(name),
    },
  });
  return { made, recent };
}

/** Begins so many authentications, and counts which of them go and which are refused. */
function crowd(made: LockoutGuard, size: number, attempt = ALICE, signal = new AbortController().signal) {
  setMaxListeners(0, signal);
  const seen = { gone: 0, refused: [] as string[] };
  for (let i = 0; i < size; i++) {
    void made.begin(attempt, signal).then((permission: Permission) => {
      if (permission.verdict === 'go') seen.gone++;
      else seen.refused.push(permission.verdict === 'stop' ? permission.reason : permission.secret);
    });
  }
  return seen;
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the lock-out guard', () => {
  test('lets three authentications with an unproven credential be under way at once', async () => {
    const { made } = guard();
    const seen = crowd(made, 200);
    await settled();
    expect(seen).toEqual({ gone: 3, refused: [] });
  });

  test('stops a credential after three rejections: 200 devices see three attempts', async () => {
    const { made } = guard();
    const seen = crowd(made, 200);
    await settled();
    for (let i = 0; i < 3; i++) made.ended(ALICE, 'rejected');
    await settled();
    expect(seen.gone).toBe(3);
    expect(seen.refused).toHaveLength(197);
    expect(seen.refused[0]).toMatch(/alice were rejected 3 times in a row/);
  });

  test('gives the place of a rejected authentication to nobody, that of one without a verdict to the next', async () => {
    const { made } = guard();
    const seen = crowd(made, 10);
    await settled();
    made.ended(ALICE, 'rejected');
    await settled();
    expect(seen.gone).toBe(3);
    made.ended(ALICE, 'unknown');
    await settled();
    expect(seen.gone).toBe(4);
  });

  test('lets everybody go once the credential has been accepted', async () => {
    const { made } = guard();
    const seen = crowd(made, 200);
    await settled();
    made.ended(ALICE, 'rejected');
    made.ended(ALICE, 'accepted');
    await settled();
    expect(seen).toEqual({ gone: 200, refused: [] });
  });

  test('stops a credential that is rejected three times in a row after it was accepted', async () => {
    const { made } = guard();
    crowd(made, 4);
    await settled();
    made.ended(ALICE, 'accepted');
    await settled();
    for (let i = 0; i < 3; i++) made.ended(ALICE, 'rejected');
    const late = crowd(made, 2);
    await settled();
    expect(late.gone).toBe(0);
    expect(late.refused).toHaveLength(2);
  });

  test('is careful again after one rejection, until the next acceptance', async () => {
    const { made } = guard();
    crowd(made, 20);
    await settled();
    made.ended(ALICE, 'accepted');
    await settled();
    made.ended(ALICE, 'rejected');
    const late = crowd(made, 5);
    await settled();
    expect(late.gone).toBe(0); // 18 are in flight
    made.ended(ALICE, 'accepted');
    await settled();
    expect(late.gone).toBe(5);
  });

  test('keeps credentials apart', async () => {
    const { made } = guard();
    crowd(made, 3);
    await settled();
    for (let i = 0; i < 3; i++) made.ended(ALICE, 'rejected');
    const bobs = crowd(made, 3, BOB);
    await settled();
    expect(bobs).toEqual({ gone: 3, refused: [] });
  });

  test('counts the rejections that earlier runs have seen lately', async () => {
    const { made } = guard({ before: 2 });
    const seen = crowd(made, 5);
    await settled();
    expect(seen.gone).toBe(1);
    made.ended(ALICE, 'rejected');
    await settled();
    expect(seen.refused).toHaveLength(4);
  });

  test('begins nothing where earlier runs have used up all attempts and nobody watches', async () => {
    const seen = crowd(guard({ before: 3 }).made, 5);
    await settled();
    expect(seen.gone).toBe(0);
    expect(seen.refused[0]).toMatch(/alice were rejected 3 times in the last ten minutes/);
  });

  test('lets one authentication show whether the one who watches has mended the secret', async () => {
    const { made, recent } = guard({ before: 7, askAgain: async () => undefined });
    const seen = crowd(made, 5);
    await settled();
    expect(seen).toEqual({ gone: 1, refused: [] });
    made.ended(ALICE, 'accepted');
    await settled();
    expect(seen.gone).toBe(5);
    expect(recent.get('alice')).toBeUndefined();
  });

  test('shows a secret that was typed to one server first, and asks for another one when that rejects it', async () => {
    const asked: number[] = [];
    const { made } = guard({
      askAgain: async (_attempt, attempts) => {
        asked.push(attempts);
        return 'the right one';
      },
    });
    made.typed('a');
    const seen = crowd(made, 200);
    await settled();
    expect(seen.gone).toBe(1);
    made.ended(ALICE, 'rejected');
    await settled();
    expect(asked).toEqual([1]);
    expect(await made.insteadOf('a')).toBe('the right one');
    expect(seen.gone).toBe(1);
    expect(new Set(seen.refused)).toEqual(new Set(['the right one']));
    expect(seen.refused).toHaveLength(199);
  });

  test('stops a typed secret where the user has no other one', async () => {
    const { made } = guard({ askAgain: async () => undefined });
    made.typed('a');
    const seen = crowd(made, 3);
    await settled();
    made.ended(ALICE, 'rejected');
    await settled();
    expect(seen.refused[0]).toMatch(/rejected once/);
    expect(await made.insteadOf('a')).toBeUndefined();
  });

  test('refuses those who wait when the run is ended', async () => {
    const { made } = guard();
    const stop = new AbortController();
    const seen = crowd(made, 5, ALICE, stop.signal);
    await settled();
    stop.abort();
    await settled();
    expect(seen.refused).toHaveLength(2);
  });

  test('is off with 0', async () => {
    const seen = crowd(guard({ mostFailures: 0 }).made, 200);
    await settled();
    expect(seen.gone).toBe(200);
  });
});
