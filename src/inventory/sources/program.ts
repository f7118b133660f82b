import { constants } from 'node:fs';
import { access, open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { whyNotOurs } from '../../access/file-safety.ts';
import { runProgram } from '../../access/run-program.ts';
import { UsageError } from '../../model/usage-error.ts';
import type { OpenContext, Opened } from './origin.ts';

/** Is this file to be run and not to be read: has it the x bit, and a `#!` or what programs begin with? */
export async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    const file = await open(path);
    try {
      if (!(await file.stat()).isFile()) return false;
      const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
      const head = buffer.toString('latin1');
      return HEADS.some((one) => head.startsWith(one));
    } finally {
      await file.close();
    }
  } catch {
    // Who reads it as a text will say what is wrong with it.
    return false;
  }
}

/** Of scripts, of ELF and of Mach-O, thin and fat, in both byte orders. */
const HEADS = [
  '#!',
  '\x7fELF',
  '\xfe\xed\xfa\xce',
  '\xfe\xed\xfa\xcf',
  '\xce\xfa\xed\xfe',
  '\xcf\xfa\xed\xfe',
  '\xca\xfe\xba\xbe',
];

/**
 * Runs a program whose output is an inventory. It gets `--list`, as Ansible gives it; one that fails with that is run
 * once more without.
 * @throws UsageError where somebody else could have written it, or where it fails both times
 */
export async function runInventory(path: string, context: OpenContext): Promise<Opened> {
  const { problems, env, programs, uid, commands } = context;
  const why = commands === 'anywhere' ? undefined : whyNotOurs(path, uid);
  if (why !== undefined) {
    const wayOut = '--allow-commands-from-inventory runs it all the same';
    throw new UsageError([{ file: path, message: `this program is not run, since it ${why}; ${wayOut}` }]);
  }
  const limits = { env: programs, timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES };
  const listed = await runProgram(resolve(path), ['--list'], limits);
  const ran = 'problem' in listed ? await runProgram(resolve(path), [], limits) : listed;
  if ('problem' in ran) {
    const first = 'problem' in listed ? listed.problem : '';
    const both = first === ran.problem ? first : `with --list ${first}; without ${ran.problem}`;
    throw new UsageError([{ file: path, message: `this program gave no inventory: ${both}` }]);
  }
  const text = ran.stdout.toString('utf8');
  if (text.trim() === '') throw new UsageError([{ file: path, message: 'this program printed nothing' }]);
  return { origin: 'program', content: { file: `output of ${path}`, text, problems, env }, warnings: [] };
}

const TIMEOUT_MS = 60_000;
const MAX_BYTES = 256 * 1024 * 1024;
