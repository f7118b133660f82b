import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { type ProgramOptions, type Ran, runProgram } from './run-program.ts';

/** What is looked up in a keyring. */
export type KeyringEntry = { readonly service: string; readonly account: string };

/**
 * Asks the keyrings of this machine, by the programs that come with them: macOS's `security`, `secret-tool` (GNOME
 * Keyring, KWallet) and `pass`. Those that are on the PATH are asked in this order, and the first that knows it counts.
 * @returns what the program printed, or why none knows it
 */
export async function askKeyring(entry: KeyringEntry, options: ProgramOptions): Promise<Ran> {
  const reasons: string[] = [];
  for (const [name, queries] of Object.entries(TOOLS)) {
    const file = await findProgram(name, options.env.PATH ?? '');
    if (file === undefined) continue;
    for (const args of queries(entry)) {
      const ran = await runProgram(file, args, options);
      if (!('problem' in ran) && ran.stdout.length > 0) return ran;
      reasons.push(`${name}: ${'problem' in ran ? ran.problem : 'it printed nothing'}`);
    }
  }
  return {
    problem:
      reasons.length > 0
        ? `no keyring has it (${[...new Set(reasons)].join('; ')})`
        : `none of ${Object.keys(TOOLS).join(', ')} is on the PATH to ask`,
  };
}

/** Each tool's command lines; Python's keyring library writes "username" where others write "account". */
const TOOLS: Readonly<Record<string, (entry: KeyringEntry) => readonly (readonly string[])[]>> = {
  security: ({ service, account }) => [['find-generic-password', '-s', service, '-a', account, '-w']],
  'secret-tool': ({ service, account }) => [
    ['lookup', 'service', service, 'username', account],
    ['lookup', 'service', service, 'account', account],
  ],
  pass: ({ service, account }) => [['show', `${service}/${account}`]],
};

async function findProgram(name: string, path: string): Promise<string | undefined> {
  for (const folder of path.split(delimiter)) {
    // A relative one means another program in every folder.
    if (!isAbsolute(folder)) continue;
    const file = join(folder, name);
    try {
      await access(file, constants.X_OK);
      return file;
    } catch {
      // It is not there.
    }
  }
  return undefined;
}
