import { expect, test } from 'vitest';
import { collect } from '../src/collect.ts';
import type { RunEvent } from '../src/model/event.ts';
import type { Outcome } from '../src/model/outcome.ts';
import { device, outcome, reply } from './reporters/fixed-run.ts';

const DEVICES = [device('192.0.2.1'), device('192.0.2.2'), device('192.0.2.3')];
const OK: Outcome = outcome({ status: 'ok' });
const CANCELLED: Outcome = outcome({ status: 'cancelled' }, { attempts: 0 });

test('gives one result per device, in the order of the list and not of the events', async () => {
  const results = await collect(
    DEVICES,
    play([
      { type: 'started', index: 0 },
      { type: 'started', index: 2 },
      { type: 'stage', index: 2, stage: 'connect' },
      { type: 'replied', index: 2, reply: reply('show clock', '12:00\n') },
      { type: 'replied', index: 0, reply: reply('show clock', '11:59\n') },
      { type: 'replied', index: 2, reply: reply('show users', 'nobody\n') },
      { type: 'finished', index: 2, outcome: OK },
      { type: 'finished', index: 1, outcome: CANCELLED },
      { type: 'finished', index: 0, outcome: OK },
    ]),
  );
  expect(results).toEqual([
    { device: DEVICES[0], replies: [reply('show clock', '11:59\n')], outcome: OK },
    { device: DEVICES[1], replies: [], outcome: CANCELLED },
    {
      device: DEVICES[2],
      replies: [reply('show clock', '12:00\n'), reply('show users', 'nobody\n')],
      outcome: OK,
    },
  ]);
});

test('gives an empty list for no devices', async () => {
  expect(await collect([], play([]))).toEqual([]);
});

test('passes on the error of a run', async () => {
  async function* broken(): AsyncGenerator<RunEvent> {
    yield { type: 'started', index: 0 };
    throw new Error('this never happens');
  }
  await expect(collect(DEVICES, broken())).rejects.toThrow('this never happens');
});

async function* play(events: readonly RunEvent[]): AsyncGenerator<RunEvent> {
  yield* events;
}
