import { Option } from 'commander';
import { FORMATS, type FormatName } from '../../inventory/formats/index.ts';
import type { OptionGroup } from './option-group.ts';
import { gather } from './values.ts';

/** What `netrun init` writes, and where. */
export type InitSettings = {
  /** `-`: standard output. */
  readonly output: string;
  /** undefined: it is recognised. */
  readonly inventoryFormat: FormatName | undefined;
  readonly username: string | undefined;
  /** What devices are of which the text does not say it; undefined: they are asked. */
  readonly platform: string | undefined;
  /** What makes groups: names of columns and variables, and patterns with a part in brackets. */
  readonly groupBy: readonly string[];
  readonly keepSecrets: boolean;
};

type Values = {
  output: string;
  inventoryFormat?: FormatName;
  username?: string;
  platform?: string;
  groupBy?: string[];
  keepSecrets?: boolean;
  dryRun?: boolean;
};

export const initOptions: OptionGroup<Values, InitSettings> = {
  title: 'What is written:',
  everyday: ['--output', '--dry-run', '--username', '--platform', '--group-by', '--keep-secrets'],
  options: () => [
    new Option('-o, --output <file>', 'where it goes; - is stdout').default('devices.yaml'),
    new Option('--dry-run', 'the same as -o -'),
    new Option('--inventory-format <name>', 'how the text is written, where netrun does not see it').choices(
      Object.keys(FORMATS),
    ),
    new Option('-u, --username <name>', 'log in as, where the text does not say it'),
    new Option('--platform <name>', 'what the devices are, where the text does not say it'),
    new Option(
      '--group-by <what>',
      "make groups of a column (site) or of a part of the names ('^([a-z]+)'); repeat it for several",
    ).argParser(gather),
    new Option('--keep-secrets', 'write passwords down too, into a file that only you may read'),
  ],
  read: ({ output, dryRun, inventoryFormat, username, platform, groupBy = [], keepSecrets = false }) => ({
    output: dryRun ? '-' : output,
    inventoryFormat,
    username,
    platform,
    groupBy,
    keepSecrets,
  }),
};
