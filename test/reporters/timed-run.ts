import type { RunEvent } from '../../src/model/event.ts';
import type { Result } from '../../src/model/result.ts';
import type { ReporterFactory } from '../../src/reporters/reporter.ts';
import { showTogether } from '../../src/reporters/together.ts';
import { replay, summaryOf } from './fixed-run.ts';
import { type RecordingSink, recordingSink } from './recording-sink.ts';

/** An event and when it comes, in milliseconds since the run began. */
export type Timed = readonly [atMs: number, event: RunEvent];

/** 2027-01-15 08:00 UTC */
export const BEGIN = 1_800_000_000_000;

/** Shows a run whose events come at given times, as the reporter's clock tells them. */
export async function showTimed(
  open: ReporterFactory,
  results: readonly Result[],
  timed: readonly Timed[],
  { columns = 80 }: { readonly columns?: number } = {},
): Promise<RecordingSink> {
  const out = { ...recordingSink(), columns };
  const devices = results.map(({ device }) => device);
  const times = new Map(timed.map(([at, event]) => [event, at]));
  let atMs = 0;
  const show = showTogether([{ open, out }], {
    devices,
    stdout: recordingSink(),
    stderr: recordingSink(),
    tells: 'losses',
    now: () => BEGIN + atMs,
  });
  await replay(
    {
      ...show,
      event(event) {
        atMs = times.get(event) ?? atMs;
        return show.event(event);
      },
    },
    { devices, events: timed.map(([, event]) => event), summary: summaryOf(results, { durationMs: 2_500 }) },
  );
  return out;
}

/** The whole way of a device that answered: each stage takes as long as it is given. */
export function passing(
  index: number,
  fromMs: number,
  stageMs: number,
  { replies, outcome }: Pick<Result, 'replies' | 'outcome'>,
): Timed[] {
  const stages = ['resolve', 'connect', 'handshake', 'authenticate', 'shell', 'enable', 'command'] as const;
  const endMs = fromMs + stages.length * stageMs;
  return [
    [fromMs, { type: 'started', index }],
    ...stages.map((stage, place): Timed => [fromMs + place * stageMs, { type: 'stage', index, stage }]),
    ...replies.map((reply): Timed => [endMs, { type: 'replied', index, reply }]),
    [endMs, { type: 'stage', index, stage: 'logout' }],
    [endMs, { type: 'finished', index, outcome }],
  ];
}
