import { didYouMean } from '../inventory/did-you-mean.ts';
import type { Device } from '../model/device.ts';
import { UsageError } from '../model/usage-error.ts';
import { MOST_BYTES, safeName } from '../reporters/file-names.ts';
import type { FileNaming } from '../reporters/files.ts';

/**
 * The names of files that a template gives: `{name}-{command}-{date}.txt`. A `/` in the template is a folder; one in
 * what stands for a placeholder is not.
 * @param startedAt when the run began; `{date}` and `{time}` are this machine's
 * @throws UsageError with all that is wrong with it
 */
export function fileNaming(template: string, startedAt: Date): (devices: readonly Device[]) => FileNaming {
  return (devices) => {
    const segments = template.split('/').map((text) => ({ text, names: placeholdersIn(text) }));
    const problems = [
      ...segments.flatMap(({ text }) => wrongSegment(text)),
      ...segments.flatMap(({ names }) => names).flatMap((name) => unknownPlaceholder(name, devices)),
      ...segments.flatMap(({ text, names }) =>
        roomIn(text, names.length) < LEAST_ROOM ? ['it is too long'] : [],
      ),
    ];
    if (problems.length > 0) {
      const unique = [...new Set(problems)];
      throw new UsageError(unique.map((problem) => ({ message: `--file-name ${template}: ${problem}` })));
    }
    const fixed = momentOf(startedAt);
    return {
      holds: segments.some(({ names }) => names.includes('command')) ? 'command' : 'device',
      pathOf: (device, _, command) =>
        segments
          .map(({ text, names }) => filled(text, names.length, { device, command, ...fixed }))
          .join('/'),
    };
  };
}

type Filling = {
  readonly device: Device;
  readonly command: string;
  readonly date: string;
  readonly time: string;
};

/** What may stand in braces, besides the variables of the inventory. */
const PLACEHOLDERS = {
  name: ({ device }) => device.name,
  host: ({ device }) => device.host,
  port: ({ device }) => String(device.port),
  platform: ({ device }) => device.platform,
  command: ({ command }) => command,
  date: ({ date }) => date,
  time: ({ time }) => time,
} satisfies Record<string, (filling: Filling) => string>;

const PLACEHOLDER = /\{([^{}]*)\}/g;

function placeholdersIn(text: string): readonly string[] {
  return [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
}

function wrongSegment(text: string): readonly string[] {
  if (text === '') return ['between two / there is a name, and none begins or ends with one'];
  if (text === '.' || text === '..')
    return [`"${text}" leads elsewhere; --output-dir says where the files go`];
  return /[{}]/.test(text.replace(PLACEHOLDER, '')) ? ['a brace has no other one'] : [];
}

function unknownPlaceholder(name: string, devices: readonly Device[]): readonly string[] {
  if (isPlaceholder(name) || devices.some(({ variables }) => Object.hasOwn(variables, name))) return [];
  const own = Object.keys(PLACEHOLDERS);
  const near = didYouMean(name, [
    ...own,
    ...new Set(devices.flatMap(({ variables }) => Object.keys(variables))),
  ]);
  const there = `; there is ${own.map((one) => `{${one}}`).join(', ')}, and variables of the inventory`;
  return [`nothing is known as {${name}}${near === '' ? there : near}`];
}

function isPlaceholder(name: string): name is keyof typeof PLACEHOLDERS {
  return Object.hasOwn(PLACEHOLDERS, name);
}

function filled(text: string, count: number, filling: Filling): string {
  const room = roomIn(text, count);
  const whole = text.replace(PLACEHOLDER, (_, name: string) =>
    safeName(
      isPlaceholder(name) ? PLACEHOLDERS[name](filling) : (filling.device.variables[name] ?? ''),
      room,
    ),
  );
  // What is safe by its parts may be a reserved name together.
  return safeName(whole);
}

/** In bytes, for each placeholder of a name, so that its ending stays. */
function roomIn(text: string, count: number): number {
  const left = MOST_BYTES - Buffer.byteLength(text.replace(PLACEHOLDER, ''));
  return Math.floor(left / Math.max(count, 1));
}

/** A date and a shortened name still have room in it. */
const LEAST_ROOM = 10;

function momentOf(at: Date): Pick<Filling, 'date' | 'time'> {
  const two = (number: number) => String(number).padStart(2, '0');
  return {
    date: `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`,
    time: [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join('-'),
  };
}
