import { Option } from 'commander';
import type { OptionGroup } from './option-group.ts';
import { wholeNumber } from './values.ts';

/** What keeps a slip from doing harm. */
export type SafetySettings = {
  /** Rejections in a row that stop a credential; 0: nothing does. */
  readonly maxAuthFailures: number;
  /** Commands that may change something run without a question. */
  readonly yes: boolean;
};

type Values = { maxAuthFailures: number; yes?: boolean };

export const safety: OptionGroup<Values, SafetySettings> = {
  title: 'Safety:',
  everyday: ['--yes'],
  options: () => [
    new Option('--yes', 'run commands that may change something without asking'),
    new Option('--max-auth-failures <number>', 'rejections in a row that stop a credential; 0 is no limit')
      .argParser(wholeNumber(0, 100))
      .default(3)
      .env('NETRUN_MAX_AUTH_FAILURES'),
  ],
  read: ({ maxAuthFailures, yes = false }) => ({ maxAuthFailures, yes }),
};
