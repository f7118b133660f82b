import { Option } from 'commander';
import type { OptionGroup } from './option-group.ts';
import { gather } from './values.ts';

/** Which devices. */
export type SelectionSettings = {
  readonly inventory: string | undefined;
  readonly limit: readonly string[];
  /** Files with the names that `limit` takes. */
  readonly limitFiles: readonly string[];
  readonly exclude: readonly string[];
};

type Values = { inventory?: string; limit?: string[]; limitFile?: string[]; exclude?: string[] };

export const selection: OptionGroup<Values, SelectionSettings> = {
  title: 'Which devices:',
  everyday: ['--inventory', '--limit'],
  options: () => [
    new Option('-i, --inventory <file>', 'the devices (default: ./devices.yaml)').env('NETRUN_INVENTORY'),
    new Option(
      '-l, --limit <names>',
      'only these devices or groups: a,b  sw*  @group  !not  site=kyiv',
    ).argParser(gather),
    new Option('--limit-file <file>', 'only the devices that this file names, one a line').argParser(gather),
    new Option('--exclude <names>', 'not these devices or groups').argParser(gather),
  ],
  read: ({ inventory, limit = [], limitFile = [], exclude = [] }) => ({
    inventory,
    limit,
    limitFiles: limitFile,
    exclude,
  }),
};
