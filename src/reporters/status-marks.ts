import type { Outcome } from '../model/outcome.ts';

/** A sign for each status, which says without colours how a device ended, and how bad that is. */
export const STATUS_MARKS = {
  ok: { sign: '✓', tone: 'ok' },
  rejected: { sign: '✗', tone: 'bad' },
  failed: { sign: '✗', tone: 'bad' },
  skipped: { sign: '–', tone: 'idle' },
  cancelled: { sign: '–', tone: 'idle' },
} satisfies Record<Outcome['status'], { sign: string; tone: 'ok' | 'bad' | 'idle' }>;
