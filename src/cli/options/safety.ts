import { InvalidArgumentError, Option } from 'commander';
import type { OptionGroup } from './option-group.ts';
import { wholeNumber } from './values.ts';

/** What keeps a slip from doing harm. */
export type SafetySettings = {
  /** Rejections in a row that stop a credential; 0: nothing does. */
  readonly maxAuthFailures: number;
  /** Logins that may begin a second; undefined: as many as there are. */
  readonly loginRate: number | undefined;
  /** Logins that may be under way at once; undefined: as many as there are. */
  readonly loginsAtOnce: number | undefined;
  /** Commands that may change something run without a question. */
  readonly yes: boolean;
};

type Values = { maxAuthFailures: number; loginRate?: number; loginsAtOnce?: number; yes?: boolean };

export const safety: OptionGroup<Values, SafetySettings> = {
  title: 'Safety:',
  everyday: ['--yes'],
  options: () => [
    new Option('--yes', 'run commands that may change something without asking'),
    new Option('--max-auth-failures <number>', 'rejections in a row that stop a credential; 0 is no limit')
      .argParser(wholeNumber(0, 100))
      .default(3)
      .env('NETRUN_MAX_AUTH_FAILURES'),
    new Option('--login-rate <number>', 'logins that may begin a second, to spare the AAA servers: 5 or 5/s')
      .argParser(rate)
      .env('NETRUN_LOGIN_RATE'),
    new Option('--logins-at-once <number>', 'logins under way at once: 1 where each is a push to your phone')
      .argParser(wholeNumber(1, 100_000))
      .env('NETRUN_LOGINS_AT_ONCE'),
  ],
  read: ({ maxAuthFailures, loginRate, loginsAtOnce, yes = false }) => ({
    maxAuthFailures,
    loginRate,
    loginsAtOnce,
    yes,
  }),
};

function rate(text: string): number {
  const number = Number(text.replace(/\/s$/, ''));
  if (number > 0 && Number.isFinite(number)) return number;
  throw new InvalidArgumentError('a number of logins a second is wanted, such as 5 or 0.5/s.');
}
