import { setImmediate } from 'node:timers/promises';
import { type Behaviour, WELL_BEHAVED } from '../../src/lab/behaviour.ts';
import type { Files } from '../../src/lab/files.ts';
import { disturb, type Hostility } from '../../src/lab/hostile.ts';
import { seededRandom } from '../../src/lab/random.ts';
import { Shell } from '../../src/lab/shell.ts';
import { TRANSCRIPTS } from '../../src/lab/transcripts/index.ts';
import { newDevice } from '../../src/model/new-device.ts';
import { type PlatformName, platform as platformNamed } from '../../src/platforms/index.ts';
import { jobOf } from '../executors/tasks.ts';
import { type Ran, runOn } from '../wire/run-on.ts';
import { ShellTransport } from './shell-transport.ts';

/** What became of a job, and how often the session waited for a silence to be over. */
export type Served = Ran & { readonly silences: number };

/** Runs commands on a simulated device that no network is before. */
export async function serve(
  commands: readonly string[],
  platform: PlatformName,
  { pipelining = false, ...behaviour }: Partial<Behaviour> & { readonly pipelining?: boolean },
  file: Files,
): Promise<Served> {
  const full = { ...WELL_BEHAVED, ...behaviour };
  const host = HOST;
  const identity = identityOn(platform);
  const shell = new Shell({
    transcript: TRANSCRIPTS[platform],
    behaviour: full,
    device: { ...identity, index: 1, host, now, file },
    terminalRows: 0,
    random: seededRandom(full.seed),
  });
  const transport = new ShellTransport(shell, full.chunk, seededRandom(full.seed + 1));
  const device = newDevice({ ...identity, host, platform });
  const job = { ...jobOf(...commands), shell: 'always' as const, rejectCheck: false, pipelining };
  const served = await runOn(device, job, async (_task, { deadline }) => ({
    identification: '',
    shell: async (_terminal, ahead) => transport.open(deadline.signal, ahead),
    execute: async () => undefined,
    close: () => transport.close(),
  }));
  return { ...served, silences: transport.silences };
}

function nameOf(platform: PlatformName): string {
  return `${TRANSCRIPTS[platform].namePrefix}1`;
}

/** The command that prints a stored file. */
export function commandFor(platform: PlatformName, name: string): string {
  return TRANSCRIPTS[platform].exitStatus === 'told' ? `cat ${name}` : `show file ${name}`;
}

/** The prompt at which it is typed. */
function promptOf(platform: PlatformName): string {
  const { prompts, loginMode } = TRANSCRIPTS[platform];
  const mode = platformNamed(platform).privileged ?? loginMode;
  const facts = {
    ...identityOn(platform),
    index: 1,
    host: HOST,
    mode,
    lastStatus: 0,
    now,
    file: () => undefined,
  };
  return prompts[mode]?.(facts) ?? '';
}

const HOST = '127.0.0.1';
const now = () => new Date('2026-03-02T12:34:56.789Z');

function identityOn(platform: PlatformName) {
  return { name: nameOf(platform), username: 'admin', password: 'pass-1', secret: 'secret-1' };
}

/** What such a device prints for a stored file, given as a byte string. */
export function printed(
  content: string,
  platform: PlatformName,
  hostile: readonly Hostility[] = [],
  prompt = promptOf(platform),
): string {
  // What moves the cursor about the prompt of some devices is undone.
  const plain = prompt.replaceAll(/\x1b\[[\d;?]*[A-Za-z]/g, '');
  const said = disturb(content, plain, hostile).replaceAll(/[\ue000-\uf8ff]/g, '');
  return Buffer.from(said, 'latin1').toString();
}

/** What is wrong with a job's replies to commands; undefined: nothing. */
export function fault(
  { outcome, replies }: Ran,
  commands: readonly string[],
  expected: readonly string[],
): string | undefined {
  if (outcome.status === 'failed') {
    const at = Math.max(
      0,
      replies.findIndex(({ status }) => status === 'partial'),
    );
    return `${commands[at]}: ${JSON.stringify(outcome.failure)}`;
  }
  if (outcome.status !== 'ok' && outcome.status !== 'rejected') return outcome.status;
  for (const [at, command] of commands.entries()) {
    const reply = replies[at];
    if (reply?.command !== command) return `${command}: no reply`;
    if (reply.output !== expected[at]) return `${command}: ${difference(reply.output, expected[at] ?? '')}`;
  }
  return replies.length === commands.length ? undefined : 'more replies than commands';
}

/** The first place where they differ, with what stands around it. */
function difference(actual: string, expected: string): string {
  let at = 0;
  while (actual[at] === expected[at]) at += 1;
  const around = (text: string) => JSON.stringify(text.slice(Math.max(0, at - 60), at + 60));
  return `at ${at} of ${expected.length} is ${around(actual)}, not ${around(expected)}`;
}

/** Does so many at a time, in their order. */
export async function inTurn<T>(
  items: Iterable<T>,
  atATime: number,
  act: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items[Symbol.iterator]();
  const work = async () => {
    for (let next = queue.next(); !next.done; next = queue.next()) {
      await act(next.value);
      await setImmediate();
    }
  };
  await Promise.all(Array.from({ length: atATime }, work));
}
