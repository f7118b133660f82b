import type { RunEvent, Stage } from '../model/event.ts';
import type { Outcome } from '../model/outcome.ts';

/** The stages that take a device's time: nobody waits for a logout. */
export type TimedStage = Exclude<Stage, 'logout'>;

/** What people call them, and the letter that a bar of text is made of; in the order in which a device passes them. */
export const TIMED_STAGES = {
  resolve: { words: 'resolve', letter: 'r' },
  connect: { words: 'connect', letter: 'c' },
  handshake: { words: 'key exchange', letter: 'k' },
  authenticate: { words: 'authentication', letter: 'a' },
  shell: { words: 'shell', letter: 's' },
  enable: { words: 'enable', letter: 'e' },
  command: { words: 'command', letter: '#' },
} satisfies Record<TimedStage, { words: string; letter: string }>;

/**
 * A device's way through a run, in milliseconds since the first event of the run: from its first stage, since what it
 * waited for a worker says nothing of it, to its last answer.
 */
export type DeviceTimes = {
  readonly index: number;
  readonly status: Outcome['status'];
  readonly fromMs: number;
  readonly toMs: number;
  /** In the order in which they were passed; of a device that was tried again, those of every attempt. */
  readonly stages: readonly StageTime[];
};

type StageTime = { readonly stage: TimedStage; readonly fromMs: number; readonly toMs: number };

/** Takes the time of each stage: the one that the event tells, or else now. */
export interface StageTimes {
  event(event: RunEvent): void;
  /** When the first event came, as the clock tells it; undefined before. */
  startedAt(): number | undefined;
  /** The devices that were begun and have finished, in inventory order. */
  list(): readonly DeviceTimes[];
}

export function stageTimes(now: () => number): StageTimes {
  const clock = stageClock(now);
  const finished: DeviceTimes[] = [];
  return {
    event(event) {
      const times = clock.event(event);
      if (times) finished.push(times);
    },
    startedAt: clock.startedAt,
    list: () => finished.toSorted((a, b) => a.index - b.index),
  };
}

/** The same for those who want each device's times when it has finished, and keep none. */
export interface StageClock extends Pick<StageTimes, 'startedAt'> {
  /** @returns the times of a device when the event has finished it */
  event(event: RunEvent): DeviceTimes | undefined;
}

export function stageClock(now: () => number): StageClock {
  let origin: number | undefined;
  const begun = new Map<number, Progress>();
  return {
    event(event) {
      const at = event.type === 'stage' && event.at !== undefined ? event.at : now();
      origin ??= at;
      if (event.type === 'started') {
        begun.set(event.index, { fromMs: undefined, toMs: undefined, stages: [], open: undefined });
        return undefined;
      }
      const device = begun.get(event.index);
      if (!device || event.type === 'replied') return undefined;
      // A thread's clock may be a little behind the one of the main thread, or ahead of it.
      const atMs = Math.max(device.open?.fromMs ?? 0, at - origin);
      if (device.open) device.stages.push({ ...device.open, toMs: atMs });
      device.open = undefined;
      switch (event.type) {
        case 'stage':
          device.fromMs ??= atMs;
          if (event.stage === 'logout') device.toMs = atMs;
          else device.open = { stage: event.stage, fromMs: atMs };
          return undefined;
        case 'again':
          device.toMs = undefined;
          return undefined;
        case 'finished': {
          const { index, outcome } = event;
          const { fromMs = atMs, toMs = atMs, stages } = device;
          begun.delete(index);
          return { index, status: outcome.status, fromMs, toMs, stages };
        }
      }
    },
    startedAt: () => origin,
  };
}

/** A device that has not finished. */
type Progress = {
  fromMs: number | undefined;
  /** When it had answered all; logging out follows. */
  toMs: number | undefined;
  readonly stages: StageTime[];
  open: { readonly stage: TimedStage; readonly fromMs: number } | undefined;
};

/** The devices that took longest first. */
export function slowestFirst(devices: readonly DeviceTimes[]): readonly DeviceTimes[] {
  return devices.toSorted((a, b) => tookMs(b) - tookMs(a) || a.index - b.index);
}

/** From its first stage to its end, with what it waited before another attempt. */
export function tookMs({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }): number {
  return toMs - fromMs;
}

/** How long a device was in a stage, all its attempts together; undefined where it never came to it. */
export function stageMs({ stages }: DeviceTimes, stage: TimedStage): number | undefined {
  const passed = stages.filter((one) => one.stage === stage);
  return passed.length === 0 ? undefined : passed.reduce((sum, one) => sum + tookMs(one), 0);
}

/** How long the devices of a run were in one stage. */
export type StageSummary = {
  readonly stage: TimedStage;
  /** How many came to it. */
  readonly devices: number;
  readonly medianMs: number;
  readonly mostMs: number;
  /** The index of the device that took longest. */
  readonly slowest: number;
};

/** Stages that no device came to are left out. */
export function summarizeStages(devices: readonly DeviceTimes[]): readonly StageSummary[] {
  // Object.keys gives strings; these are the keys of the table.
  const stages = Object.keys(TIMED_STAGES) as TimedStage[];
  return stages.flatMap((stage) => {
    const passed = devices.flatMap((device) => {
      const ms = stageMs(device, stage);
      return ms === undefined ? [] : [{ index: device.index, ms }];
    });
    const sorted = passed.sort((a, b) => a.ms - b.ms || b.index - a.index);
    const [middle, last] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted.at(-1)];
    if (!middle || !last) return [];
    return [{ stage, devices: sorted.length, medianMs: middle.ms, mostMs: last.ms, slowest: last.index }];
  });
}
