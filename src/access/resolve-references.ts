import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { InventoryDevice } from '../model/device.ts';
import { type Problem, UsageError } from '../model/usage-error.ts';
import { canOthersRead, type Uid, whyNotOurs } from './file-safety.ts';
import { askKeyring } from './keyring.ts';
import { decryptNetmiko } from './netmiko-encryption.ts';
import { fillIn, nameOf, type Reference, readReference, readVariable, variablesIn } from './reference.ts';
import { type Ran, runProgram } from './run-program.ts';
import { homeFolder } from './user-folders.ts';

type Place = Omit<Problem, 'message'>;

type Environment = Readonly<Record<string, string | undefined>>;

/** What references are looked up with. */
export type ReferenceContext = {
  /** The environment that references look into. */
  readonly variables: Environment;
  /** That of the programs that are run: without the variables that hold secrets. */
  readonly programs: Environment;
  readonly uid: Uid;
  /** local-files: commands only from files that nobody else could have written; none: not even from these. */
  readonly commands: 'anywhere' | 'local-files' | 'none';
  /** What the command line gives anyway, which is not looked up. */
  readonly unused: ReadonlySet<string>;
  /** Where a value is written, by its key in the inventory. */
  placeOf(device: InventoryDevice, key: string): Place | undefined;
  /** Asks the user for the value of a key; undefined: there is no terminal. */
  readonly ask: ((question: string, key: string) => Promise<string>) | undefined;
};

/** Devices whose values stand for themselves. */
export type Resolved = {
  readonly devices: readonly InventoryDevice[];
  readonly notes: readonly string[];
  /** Values that the user has typed a moment ago. */
  readonly typed: ReadonlySet<string>;
};

/**
 * Looks up what the login values of devices refer to: user name, password, secret, passphrase, key files, ssh
 * config and answers. Each reference is looked up once.
 * @throws UsageError with every reference that cannot be had, by its place and its text, never by its value
 */
export async function resolveReferences(
  devices: readonly InventoryDevice[],
  context: ReferenceContext,
): Promise<Resolved> {
  const found = new Map<string, Lookup>();
  const commands = new Map<string | undefined, Place>();
  for (const device of devices) {
    for (const [key, text] of valuesOf(device)) {
      if (context.unused.has(key)) continue;
      const reference = readReference(text);
      if (isItself(reference, text)) continue;
      const place = context.placeOf(device, key) ?? {};
      const id = idOf(text, reference, key, place);
      if (!found.has(id)) found.set(id, { text, reference, key, place });
      if (reference.kind === 'cmd' && !commands.has(place.file)) commands.set(place.file, place);
    }
  }
  checkCommands([...commands.values()], context);
  const { values, notes, typed } = await lookUp(found, context);
  const value = (device: InventoryDevice) => (key: string, text: string) => {
    const reference = readReference(text);
    if (isItself(reference, text) || context.unused.has(key)) return text;
    return values.get(idOf(text, reference, key, context.placeOf(device, key) ?? {})) ?? text;
  };
  return {
    devices: found.size === 0 ? devices : devices.map((device) => change(device, value(device))),
    notes,
    typed,
  };
}

/** The environment variables that the login values of devices refer to. */
export function secretVariables(devices: readonly InventoryDevice[]): string[] {
  const names = devices.flatMap((device) =>
    valuesOf(device).flatMap(([, text]) => {
      const reference = readReference(text);
      if (reference.kind === 'env') return [reference.name];
      return reference.kind === 'template' ? variablesIn(reference.text) : [];
    }),
  );
  return [...new Set(names)];
}

function isItself(reference: Reference, text: string): boolean {
  return reference.kind === 'literal' && reference.text === text;
}

type Lookup = {
  readonly text: string;
  readonly reference: Reference;
  readonly key: string;
  readonly place: Place;
};

/** Two values with one id are looked up once. */
function idOf(text: string, { kind }: Reference, key: string, place: Place): string {
  switch (kind) {
    case 'file':
      return `${dirname(place.file ?? '.')} ${text}`;
    case 'ask':
      return `${key} ${text}`;
    default:
      return text;
  }
}

function valuesOf(device: InventoryDevice): (readonly [key: string, text: string])[] {
  const values: [string, string][] = [];
  change(device, (key, text) => {
    values.push([key, text]);
    return text;
  });
  return values;
}

/** Puts other texts where a device may have references. */
function change(device: InventoryDevice, to: (key: string, text: string) => string): InventoryDevice {
  const { username, password, secret, shellLogin, login, answers } = device;
  const { passphrase, keyFiles, sshConfigFile } = login;
  return {
    ...device,
    username: username && to('username', username),
    password: password && to('password', password),
    secret: secret && to('secret', secret),
    ...(shellLogin?.password && { shellLogin: { password: to('shell_password', shellLogin.password) } }),
    answers: answers.map(({ question, text }) => ({ question, text: to('answers', text) })),
    login: {
      ...login,
      ...(passphrase !== undefined && { passphrase: to('passphrase', passphrase) }),
      ...(keyFiles && { keyFiles: keyFiles.map((file) => to('key_file', file)) }),
      ...(sshConfigFile !== undefined && { sshConfigFile: to('ssh_config_file', sshConfigFile) }),
    },
  };
}

function checkCommands(places: readonly Place[], context: ReferenceContext): void {
  if (context.commands === 'anywhere') return;
  const problems: Problem[] = [];
  for (const place of places) {
    const why =
      context.commands === 'none' || place.file === undefined
        ? 'does not come from a file of your own'
        : whyNotOurs(place.file, context.uid);
    if (why === undefined) continue;
    const wayOut = '--allow-commands-from-inventory runs it all the same';
    problems.push({
      ...place,
      message: `a command (cmd:) is not run, since this inventory ${why}; ${wayOut}`,
    });
  }
  if (problems.length > 0) throw new UsageError(problems);
}

