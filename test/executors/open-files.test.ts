import { expect, test } from 'vitest';
import { roomFor } from '../../src/executors/open-files.ts';
import { PROCESSES } from '../../src/executors/processes.ts';
import { THREADS } from '../../src/executors/threads.ts';

const threads = (workers: number | 'per-device') => (files: number) => THREADS.devicesWithin(files, workers);
const processes = (workers: number | 'per-device') => (files: number) =>
  PROCESSES.devicesWithin(files, workers);

test.each([
  ['threads that share the files', threads(2), 1024, 476],
  ['a thread for each device', threads('per-device'), 1024, 160],
  ['processes with files of their own', processes(4), 1024, 1920],
  ['a process for each device', processes('per-device'), 1024, 320],
])('%s are no more than the system allows, which is said', (_, most, limit, atOnce) => {
  const room = roomFor(5000, 2000, most, limit);
  expect(room.atOnce).toBe(atOnce);
  expect(room.note).toContain(`${atOnce} devices at a time instead of 2000`);
  expect(room.note).toContain('1024');
});

test('nothing is said where there is room enough', () => {
  expect(roomFor(5000, 100, threads(2), 1024)).toEqual({ atOnce: 100 });
  expect(roomFor(50, 5000, threads(2), 1024)).toEqual({ atOnce: 5000 });
});

test('nothing is said where the system does not tell its limit', () => {
  expect(roomFor(5000, 5000, threads(2), undefined)).toMatchObject({ atOnce: expect.any(Number) });
});

test('at least one device is in progress, whatever the limit', () => {
  expect(roomFor(5000, 100, threads('per-device'), 10).atOnce).toBe(1);
});
