import { expect, test } from 'vitest';
import type { RunEvent } from '../../src/model/event.ts';
import { stageTimes } from '../../src/reporters/stage-times.ts';
import { outcome } from './fixed-run.ts';

/** A run that began at 1000, by the clock of the main thread; the second stage by the one of a worker. */
function timesWith(at: number) {
  let nowMs = 1000;
  const times = stageTimes(() => nowMs);
  const events: readonly RunEvent[] = [
    { type: 'started', index: 0 },
    { type: 'stage', index: 0, stage: 'connect', at: 1010 },
    { type: 'stage', index: 0, stage: 'command', at },
    { type: 'finished', index: 0, outcome: outcome({ status: 'ok' }) },
  ];
  for (const event of events) {
    times.event(event);
    nowMs += 10;
  }
  return times.list()[0]?.stages.map(({ stage, fromMs, toMs }) => [stage, fromMs, toMs]);
}

test.each([
  ['right', 1020, 20, 30],
  ['ahead', 1050, 50, 50],
  ['behind', 900, 10, 30],
])('no stage ends before it began, with a clock of the worker that is %s', (_title, at, from, to) => {
  expect(timesWith(at)).toEqual([
    ['connect', 10, from],
    ['command', from, to],
  ]);
});
