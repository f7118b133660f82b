import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FromWorker } from '../../src/executors/channel.ts';
import { outbox } from '../../src/executors/outbox.ts';
import type { Outcome } from '../../src/model/outcome.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const STAGE: FromWorker = { type: 'stage', id: 1, stage: 'connect', at: 0 };
const RELEASED: FromWorker = { type: 'released', id: 1 };
const OK: Outcome = { status: 'ok', notes: [], durationMs: 1, attempts: 1 };
const OUTCOME: FromWorker = { type: 'outcome', id: 1, outcome: OK };

function opened({ isBusy = false } = {}) {
  const posted: (readonly FromWorker[])[] = [];
  return {
    ...outbox(
      (messages) => void posted.push(messages),
      () => isBusy,
    ),
    posted,
  };
}

test('what nobody waits for leaves soon, together', async () => {
  const { put, posted } = opened();
  put(STAGE);
  put(RELEASED);
  await vi.advanceTimersByTimeAsync(0);
  expect(posted).toEqual([]);
  await vi.advanceTimersByTimeAsync(50);
  expect(posted).toEqual([[STAGE, RELEASED]]);
});

test('what somebody waits for leaves in the same turn, with all that was said before', async () => {
  const { put, posted } = opened();
  put(STAGE);
  put(OUTCOME);
  put(RELEASED);
  await vi.advanceTimersByTimeAsync(1);
  expect(posted).toEqual([[STAGE, OUTCOME, RELEASED]]);
  await vi.advanceTimersByTimeAsync(100);
  expect(posted).toHaveLength(1);
});

test('where much is said, it leaves in few messages, and none of it waits for long', async () => {
  const { put, posted } = opened({ isBusy: true });
  put(OUTCOME);
  await vi.advanceTimersByTimeAsync(0);
  expect(posted).toEqual([[OUTCOME]]);
  put(OUTCOME);
  await vi.advanceTimersByTimeAsync(1);
  put(OUTCOME);
  expect(posted).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(2);
  expect(posted).toEqual([[OUTCOME], [OUTCOME, OUTCOME]]);
  await vi.advanceTimersByTimeAsync(5);
  put(OUTCOME);
  await vi.advanceTimersByTimeAsync(0);
  expect(posted).toHaveLength(3);
});

test('all leaves at once where the channel is about to be closed', () => {
  const { put, empty, posted } = opened();
  put(RELEASED);
  empty();
  expect(posted).toEqual([[RELEASED]]);
  empty();
  expect(posted).toHaveLength(1);
  expect(vi.getTimerCount()).toBe(0);
});
