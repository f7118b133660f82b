import type { Command } from 'commander';
import { fullName, type ShownKey } from '../access/host-keys.ts';
import { fingerprint, type KnownKey } from '../access/known-hosts.ts';
import { replaceHostKeys } from '../access/replace-host-keys.ts';
import { type Answerers, type AskMain, answerTo, UNANSWERED } from '../model/ask.ts';
import type { Device } from '../model/device.ts';
import { knownAs, pathTo, type SshServer } from '../model/login.ts';
import { UsageError } from '../model/usage-error.ts';
import { jsonBlock } from '../reporters/record.ts';
import { visibleLine } from '../reporters/visible.ts';
import { HeldBack, Trouble } from '../session/trouble.ts';
import { askOpenly } from './ask.ts';
import { readConfig } from './config.ts';
import { hostKeysOfRun, type RunHostKeys } from './host-keys.ts';
import { EXIT, type ExitCode, type Io } from './io.ts';
import { type LoginGate, loginGate } from './login-gate.ts';
import { deadlines } from './options/deadlines.ts';
import { hostKeys } from './options/host-keys.ts';
import { login } from './options/login.ts';
import { pace } from './options/pace.ts';
import { type SafetySettings, safety } from './options/safety.ts';
import { selection } from './options/selection.ts';
import { type TrustSettings, trustOptions } from './options/trust.ts';
import { newProgram, type ProgramIo, settingsOf } from './program.ts';
import { type Reached, reachDevices } from './reach-devices.ts';
import { sessionQuestions } from './session-questions.ts';

/** `netrun trust`: the host keys of devices, as they are stored and as the devices show them. */
export async function trust(argv: readonly string[], io: Io): Promise<ExitCode> {
  const program = trustProgram(io).parse([...argv], { from: 'user' });
  const options = settingsOf(program, GROUPS, { config: await readConfig(io.env) });
  if (options.replace && !options.yes && !io.stdin.isTTY) {
    throw new UsageError([
      { message: '--replace asks before it replaces a key, and there is no terminal to ask on: give --yes' },
    ]);
  }
  // A key that is new is what it is here for, whatever a run would do about it.
  const always = { ...options, hostKeys: { value: 'accept-new', isFromCommandLine: true } } as const;
  const open = () => hostKeysOfRun(always, io.env, { isWatched: true });
  const known = open();
  const isLooking = options.scan || options.replace;
  const reached = await reachDevices(options, io, isLooking ? 'connect' : 'look at names');
  for (const note of reached.notes) io.stderr.write(`note: ${visibleLine(note)}\n`);
  const rows = rowsOf(reached, known);
  if (!isLooking) {
    io.stdout.write(FORMATS[options.output](rows.map(({ label, server }) => stored(label, server, known))));
    return EXIT.ok;
  }
  const { maxAuthFailures, loginRate, loginsAtOnce } = options;
  const onScreen = <T>(question: () => Promise<T>) => question();
  const askers = rows.map(({ device }) => device);
  const gate = loginGate(
    { devices: askers, maxAuthFailures, loginRate, loginsAtOnce, typed: new Set(), onScreen },
    io,
  );
  const answerers = { ...gate.answerers, ...sessionQuestions(askers, { ask: onScreen }, io) };
  const sights = new Map<string, Sight>();
  // Jump hosts come first: what is behind them is reached through a login there, for which their keys must be right.
  for (const depth of new Set(rows.map(depthOf).toSorted((a, b) => a - b))) {
    const now = open();
    const level = rowsOf(reached, now).filter((row) => depthOf(row) === depth);
    const asked = { answerers: { ...answerers, ...now.answerers(askers) }, finished: gate.finished };
    const seen = await lookAt(level, options, asked, now);
    for (const sight of await act(seen, options, now, io)) sights.set(sight.name, sight);
  }
  (await import('../session/ssh.ts')).closeBastions();
  const inOrder = rows.flatMap(({ server }) => sights.get(nameOf(server)) ?? []);
  io.stdout.write(FORMATS[options.output](inOrder.map(asEntry)));
  return inOrder.every(({ status }) => WELL.has(status)) ? EXIT.ok : EXIT.trouble;
}

/** Its command line, as commander knows it. */
export function trustProgram(io: ProgramIo): Command {
  return newProgram(WORDS, GROUPS, io);
}

const GROUPS = { trust: trustOptions, selection, login, hostKeys, pace, safety, deadlines } as const;

