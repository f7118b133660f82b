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
};

type Values = { cron?: boolean; tolerate?: Tolerated };

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
  ],
  read: ({ cron: isCron = false, tolerate = NOTHING }) => ({
    isCron,
    // Who has written "disabled: true" knows of it, and there is nobody here to be told again.
    tolerated: isCron ? { ...tolerate, words: new Set([...tolerate.words, 'disabled']) } : tolerate,
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
