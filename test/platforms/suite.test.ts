import { beforeAll, describe, expect, test } from 'vitest';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { TRANSCRIPTS } from '../../src/lab/transcripts/index.ts';
import type { Job } from '../../src/model/job.ts';
import type { Outcome, Reply } from '../../src/model/outcome.ts';
import { PLATFORMS, type PlatformName, platform } from '../../src/platforms/index.ts';
import { steps } from '../../src/session/modes.ts';
import { recognise } from '../../src/session/prompt.ts';
import { runJob } from '../../src/session/run-job.ts';
import { openSsh } from '../../src/session/ssh.ts';
import { deviceOf, jobOf, UNASKED } from '../executors/tasks.ts';

// The keys of the very table that the type is made of. What `autodetect` finds out is tested on all that it may find.
const NAMES = (Object.keys(PLATFORMS) as PlatformName[]).filter((name) => name !== 'autodetect');

/** Platforms whose shells may ask for the login. */
const ASKING = NAMES.filter((name) => platform(name).shellLogin);

function hasWords(name: PlatformName): boolean {
  return Object.keys(platform(name).words).length > 0;
}

/** Longer than two pages of every pager. */
const LONG = Array.from({ length: 61 }, (_, at) => `line ${at} of the stored output\n`).join('');
const WRONG = 'frobnicate it';

/** How a session with a device went. */
type Visit = {
  readonly outcome: Outcome;
  readonly replies: readonly Reply[];
  /** All that was typed. */
  readonly typed: string;
};

/** A session with every platform, all at once: hundreds of devices are little work for one lab. */
async function visitAll(
  labOptions: { readonly behaviour: NonNullable<Parameters<typeof startLab>[0]>['behaviour'] },
  job: (name: PlatformName) => Job,
  secret: string | undefined,
  names: readonly PlatformName[] = NAMES,
): Promise<ReadonlyMap<PlatformName, Visit>> {
  await using lab: Lab = await startLab({
    devices: names.map((name) => ({ platform: name })),
    behaviour: { files: new Map([['long', LONG]]), ...labOptions.behaviour },
  });
  const visits = names.map(async (name, at) => {
    const labDevice = lab.devices[at];
    if (!labDevice) throw new Error(`no device for ${name}`);
    const visit = await runOne({ ...deviceOf(labDevice), secret: secret && labDevice.secret }, job(name));
    return [name, { ...visit, typed: lab.typed(labDevice).join('') }] as const;
  });
  return new Map(await Promise.all(visits));
}

function runOne(device: ReturnType<typeof deviceOf>, job: Job): Promise<Pick<Visit, 'outcome' | 'replies'>> {
  const replies: Reply[] = [];
  return new Promise((resolve) => {
    let outcome: Outcome | undefined;
    let isReleased = false;
    const settle = () => outcome && isReleased && resolve({ outcome, replies });
    const link = {
      reply: (reply: Reply) => void replies.push(reply),
      stage: () => {},
      ...UNASKED,
      released: () => {
        isReleased = true;
        settle();
      },
    };
    void runJob({ device, job }, link, new AbortController().signal, openSsh).then((ended) => {
      outcome = ended;
      settle();
    });
  });
}

/** The commands of a transcript that print something short and something long. */
function printing(name: PlatformName): { readonly short: string; readonly long: string } {
  const isUnix = TRANSCRIPTS[name].exitStatus === 'told';
  return isUnix
    ? { short: 'uname', long: 'cat long' }
    : { short: shortCommand(name), long: 'show file long' };
}

function shortCommand(name: PlatformName): string {
  const { commands, loginMode } = TRANSCRIPTS[name];
  const working = platform(name).privileged ?? loginMode;
  const printed = commands.find(
    ({ syntax, modes, answer }) =>
      modes.includes(working) && typeof answer === 'function' && !syntax.includes('<'),
  );
  return printed?.syntax ?? '';
}

/** Whether a login ends below the mode in which commands run. */
function climbs(name: PlatformName): boolean {
  const { privileged } = platform(name);
  return privileged !== undefined && privileged !== TRANSCRIPTS[name].loginMode;
}

