import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Deadline } from '../../src/session/deadline.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

function opened() {
  const parent = new AbortController();
  return { parent, deadline: new Deadline(parent.signal) };
}

test('ends with its time, and with the reason of that time', async () => {
  const { deadline } = opened();
  deadline.set(1000, () => 'too late');
  await pass(990);
  expect(deadline.signal.aborted).toBe(false);
  await pass(20);
  expect(deadline.signal.reason).toBe('too late');
});

test('ends with its parent, at once where that has ended already', () => {
  const { parent, deadline } = opened();
  deadline.set(1000, () => 'too late');
  parent.abort('stopped');
  expect(deadline.signal.reason).toBe('stopped');
  expect(new Deadline(parent.signal).signal.reason).toBe('stopped');
  expect(vi.getTimerCount()).toBe(0);
});

test('begins again as often as data comes', async () => {
  const { deadline } = opened();
  deadline.set(1000, () => 'too late');
  for (let times = 0; times < 5; times++) {
    await pass(900);
    deadline.restart();
  }
  expect(deadline.signal.aborted).toBe(false);
  await pass(1010);
  expect(deadline.signal.aborted).toBe(true);
});

test('may become shorter, longer, and none', async () => {
  const { deadline } = opened();
  deadline.set(10_000, () => 'long');
  deadline.set(100, () => 'short');
  deadline.set(1000, () => 'middle');
  await pass(500);
  expect(deadline.signal.aborted).toBe(false);
  deadline.clear();
  deadline.restart();
  await pass(20_000);
  expect(deadline.signal.aborted).toBe(false);
  deadline.set(100, () => 'short');
  await pass(110);
  expect(deadline.signal.reason).toBe('short');
});

test.each([3e9, Number.POSITIVE_INFINITY])('may be longer than a timer: %d ms', async (ms) => {
  const { deadline } = opened();
  const setAt = performance.now();
  deadline.set(ms, () => 'too late');
  vi.advanceTimersToNextTimer();
  expect(performance.now() - setAt).toBeGreaterThan(2e9);
  await pass(1e9);
  expect(deadline.signal.aborted).toBe(ms === 3e9);
});

test('stands still while it is held, by one or by several', async () => {
  const { deadline } = opened();
  deadline.set(1000, () => 'too late');
  await pass(600);
  const first = deadline.hold();
  await pass(5000);
  const second = deadline.hold();
  first[Symbol.dispose]();
  await pass(5000);
  second[Symbol.dispose]();
  await pass(390);
  expect(deadline.signal.aborted).toBe(false);
  await pass(20);
  expect(deadline.signal.aborted).toBe(true);
});

test('that is set while it is held begins when it is let go', async () => {
  const { deadline } = opened();
  const hold = deadline.hold();
  deadline.set(1000, () => 'too late');
  await pass(5000);
  hold[Symbol.dispose]();
  await pass(990);
  expect(deadline.signal.aborted).toBe(false);
  await pass(20);
  expect(deadline.signal.aborted).toBe(true);
});

test('that begins again while it is held has all its time when it is let go', async () => {
  const { deadline } = opened();
  deadline.set(1000, () => 'too late');
  await pass(900);
  const hold = deadline.hold();
  await pass(500);
  deadline.restart();
  await pass(5000);
  hold[Symbol.dispose]();
  await pass(990);
  expect(deadline.signal.aborted).toBe(false);
  await pass(20);
  expect(deadline.signal.reason).toBe('too late');
});

test('that is held in the moment in which it would end goes on when it is let go', async () => {
  const { deadline } = opened();
  deadline.set(1000, () => 'too late');
  vi.advanceTimersToNextTimer();
  const hold = deadline.hold();
  await pass(5000);
  expect(deadline.signal.aborted).toBe(false);
  hold[Symbol.dispose]();
  await pass(10);
  expect(deadline.signal.reason).toBe('too late');
});

test('that is over while it is held starts nothing when it is let go', async () => {
  const { parent, deadline } = opened();
  deadline.set(1000, () => 'too late');
  const hold = deadline.hold();
  parent.abort('stopped');
  hold[Symbol.dispose]();
  expect(vi.getTimerCount()).toBe(0);
});