const WORDS = {
  name: 'netrun trust',
  description: 'Shows the host keys that are known of devices, fetches them, and replaces changed ones.',
  examples: `Examples:
  netrun trust                        which keys are known
  netrun trust --scan                 store those that are new; nobody logs in
  netrun trust --replace -l sw01      sw01 was replaced: take its new key
`,
};

/** A server whose key is looked at: a device, or a jump host on the way to one. */
type Row = {
  readonly label: string;
  readonly server: SshServer;
  /** In whose name it is asked for what the jump hosts on the way want to know. */
  readonly device: Device;
  /** Among all rows. */
  readonly place: number;
};

/** What came of looking at a server. */
type Sight = {
  readonly label: string;
  readonly name: string;
  readonly status: 'known' | 'new' | 'stored' | 'changed' | 'replaced' | 'refused' | 'failed';
  readonly shown?: ShownKey;
  /** What was known instead. */
  readonly before: readonly KnownKey[];
  readonly why?: string;
};

const WELL: ReadonlySet<Sight['status']> = new Set(['known', 'stored', 'replaced']);

/** What is shown of a server; the names are those of the JSON. */
type Entry = {
  readonly device: string;
  /** What its keys are known under. */
  readonly name: string;
  readonly status?: Sight['status'];
  readonly shown?: { readonly type: string; readonly fingerprint: string };
  readonly known: readonly {
    readonly type: string;
    readonly fingerprint: string;
    readonly file: string;
    readonly line: number;
    readonly revoked?: true;
  }[];
  readonly why?: string;
};

const FORMATS = {
  text: (entries) => entries.flatMap(linesOf).join(''),
  json: (entries) => `${jsonBlock(entries)}\n`,
} as const satisfies Readonly<Record<TrustSettings['output'], (entries: readonly Entry[]) => string>>;

/** Each server once, the jump hosts on the way to a device before it. */
function rowsOf({ devices, chosen }: Reached, { expect }: RunHostKeys): readonly Row[] {
  const rows = devices.flatMap((device, index) => {
    const expected = expect(device, chosen[index]?.login ?? {});
    const hops: Omit<Row, 'place'>[] = [];
    for (let { route } = expected.ssh; route.type === 'jump'; route = route.server.ssh.route) {
      hops.unshift({ label: `jump host ${route.server.host}`, server: route.server, device });
    }
    return [...hops, { label: device.name, server: expected, device }];
  });
  const isDevice = (row: Omit<Row, 'place'>) => !row.label.startsWith('jump host ');
  const byName = new Map<string, Omit<Row, 'place'>>();
  for (const row of rows) {
    const name = nameOf(row.server);
    if (!byName.has(name) || isDevice(row)) byName.set(name, row);
  }
  return [...byName.values()].map((row, place) => ({ ...row, place }));
}

/** How many jump hosts are on the way. */
function depthOf({ server }: Row): number {
  return pathTo(server).length;
}

function called(server: SshServer) {
  return { ...knownAs(server), path: pathTo(server) };
}

function nameOf(server: SshServer): string {
  return fullName(called(server));
}

function stored(label: string, server: SshServer, { keys }: RunHostKeys): Entry {
  return { device: label, name: nameOf(server), known: keys.find(called(server)).flatMap(asKnown) };
}

function asKnown({ marker, keyType, key, file, line }: KnownKey): Entry['known'] {
  if (marker === 'cert-authority') return [];
  const revoked = marker === 'revoked' ? { revoked: true as const } : {};
  return [{ type: keyType, fingerprint: fingerprint(key), file, line, ...revoked }];
}

type LookOptions = {
  readonly concurrency: number;
  readonly connectMs: { readonly value: number };
  readonly loginMs: { readonly value: number };
};

