import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Heartbeat } from '../../src/executors/heartbeat.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);

function watched(answers: 'always' | 'once' | 'never') {
  const silent: number[] = [];
  let asked = 0;
  const heartbeat = new Heartbeat({
    ask: () => {
      asked++;
      if (answers === 'always' || (answers === 'once' && asked === 1)) heartbeat.heard();
    },
    silent: (seconds) => void silent.push(seconds),
  });
  return { heartbeat, silent, asked: () => asked };
}

test('a worker that answers is asked again and again', async () => {
  const { heartbeat, silent, asked } = watched('always');
  heartbeat.start();
  await pass(60);
  expect(silent).toEqual([]);
  expect(asked()).toBe(60);
  heartbeat.stop();
  expect(vi.getTimerCount()).toBe(0);
});

test('a worker that answers no more is given up after ten steps of this thread, once', async () => {
  const { heartbeat, silent, asked } = watched('once');
  heartbeat.start();
  await pass(11);
  expect(silent).toEqual([]);
  await pass(60);
  expect(silent).toEqual([10]);
  expect(asked(), 'no second question while the first is open').toBe(2);
});

test('a worker that is still starting has more time', async () => {
  const { heartbeat, silent } = watched('never');
  heartbeat.start();
  await pass(100);
  expect(silent).toEqual([]);
  await pass(60);
  expect(silent).toHaveLength(1);
});

test('time that passes while this thread stands still kills nobody', async () => {
  const { heartbeat, silent } = watched('once');
  heartbeat.start();
  await pass(2);
  // A laptop that slept: hours later the timer goes off once.
  vi.setSystemTime(Date.now() + 3_600_000);
  await pass(1);
  expect(silent).toEqual([]);
  heartbeat.heard();
  await pass(5);
  expect(silent).toEqual([]);
});