/** The mode is one that the lab plays, or none in particular. */
function isPlayed(name: PlatformName, mode: string | undefined): boolean {
  return mode === undefined || Object.hasOwn(TRANSCRIPTS[name].prompts, mode);
}

/** Into the mode in which the device is configured, and back; nothing where that is not played. */
function there(name: PlatformName): readonly string[] {
  const { modes, privileged } = platform(name);
  const working = privileged ?? TRANSCRIPTS[name].loginMode;
  for (const { syntax, modes: from, answer } of TRANSCRIPTS[name].commands) {
    if (!from.includes(working) || typeof answer === 'function' || answer.type !== 'change-mode') continue;
    const leave = modes[answer.mode]?.leave;
    if (leave?.mode === working) return [syntax, leave.command];
  }
  return [];
}

let asUsual: ReadonlyMap<PlatformName, Visit>;
let paged: ReadonlyMap<PlatformName, Visit>;
let withoutSecret: ReadonlyMap<PlatformName, Visit>;
let pipelined: ReadonlyMap<PlatformName, Visit>;
let worded: ReadonlyMap<PlatformName, Visit>;
let askedInShell: ReadonlyMap<PlatformName, Visit>;
let configured: ReadonlyMap<PlatformName, Visit>;

beforeAll(async () => {
  const all = (name: PlatformName): Job => {
    const { short, long } = printing(name);
    return jobOf(short, WRONG, long, short);
  };
  asUsual = await visitAll({ behaviour: {} }, all, 'known');
  paged = await visitAll(
    { behaviour: { pagingCommand: 'refused' } },
    (name) => jobOf(printing(name).long, printing(name).short),
    'known',
  );
  withoutSecret = await visitAll({ behaviour: {} }, (name) => jobOf(printing(name).long), undefined);
  pipelined = await visitAll({ behaviour: {} }, (name) => ({ ...all(name), pipelining: true }), 'known');
  worded = await visitAll(
    { behaviour: {} },
    (name) => jobOf(...Object.values(platform(name).words)),
    'known',
    NAMES.filter(hasWords),
  );
  askedInShell = await visitAll({ behaviour: { shellLogin: 'name-and-password' } }, all, 'known', ASKING);
  configured = await visitAll(
    { behaviour: {} },
    (name) => jobOf(...there(name), printing(name).short),
    'known',
  );
}, 120_000);

