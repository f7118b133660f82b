import { didYouMean } from '../inventory/did-you-mean.ts';
import { UsageError } from '../model/usage-error.ts';
import { EXIT, type ExitCode, type Io } from './io.ts';
import { newProgram } from './program.ts';

/** The JSON Schemas of the files that people write for netrun, and of the results that it writes. */
export const SCHEMAS: Readonly<Record<string, () => Promise<unknown>>> = {
  inventory: async () => (await import('../inventory/devices-schema.ts')).devicesSchema(),
  platform: async () => (await import('../inventory/platform-schema.ts')).platformSchema(),
  result: async () => (await import('../reporters/result-schema.ts')).resultSchema(),
  examination: async () => (await import('../reporters/examination-schema.ts')).examinationSchema(),
};

/** `netrun schema NAME`: a JSON Schema, for editors that complete and check YAML. */
export async function showSchema(argv: readonly string[], io: Io): Promise<ExitCode> {
  const program = newProgram(WORDS, {}, io).parse([...argv], { from: 'user' });
  const [name = ''] = program.args;
  const names = Object.keys(SCHEMAS);
  if (!Object.hasOwn(SCHEMAS, name)) {
    const wrong =
      name === '' ? 'netrun schema takes a name' : `"${name}" is no schema${didYouMean(name, names)}`;
    throw new UsageError([{ message: `${wrong}; there is ${names.join(', ')}` }]);
  }
  io.stdout.write(`${JSON.stringify(await SCHEMAS[name]?.(), null, 2)}\n`);
  return EXIT.ok;
}

const WORDS = {
  name: 'netrun schema',
  description: 'Prints the JSON Schema of a kind of file.',
  argument: '[name]',
  examples: `Examples:
  netrun schema inventory > devices.schema.json    of devices.yaml
  netrun schema platform > platform.schema.json    of platforms of your own
  netrun schema result > result.schema.json        of -o json and -o ndjson
  netrun schema examination                        the same of netrun doctor
`,
  epilogue: `
In the first line of a YAML file, editors look for it so:
  # yaml-language-server: $schema=devices.schema.json`,
};
