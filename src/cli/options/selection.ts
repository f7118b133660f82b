import { Option } from 'commander';
import type { OptionGroup } from './option-group.ts';
import { gather } from './values.ts';

/** Which devices. */
export type SelectionSettings = {
  readonly inventory: string | undefined;
  readonly limit: readonly string[];
};

type Values = { inventory?: string; limit?: string[] };

export const selection: OptionGroup<Values, SelectionSettings> = {
  title: 'Which devices:',
  options: () => [
    new Option('-i, --inventory <file>', 'the devices (default: ./devices.yaml)').env('NETRUN_INVENTORY'),
    new Option(
      '-l, --limit <names>',
      'only these devices or groups: a,b  sw*  @group  !not  site=kyiv',
    ).argParser(gather),
  ],
  read: ({ inventory, limit = [] }) => ({ inventory, limit }),
};
