import type { RunEvent } from '../model/event.ts';
import type { DeviceTimes } from '../reporters/stage-times.ts';
import type { PastRun } from './past-run.ts';

/** An event of a run that is over, and when it came, in milliseconds since the run began. */
export type PastEvent = { readonly atMs: number; readonly event: RunEvent };

/**
 * The events of a run in the order in which they came, as far as the times of its devices tell them: starts, stages and
 * ends.
 * @returns none where the journal has no times, as that of an older release
 */
export function replayed({ times, results }: Pick<PastRun, 'times' | 'results'>): readonly PastEvent[] {
  return [...times.values()]
    .flatMap((one) => {
      const outcome = results[one.index]?.outcome;
      return outcome ? eventsOf(one, outcome) : [];
    })
    .sort((a, b) => a.atMs - b.atMs);
}

type Outcome = PastRun['results'][number]['outcome'];

function eventsOf({ index, fromMs, toMs, stages }: DeviceTimes, outcome: Outcome): readonly PastEvent[] {
  const passed = stages.flatMap(({ stage, fromMs: atMs, toMs: endMs }, place): PastEvent[] => {
    const next = stages[place + 1];
    // Between two attempts a device is in no stage.
    const isGap = next !== undefined && next.fromMs > endMs;
    const begins: PastEvent = { atMs, event: { type: 'stage', index, stage } };
    return isGap ? [begins, { atMs: endMs, event: { type: 'again', index, outcome } }] : [begins];
  });
  return [
    { atMs: fromMs, event: { type: 'started', index } },
    ...passed,
    { atMs: toMs, event: { type: 'stage', index, stage: 'logout' } },
    { atMs: toMs, event: { type: 'finished', index, outcome } },
  ];
}