type Found = { readonly value: string; readonly note?: string } | { readonly problem: string };

async function lookUp(
  found: ReadonlyMap<string, Lookup>,
  context: ReferenceContext,
): Promise<{ values: ReadonlyMap<string, string>; notes: string[]; typed: ReadonlySet<string> }> {
  const values = new Map<string, string>();
  const problems: Problem[] = [];
  const notes = new Set<string>();
  const take = async ([id, lookup]: [string, Lookup]) => {
    const result = await fetchOne(lookup, context);
    if ('problem' in result) {
      const name = [lookup.key, nameOf(lookup.reference)].filter((part) => part !== '').join(': ');
      problems.push({ ...lookup.place, message: `${name}: ${result.problem}` });
      return;
    }
    values.set(id, result.value);
    if (result.note !== undefined) notes.add(result.note);
  };
  const asks = [...found].filter(([, { reference }]) => reference.kind === 'ask');
  // The first of the programs may have to unlock what the others read, so it goes alone.
  const [first, ...others] = [...found]
    .filter(([, { reference }]) => reference.kind !== 'ask')
    .toSorted(([, a], [, b]) => Number(isProgram(b)) - Number(isProgram(a)));
  if (first) await take(first);
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = others.shift(); next; next = others.shift()) await take(next);
    }),
  );
  // What is wrong is better known before anything is typed.
  if (problems.length === 0) for (const ask of asks) await take(ask);
  if (problems.length > 0) throw new UsageError(problems);
  const typed = new Set(asks.flatMap(([id]) => values.get(id) ?? []));
  return { values, notes: [...notes], typed };
}

const AT_ONCE = 8;

function isProgram({ reference: { kind } }: Lookup): boolean {
  return kind === 'cmd' || kind === 'keyring';
}

async function fetchOne({ reference, key, place }: Lookup, context: ReferenceContext): Promise<Found> {
  const env = context.variables;
  switch (reference.kind) {
    case 'literal':
      return { value: reference.text };
    case 'wrong':
      return { problem: `${reference.message}; write literal: before it if it means itself` };
    case 'env': {
      const value = readVariable(reference.name, env);
      return value ? oneLine(value) : { problem: 'this environment variable is not set, or empty' };
    }
    case 'template': {
      const missing = variablesIn(reference.text).filter((name) => readVariable(name, env) === undefined);
      if (missing.length === 0) return oneLine(fillIn(reference.text, env));
      return {
        problem: `${missing.join(' and ')} is not set in the environment, or empty; write $$\{ where $\{ means itself`,
      };
    }
    case 'file':
      return readSecretFile(reference.path, place, context);
    case 'cmd':
      return firstLine(await runProgram('/bin/sh', ['-c', reference.command], limits(context)));
    case 'keyring':
      return firstLine(await askKeyring(reference, limits(context)));
    case 'netmiko': {
      const phrase = env.NETMIKO_TOOLS_KEY;
      if (!phrase) return { problem: 'NETMIKO_TOOLS_KEY, the key that it was encrypted with, is not set' };
      const found = await decryptNetmiko(reference.text, reference.encryption, phrase);
      return 'problem' in found ? found : oneLine(found.value);
    }
    case 'ask': {
      if (!context.ask) return { problem: 'there is no terminal to ask on' };
      const value = await context.ask(reference.question || QUESTIONS[key] || key, key);
      return value === '' ? { problem: 'nothing was typed' } : { value };
    }
  }
}

const QUESTIONS: Readonly<Record<string, string>> = {
  username: 'Username',
  password: 'Password',
  secret: 'Secret',
  shell_password: 'Password of the shell',
  passphrase: 'Passphrase',
};

/** Long enough for somebody who is asked for a passphrase. */
const PROGRAM_TIMEOUT_MS = 60_000;
const MAX_BYTES = 1024 * 1024;

function limits({ programs }: ReferenceContext) {
  return { env: programs, timeoutMs: PROGRAM_TIMEOUT_MS, maxBytes: MAX_BYTES };
}

async function readSecretFile(
  path: string,
  place: Place,
  { variables, uid }: ReferenceContext,
): Promise<Found> {
  const expanded = fillIn(path, variables).replace(/^~(?=\/|$)/, () => homeFolder(variables));
  const file = resolve(dirname(place.file ?? '.'), expanded);
  try {
    const line = firstLine({ stdout: await readFile(file) });
    if ('problem' in line || !canOthersRead(file, uid)) return line;
    return { ...line, note: `${file} holds a secret, and others can read it; chmod 600 ${file}` };
  } catch (error) {
    // Only the file system rejects here.
    return { problem: whyUnreadable(error as NodeJS.ErrnoException, file) };
  }
}

function whyUnreadable({ code, message }: NodeJS.ErrnoException, file: string): string {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return `there is no file ${file}`;
    case 'EISDIR':
      return `${file} is a directory`;
    case 'EACCES':
    case 'EPERM':
      return `you may not read ${file}`;
    default:
      return `the file cannot be read: ${message}`;
  }
}

function firstLine(ran: Ran): Found {
  if ('problem' in ran) return ran;
  const [line = ''] = ran.stdout.toString('utf8').split(/\r?\n/, 1);
  return line === '' ? { problem: 'its first line is empty' } : { value: line };
}

/** It would be typed at the device as two lines, and the second one run as a command. */
function oneLine(value: string): Found {
  return /[\r\n]/.test(value) ? { problem: 'the value has more than one line' } : { value };
}
