import { setMaxListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Handshakes } from '../../src/executors/handshakes.ts';
import type { Stage } from '../../src/model/event.ts';
import type { Outcome } from '../../src/model/outcome.ts';
import type { OpenConnection } from '../../src/session/run-job.ts';
import { task } from '../session/play.ts';
import { UNASKED } from './tasks.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('handshakes', () => {
  test('begin soon, however many they are, where the thread has little to do', async () => {
    const { begun, start } = many();
    const ended = start(200);
    await vi.advanceTimersByTimeAsync(50);
    expect(begun()).toBe(200);
    await finish(ended);
  });

  test('begin only as others are over where the thread is behind', async () => {
    const { begun, start, pass } = many();
    const ended = start(100);
    isBusy = true;
    await vi.advanceTimersByTimeAsync(50);
    expect(begun()).toBe(32);
    pass(10);
    await vi.advanceTimersByTimeAsync(50);
    expect(begun()).toBe(42);
    isBusy = false;
    await vi.advanceTimersByTimeAsync(50);
    expect(begun()).toBe(100);
    await finish(ended);
  });

  test('that wait for their turn have no clock running, and can be cancelled', async () => {
    const { begun, start, stop } = many();
    isBusy = true;
    const ended = start(40);
    await vi.advanceTimersByTimeAsync(5000);
    expect(begun()).toBe(32);
    stop.abort();
    const outcomes = await finish(ended);
    expect(outcomes.map(({ status }) => status)).toEqual(Array(40).fill('cancelled'));
    expect(outcomes.filter(({ attempts }) => attempts === 0)).toHaveLength(8);
  });
});

let isBusy = false;

/** Devices that begin a handshake and stay in it until they are let on or cancelled. */
function many() {
  const handshakes = new Handshakes();
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  const inHandshake: ((stage: Stage) => void)[] = [];
  let count = 0;
  const now = performance.now.bind(performance);
  // Timers that are late by what the thread has to do otherwise.
  vi.spyOn(performance, 'now').mockImplementation(() => (isBusy ? now() * 100 : now()));
  const open: OpenConnection = (_task, { deadline, onStage }) => {
    count++;
    onStage('connect');
    onStage('handshake');
    inHandshake.push(onStage);
    return new Promise((_, reject) => {
      deadline.signal.addEventListener('abort', () => reject(deadline.signal.reason));
    });
  };
  const link = { reply() {}, stage() {}, released() {}, ...UNASKED };
  return {
    stop,
    begun: () => count,
    start: (devices: number) =>
      Array.from({ length: devices }, () => handshakes.run(task({}), link, stop.signal, open)),
    pass: (devices: number) => {
      for (const onStage of inHandshake.splice(0, devices)) onStage('authenticate');
    },
  };
}

/** Passes the time until all have ended. */
async function finish(ended: readonly Promise<Outcome>[]): Promise<readonly Outcome[]> {
  isBusy = false;
  vi.restoreAllMocks();
  await vi.advanceTimersByTimeAsync(120_000);
  return Promise.all(ended);
}
