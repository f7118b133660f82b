import { Option } from 'commander';
import { readDeviceType } from '../inventory/device-type.ts';
import { loadPlatforms } from '../inventory/load-platforms.ts';
import { NO_PLATFORMS, type OwnPlatforms } from '../inventory/own-platforms.ts';
import { UsageError } from '../model/usage-error.ts';
import { PLATFORMS, platformOf } from '../platforms/index.ts';
import { visible } from '../reporters/visible.ts';
import { EXIT, type ExitCode, type Io } from './io.ts';
import type { OptionGroup } from './options/option-group.ts';
import { newProgram, settingsOf } from './program.ts';

/** `netrun platforms [NAME]`: all platforms, or one in full in the form in which a user describes one. */
export async function showPlatforms(argv: readonly string[], io: Io): Promise<ExitCode> {
  const program = newProgram(WORDS, GROUPS, io).parse([...argv], { from: 'user' });
  const { output, platforms } = settingsOf(program, GROUPS);
  const own = platforms === undefined ? NO_PLATFORMS : await loadPlatforms(platforms);
  const [name] = program.args;
  io.stdout.write(visible(name === undefined ? listOf(own, output) : await descriptionOf(name, own, output)));
  return EXIT.ok;
}

type Format = 'text' | 'json';

const SHOWING: OptionGroup<
  { output: Format; platforms?: string },
  { output: Format; platforms: string | undefined }
> = {
  title: 'Options:',
  everyday: ['--output', '--platforms'],
  options: () => [
    new Option('-o, --output <format>', 'text (YAML for one platform) or json')
      .choices(['text', 'json'])
      .default('text'),
    new Option('--platforms <file>', 'platforms of your own, in YAML').env('NETRUN_PLATFORMS'),
  ],
  read: ({ output, platforms }) => ({ output, platforms }),
};

const GROUPS = { SHOWING } as const;

const WORDS = {
  name: 'netrun platforms',
  description: 'Lists the platforms that netrun knows, or shows one in full.',
  argument: '[name]',
  examples: `Examples:
  netrun platforms                       all of them
  netrun platforms cisco_ios             one, in the form that your own have
  netrun platforms --platforms my.yaml   with those of a file
`,
};

function listOf(own: OwnPlatforms, output: Format): string {
  const names = [...new Set([...own.keys(), ...Object.keys(PLATFORMS)])];
  const rows = names.map((platform) => {
    const definition = own.get(platform);
    const { title } = platformOf({ platform, ...(definition && { definition }) });
    return { name: platform, title, isOwn: definition !== undefined };
  });
  if (output === 'json') return `${JSON.stringify(rows, null, 2)}\n`;
  const width = Math.max(...names.map((name) => name.length));
  return rows
    .map(({ name, title, isOwn }) => `${name.padEnd(width)}  ${title}${isOwn ? '  (yours)' : ''}\n`)
    .join('');
}

async function descriptionOf(name: string, own: OwnPlatforms, output: Format): Promise<string> {
  const type = readDeviceType(name, own);
  if ('problem' in type) throw new UsageError([{ message: type.problem }]);
  const { platformText, platformValues } = await import('../inventory/platform-text.ts');
  const platform = platformOf(type);
  return output === 'json'
    ? `${JSON.stringify({ [type.platform]: platformValues(platform) }, null, 2)}\n`
    : platformText(type.platform, platform);
}