describe.each(NAMES)('%s', (name) => {
  const visit = (visits: ReadonlyMap<PlatformName, Visit>): Visit => {
    const found = visits.get(name);
    if (!found) throw new Error('was not visited');
    return found;
  };

  test('is logged in to, answers, refuses a wrong command, and is logged out of', () => {
    const { outcome, replies, typed } = visit(asUsual);
    const { short, long } = printing(name);
    expect(outcome).toMatchObject({ status: 'rejected', notes: [] });
    expect(replies.map(({ command, status }) => [command, status])).toEqual([
      [short, 'ok'],
      [WRONG, 'rejected'],
      [long, 'ok'],
      [short, 'ok'],
    ]);
    expect(replies[0]?.output).not.toBe('');
    expect(replies[2]?.output).toBe(LONG);
    expect(replies[3]?.output).toBe(replies[0]?.output);
    const { logout, enter } = platform(name);
    expect(typed.slice(-(logout + enter).length)).toBe(logout + enter);
  });

  test('shows before each command the prompt of the mode that it runs in', () => {
    const prompts = visit(asUsual).replies.map(({ prompt = '' }) => prompt);
    const { privileged } = platform(name);
    expect(new Set(prompts).size).toBe(1);
    expect(recognise(platform(name), prompts[0] ?? '')).toMatchObject({
      text: prompts[0],
      ...(privileged === undefined ? {} : { mode: privileged }),
    });
    expect(visit(pipelined).replies.map(({ prompt }) => prompt?.length)).toEqual(
      prompts.map(({ length }) => length),
    );
  });

  test('is read in full where it does not switch its pager off', () => {
    const { outcome, replies } = visit(paged);
    const { prepare } = platform(name);
    const refused = prepare
      .filter(({ purpose, mode }) => purpose === 'paging' && isPlayed(name, mode))
      .map(({ command, otherwise = command }) => otherwise);
    expect(outcome).toMatchObject({
      status: 'ok',
      notes: refused.map((command) => expect.stringContaining(`"${command}" was refused: `)),
    });
    expect(replies[0]?.output).toBe(LONG);
  });

  test('is raised to its privileged mode, with the secret where it asks for one', () => {
    const { replies, typed } = visit(asUsual);
    const { prepare, privileged, modes, enter } = platform(name);
    const ways = climbs(name) ? steps(platform(name), TRANSCRIPTS[name].loginMode, privileged ?? '') : [];
    expect(ways).toBeDefined();
    const secret = ways?.some((way) => way.secretPrompt) ? [`s3cr3t-enable`] : [];
    const opening = [
      ...(ways ?? []).map((way) => way.command),
      ...secret,
      ...prepare.filter(({ mode }) => isPlayed(name, mode)).map((one) => one.command),
    ];
    const lines = typed.split(enter);
    for (const line of opening) expect(lines).toContain(line);
    if (privileged !== undefined) expect(modes).toHaveProperty(privileged);
    expect(replies).toHaveLength(4);
  });

  test('stays as it is without a secret where it asks for one', () => {
    const { outcome, typed } = visit(withoutSecret);
    const { enable } = platform(name);
    const ways = climbs(name)
      ? steps(platform(name), TRANSCRIPTS[name].loginMode, platform(name).privileged ?? '')
      : [];
    const asking = ways?.find((way) => way.secretPrompt);
    expect(outcome).toMatchObject({
      status: 'ok',
      notes:
        asking && enable === 'always' ? [`"${asking.command}" was not sent, since no secret is set`] : [],
    });
    if (asking) expect(typed.split(platform(name).enter)).not.toContain(asking.command);
  });

  test('gives the same with pipelining', () => {
    const { outcome, replies } = visit(pipelined);
    expect(outcome).toMatchObject({ status: 'rejected', notes: [] });
    expect(replies.map(({ output }) => output)).toEqual(visit(asUsual).replies.map(({ output }) => output));
  });

  test.runIf(hasWords(name))('answers every word', () => {
    const { outcome, replies } = visit(worded);
    expect(outcome).toMatchObject({ status: 'ok', notes: [] });
    expect(replies.map(({ command }) => command)).toEqual(Object.values(platform(name).words));
    for (const { command, output } of replies) expect(output, command).not.toBe('');
  });

  test.runIf(ASKING.includes(name))('is told the login where its shell asks for it', () => {
    const { outcome, replies } = visit(askedInShell);
    expect(outcome).toMatchObject({ status: 'rejected', notes: [] });
    expect(replies.map(({ status }) => status)).toEqual(['ok', 'rejected', 'ok', 'ok']);
    expect(replies[2]?.output).toBe(LONG);
  });

  test.runIf(there(name).length > 0)('knows its prompt when it is being configured', () => {
    const { outcome, replies } = visit(configured);
    const [into = '', out = ''] = there(name);
    expect(outcome).toMatchObject({ status: 'ok', notes: [] });
    expect(replies.map(({ command }) => command)).toEqual([into, out, printing(name).short]);
    expect(replies[2]?.output).toBe(visit(asUsual).replies[0]?.output);
    const [before, within, after] = replies.map(({ prompt = '' }) => prompt);
    expect(after).toBe(before);
    expect(within).not.toBe(before);
    expect(outcome.durationMs).toBeLessThan(20_000);
  });
});

test('RouterOS is told behind the user name what its console is to be like', async () => {
  // Only who sends the suffix is known here.
  const platformName = 'mikrotik_routeros';
  await using lab = await startLab({ devices: [{ platform: platformName, username: 'eve+ct511w4098h' }] });
  const [labDevice] = lab.devices;
  if (!labDevice) throw new Error('the lab has one device');
  const { outcome } = await runOne(
    { ...deviceOf(labDevice), username: 'eve' },
    jobOf(shortCommand(platformName)),
  );
  expect(outcome).toMatchObject({ status: 'ok' });
});