/** Asks servers for their keys, many at the same time. */
async function lookAt(
  rows: readonly Row[],
  { concurrency, connectMs, loginMs }: LookOptions,
  { answerers, finished }: Pick<LoginGate, 'finished'> & { readonly answerers: Partial<Answerers> },
  { keys }: RunHostKeys,
): Promise<readonly Sight[]> {
  const { scanHostKey } = await import('../session/scan-host-key.ts');
  const times = { connectMs: connectMs.value, loginMs: loginMs.value };
  const never = new AbortController().signal;
  const lookAtOne = async ({ label, server, place }: Row): Promise<Sight> => {
    const name = nameOf(server);
    const ask: AskMain = async (one) => answerTo(one, { ...UNANSWERED, ...answerers }, place, never);
    const before = keys.find(called(server)).filter(({ marker }) => marker === 'none');
    try {
      const key = await scanHostKey(server, times, ask);
      const { type } = keys.standing({ ...called(server), ...key });
      const answer = keys.answer({ type: 'host-key', ...called(server), ...key }, label);
      const shown = { name, ...key };
      if (type === 'changed') return { label, name, status: 'changed', shown, before };
      if (answer.verdict === 'refuse')
        return { label, name, status: 'refused', shown, before, why: answer.why };
      if (type === 'new') return { label, name, status: 'new', shown, before };
      return { label, name, status: 'known', shown, before };
    } catch (error) {
      if (error instanceof HeldBack) return { label, name, status: 'failed', before, why: error.reason };
      if (!(error instanceof Trouble)) throw error;
      return { label, name, status: 'failed', before, why: error.failure.message };
    } finally {
      finished(place);
    }
  };
  const sights = new Map<Row, Sight>();
  const queue = rows.values();
  const work = async () => {
    for (const row of queue) sights.set(row, await lookAtOne(row));
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return rows.flatMap((row) => sights.get(row) ?? []);
}

/** Stores and replaces what it is asked to. */
async function act(
  sights: readonly Sight[],
  { scan, replace, yes }: TrustSettings & Pick<SafetySettings, 'yes'>,
  { file }: RunHostKeys,
  io: Io,
): Promise<readonly Sight[]> {
  const isNew = ({ status }: Sight) => scan && status === 'new';
  const changed = replace ? sights.filter(({ status }) => status === 'changed') : [];
  const isReplaced = changed.length > 0 && (yes || (await isWanted(changed, io)));
  const toStore = sights.filter((sight) => isNew(sight) || (isReplaced && changed.includes(sight)));
  if (toStore.length === 0) return sights;
  const { isStored, leftLines } = await replaceHostKeys(
    file,
    toStore.flatMap(({ shown }) => shown ?? []),
  );
  if (!isStored) throw new UsageError([{ file, message: 'the host keys could not be stored there' }]);
  for (const line of leftLines)
    io.stderr.write(`note: ${visibleLine(file)}:${line} has a pattern, and still lets an old key pass\n`);
  for (const { name, before } of toStore) {
    for (const old of before.filter((one) => one.file !== file)) {
      io.stderr.write(
        `note: ${visibleLine(`${old.file}:${old.line} still has the old key; ssh-keygen -R '${name}' -f ${old.file} removes it`)}\n`,
      );
    }
  }
  return sights.map((sight) =>
    toStore.includes(sight) ? { ...sight, status: sight.status === 'new' ? 'stored' : 'replaced' } : sight,
  );
}

async function isWanted(changed: readonly Sight[], io: Io): Promise<boolean> {
  for (const sight of changed) io.stderr.write(linesOf(asEntry(sight)).join(''));
  const count = changed.length === 1 ? 'this host key' : `these ${changed.length} host keys`;
  const answer = await askOpenly(`Replace ${count}? Type yes`, io, 'give --yes');
  return /^y(?:es)?$/i.test(answer.trim());
}

function asEntry({ label, name, status, shown, before, why }: Sight): Entry {
  return {
    device: label,
    name,
    status,
    ...(shown && { shown: { type: shown.keyType, fingerprint: fingerprint(shown.key) } }),
    known: before.flatMap(asKnown),
    ...(why !== undefined && { why }),
  };
}

/** `sw01  changed  ssh-ed25519 SHA256:…` and, below it, what was known. */
function linesOf({ device, name, status, shown, known, why }: Entry): readonly string[] {
  const called = device === name ? visibleLine(device) : `${visibleLine(device)}  ${visibleLine(name)}`;
  const where = known.map(
    (one) =>
      `    ${one.revoked ? 'revoked' : 'known'}  ${one.type} ${one.fingerprint}  ${visibleLine(one.file)}:${one.line}\n`,
  );
  if (status === undefined) return [`${called}\n`, ...(where.length > 0 ? where : ['    no key is known\n'])];
  const key = shown ? `  ${shown.type} ${shown.fingerprint}` : '';
  const reason = why === undefined ? '' : `  ${visibleLine(why)}`;
  const isTold = status === 'changed' || status === 'replaced' || status === 'refused';
  return [`${called}  ${status}${key}${reason}\n`, ...(isTold ? where : [])];
}
