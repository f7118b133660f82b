import { Option } from 'commander';
import type { OptionGroup } from './option-group.ts';

/** What `netrun trust` does with host keys. */
export type TrustSettings = {
  /** Connect, and store the keys of devices of which none is known. */
  readonly scan: boolean;
  /** Connect, and put the keys that devices show in the place of other ones. */
  readonly replace: boolean;
  readonly output: 'text' | 'json';
};

type Values = { scan?: boolean; replace?: boolean; output: TrustSettings['output'] };

export const trustOptions: OptionGroup<Values, TrustSettings> = {
  title: 'Keys:',
  everyday: ['--scan', '--replace', '--output'],
  options: () => [
    new Option('--scan', 'connect without logging in, and store the keys of devices that are new'),
    new Option('--replace', 'connect without logging in, and replace the keys of devices that have changed'),
    new Option('-o, --output <format>', 'text or json').choices(['text', 'json']).default('text'),
  ],
  read: ({ scan = false, replace = false, output }) => ({ scan, replace, output }),
};
