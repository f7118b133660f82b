import { setTimeout } from 'node:timers/promises';
import type { Device } from './model/device.ts';
import type { Retry } from './model/failure.ts';
import type { Outcome } from './model/outcome.ts';

/** What is tried again, and how often. */
export type RetryOptions = {
  /** As they are handed to `run`. */
  readonly devices: readonly Device[];
  /** How often what failed before the authentication is tried again. */
  readonly most: number;
  /** Before the first of them, in milliseconds; about twice as long before each further one. */
  readonly pauseMs?: number;
};

/**
 * Says which devices to try once more: those alone on which a second try can do no harm, and never after a secret was
 * rejected.
 * @returns what `run` takes as `again`
 */
export function retries({ devices, most, pauseMs = PAUSE_MS }: RetryOptions) {
  const tried = new Map<number, { readonly [R in Retry]?: number }>();
  return (
    outcome: Outcome,
    index: number,
    signal: AbortSignal,
  ): { readonly device: Device; readonly pause: Promise<void> } | undefined => {
    const retry = outcome.status === 'failed' ? outcome.failure.retry : undefined;
    const device = devices[index];
    if (retry === undefined || !device) return undefined;
    const before = tried.get(index) ?? {};
    const times = before[retry] ?? 0;
    if (times >= Math.min(most, MOST[retry])) return undefined;
    tried.set(index, { ...before, [retry]: times + 1 });
    // Not all at once: what could not take them together the first time could not the second time either.
    const ms = pauseMs * 2 ** times * (0.5 + Math.random());
    return { device, pause: setTimeout(ms, undefined, { signal }).catch(() => {}) };
  };
}

/** A login that was let in is repeated once at most, since each is one more on the device. */
const MOST = {
  'before-authentication': Number.POSITIVE_INFINITY,
  'channel-refused': 1,
  'read-only-broken-off': 1,
} as const satisfies Record<Retry, number>;

const PAUSE_MS = 500;
