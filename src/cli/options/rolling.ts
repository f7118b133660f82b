import { InvalidArgumentError, Option } from 'commander';
import type { Share } from '../../rollout.ts';
import type { OptionGroup } from './option-group.ts';
import { readShare, seconds } from './values.ts';

/** Devices one wave after the other, and when to stop. */
export type RollingSettings = {
  readonly waves: readonly Share[];
  readonly pauseMs: number;
  readonly mostFailures: Share | undefined;
  /** Of the whole run; undefined: no limit. */
  readonly runMs: number | undefined;
};

type Values = {
  batch?: readonly Share[];
  pause?: number;
  maxFailures?: Share;
  failFast?: boolean;
  runTimeout?: number;
};

export const rolling: OptionGroup<Values, RollingSettings> = {
  title: 'Waves and limits:',
  everyday: ['--batch', '--max-failures'],
  options: () => [
    new Option('--batch <sizes>', 'in waves, each after the one before: 1,10%,100%').argParser(shares),
    new Option('--pause <s>', 'seconds between two waves').argParser(seconds),
    new Option('--max-failures <number>', 'begin no further device after so many failures, or N%').argParser(
      share,
    ),
    new Option('--fail-fast', 'begin no further device after the first failure').env('NETRUN_FAIL_FAST'),
    new Option('--run-timeout <s>', 'seconds for the whole run; what is left then is cancelled')
      .argParser(seconds)
      .env('NETRUN_RUN_TIMEOUT'),
  ],
  read: ({ batch = [], pause = 0, maxFailures, failFast, runTimeout }) => ({
    waves: batch,
    pauseMs: pause * 1000,
    mostFailures: failFast ? { count: 1 } : maxFailures,
    runMs: runTimeout === undefined ? undefined : runTimeout * 1000,
  }),
};

function shares(text: string): readonly Share[] {
  return text.split(',').map(share);
}

function share(text: string): Share {
  const found = readShare(text);
  if (found) return found;
  throw new InvalidArgumentError('a number of devices or a percentage is wanted, such as 5 or 10%.');
}
