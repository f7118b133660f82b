import { existsSync } from 'node:fs';
import { Option } from 'commander';
import { FORMATS, type FormatName } from '../../inventory/formats/index.ts';
import { UsageError } from '../../model/usage-error.ts';
import type { OptionGroup } from './option-group.ts';
import { gather } from './values.ts';

/** Which devices. */
export type SelectionSettings = {
  readonly inventory: string | undefined;
  /** undefined: it is recognised. */
  readonly inventoryFormat: FormatName | undefined;
  readonly limit: readonly string[];
  /** Files with the names that `limit` takes. */
  readonly limitFiles: readonly string[];
  readonly exclude: readonly string[];
  /** A bad row stops the run although the inventory comes from no file. */
  readonly strictInventory: boolean;
  /** Run commands that the inventory names even where somebody else could have written it. */
  readonly allowCommandsFromInventory: boolean;
};

type Values = {
  inventory?: string;
  inventoryFormat?: FormatName;
  limit?: string[];
  limitFile?: string[];
  exclude?: string[];
  strictInventory?: boolean;
  allowCommandsFromInventory?: boolean;
};

export const selection: OptionGroup<Values, SelectionSettings> = {
  title: 'Which devices:',
  everyday: ['--inventory', '--limit'],
  options: () => [
    new Option(
      '-i, --inventory <file>',
      'the devices: a file, a program, a,b  -  netbox+https://host/ (default: ./devices.yaml)',
    ).env('NETRUN_INVENTORY'),
    new Option('--inventory-format <name>', 'how it is written, where netrun does not see it')
      .choices(Object.keys(FORMATS))
      .env('NETRUN_INVENTORY_FORMAT'),
    new Option(
      '-l, --limit <names>',
      'only these devices or groups: a,b  sw*  @group  !not  site=kyiv',
    ).argParser(gather),
    new Option('--limit-file <file>', 'only the devices that this file names, one a line').argParser(gather),
    new Option('--exclude <names>', 'not these devices or groups').argParser(gather),
    new Option(
      '--strict-inventory',
      'stop at a bad row of a program, of stdin or of NetBox instead of skipping that device',
    ),
    new Option(
      '--allow-commands-from-inventory',
      'run commands that the inventory names, even where others could have written it',
    ),
  ],
  read(
    {
      inventory,
      inventoryFormat,
      limit = [],
      limitFile = [],
      exclude = [],
      strictInventory = false,
      allowCommandsFromInventory = false,
    },
    given,
  ) {
    if (given.isFromCommandLine('inventoryFormat')) refuseFormatOfList(inventory, inventoryFormat);
    return {
      inventory,
      inventoryFormat,
      limit,
      limitFiles: limitFile,
      exclude,
      strictInventory,
      allowCommandsFromInventory,
    };
  },
};

/** Hosts with commas between them are written in one way only. */
function refuseFormatOfList(inventory: string | undefined, format: FormatName | undefined): void {
  const isList = inventory?.includes(',') && !/^netbox\+/i.test(inventory) && !existsSync(inventory);
  if (!isList || format === undefined || format === 'list') return;
  throw new UsageError([
    {
      message: `--inventory-format ${format}: no file is called ${inventory}, so these are hosts; leave the format out`,
    },
  ]);
}
