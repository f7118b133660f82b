import { InvalidArgumentError, Option } from 'commander';
import type { FailureKind } from '../../model/failure.ts';
import type { Share } from '../../rollout.ts';
import type { Tolerated } from '../tolerance.ts';
import type { OptionGroup } from './option-group.ts';
import { readShare } from './values.ts';

/** How a run behaves where nobody watches it. */
export type UnattendedSettings = {
  readonly isCron: boolean;
  readonly tolerated: Tolerated;
  /** Of the results only what differs from the last run of the same command is shown. */
  readonly isChangesOnly: boolean;
  /** A file for Prometheus. */
  readonly metrics: string | undefined;
  /** A file of JSON lines that runs are added to. */
  readonly logFile: string | undefined;
};

type Values = {
  cron?: boolean;
  tolerate?: Tolerated;
  changed?: boolean;
  metrics?: string;
  logFile?: string;
};

export const unattended: OptionGroup<Values, UnattendedSettings> = {
  title: 'Unattended runs:',
  everyday: ['--cron'],
  options: () => [
    new Option('--cron', 'no questions, one run of this job at a time, and not a word when all is well').env(
      'NETRUN_CRON',
    ),
    new Option(
      '--tolerate <what>',
      'so many devices that are not ok, N or N%, or a way to fail such as timeout, do not make exit code 1; repeat it for several',
    ).argParser(gatherTolerated),
    new Option('--changed', 'print only what devices answer otherwise than the last time'),
    new Option('--metrics <file>', "write numbers for Prometheus's textfile collector: FILE.prom").env(
      'NETRUN_METRICS',
    ),
    new Option('--log-file <file>', 'add a JSON line for each device that has finished').env(
      'NETRUN_LOG_FILE',
    ),
  ],
  read: ({ cron: isCron = false, tolerate = NOTHING, changed = false, metrics, logFile }) => ({
    isCron,
    // Who has written "disabled: true" knows of it, and there is nobody here to be told again.
    tolerated: isCron ? { ...tolerate, words: new Set([...tolerate.words, 'disabled']) } : tolerate,
    isChangesOnly: changed,
    metrics,
    logFile,
  }),
};

const NOTHING: Tolerated = { shares: [], words: new Set() };

function gatherTolerated(text: string, before: unknown): Tolerated {
  // Commander hands over what this function gave before.
  const { shares, words } = (before as Tolerated | undefined) ?? NOTHING;
  const share: Share | undefined = readShare(text);
  if (share) return { shares: [...shares, share], words };
  if (Object.hasOwn(WORDS, text)) return { shares, words: new Set([...words, text]) };
  throw new InvalidArgumentError(
    `a number of devices, a percentage, or one of these is wanted: ${Object.keys(WORDS).join(', ')}.`,
  );
}

/** How a device may end otherwise than well: statuses, kinds of failures, and reasons of skipping that are a word. */
const WORDS = {
  rejected: true,
  failed: true,
  skipped: true,
  cancelled: true,
  disabled: true,
  inventory: true,
  resolve: true,
  connect: true,
  negotiation: true,
  'host-key': true,
  auth: true,
  enable: true,
  prompt: true,
  timeout: true,
  question: true,
  closed: true,
  'output-limit': true,
  'worker-lost': true,
  bug: true,
} as const satisfies Record<FailureKind | 'rejected' | 'failed' | 'skipped' | 'cancelled', true> &
  Record<string, true>;
