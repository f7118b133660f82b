import { expect, test } from 'vitest';
import type { FaultStage } from '../../src/lab/behaviour.ts';
import type { Failure, FailureKind } from '../../src/model/failure.ts';
import { ENABLE, END, onLab, PREPARE } from './on-lab.ts';

const OUTPUT = Array.from({ length: 40 }, (_, line) => `interface ${line} is up\n`).join('');
const HALF = OUTPUT.slice(0, OUTPUT.length / 2);
const files = new Map([['it', OUTPUT]]);

const SHORT_MS = 1500;
/** What a busy machine may take besides. */
const SLACK_MS = 5000;

type Case = {
  readonly after: FaultStage;
  readonly effect: 'close' | 'reset' | 'silence';
  /** Several where the reset may come before or after the device's last message. */
  readonly kinds: readonly FailureKind[];
  readonly typed: readonly string[];
};

const TYPED = [`${PREPARE}show file it\r`];

const CASES: readonly Case[] = [
  { after: 'connect', effect: 'close', kinds: ['connect'], typed: [] },
  { after: 'connect', effect: 'reset', kinds: ['connect'], typed: [] },
  { after: 'connect', effect: 'silence', kinds: ['timeout'], typed: [] },
  { after: 'handshake', effect: 'close', kinds: ['auth'], typed: [] },
  { after: 'handshake', effect: 'reset', kinds: ['connect'], typed: [] },
  { after: 'handshake', effect: 'silence', kinds: ['timeout'], typed: [] },
  { after: 'authentication', effect: 'close', kinds: ['closed'], typed: [] },
  { after: 'authentication', effect: 'reset', kinds: ['closed', 'connect'], typed: [] },
  { after: 'authentication', effect: 'silence', kinds: ['timeout'], typed: [] },
  { after: 'shell', effect: 'close', kinds: ['closed'], typed: [''] },
  { after: 'shell', effect: 'reset', kinds: ['closed'], typed: [''] },
  { after: 'shell', effect: 'silence', kinds: ['prompt'], typed: [''] },
  { after: 'half-output', effect: 'close', kinds: ['closed'], typed: TYPED },
  { after: 'half-output', effect: 'reset', kinds: ['closed'], typed: TYPED },
  { after: 'half-output', effect: 'silence', kinds: ['timeout'], typed: TYPED },
];

const unlessSilent = (retry: Failure['retry']) => ({ close: retry, reset: retry, silence: undefined });

/** Before a credential was sent, behind a login where nothing was typed, and in a command that changes nothing. */
const RETRIES: Partial<Record<FaultStage, ReturnType<typeof unlessSilent>>> = {
  connect: unlessSilent('before-authentication'),
  authentication: unlessSilent('channel-refused'),
  'half-output': unlessSilent('read-only-broken-off'),
};

test.each(CASES)(
  'a device of which the $after is followed by $effect fails on time, and nothing is typed any more',
  async ({ after, effect, kinds, typed }) => {
    const deadlines = effect === 'silence' ? { loginMs: SHORT_MS, idleMs: SHORT_MS } : {};
    const behaviour = { fault: { after, effect }, files, privilege: 'at-login' } as const;
    const ran = await onLab({ commands: ['show file it', 'show clock'], behaviour, deadlines });
    expect(kinds).toContain(ran.failure?.kind);
    expect(ran.failure?.message).not.toBe('');
    expect(ran.failure?.retry).toBe(RETRIES[after]?.[effect]);
    if (effect === 'silence') expect(ran.outcome.durationMs).toBeGreaterThan(SHORT_MS - 5);
    expect(ran.outcome.durationMs).toBeLessThan((effect === 'silence' ? SHORT_MS : 0) + SLACK_MS);
    expect(ran.outcome.attempts).toBe(1);
    expect(ran.counters.connections).toBe(1);
    if (after === 'half-output') {
      expect(ran.replies).toMatchObject([{ command: 'show file it', status: 'partial' }]);
      if (effect === 'reset') expect(HALF.startsWith(ran.outputs[0] ?? '-')).toBe(true);
      else expect(ran.outputs).toEqual([HALF]);
    } else {
      expect(ran.replies).toEqual([]);
    }
    // A reset may be faster than the device's own record of what was typed.
    expect(ran.typed.filter((text) => text !== '')).toEqual(typed.filter((text) => text !== ''));
  },
);

test('a device whose lines are all taken fails with what may be the reason', async () => {
  const { failure, counters } = await onLab({ commands: ['show clock'], behaviour: { maxSessions: 0 } });
  expect(failure).toMatchObject({
    kind: 'connect',
    hint: expect.stringContaining('VTY'),
    retry: 'before-authentication',
  });
  expect(counters.connections).toBe(1);
});

test.each(['pty', 'shell', 'session'] as const)('a refused %s is a failure', async (refused) => {
  const ran = await onLab({ commands: ['show clock'], behaviour: { refuses: [refused] } });
  expect(ran.failure).toMatchObject({
    kind: 'closed',
    message: expect.stringContaining('refused the session'),
    retry: 'channel-refused',
  });
  expect(ran.replies).toEqual([]);
  expect(ran.typed.join('')).toBe('');
});

test.each(['password', 'keyboard-interactive'] as const)(
  'a wrong password is tried once: %s',
  async (authentication) => {
    const ran = await onLab({
      commands: ['show clock'],
      behaviour: { authentication },
      device: { password: 'wrong' },
    });
    expect(ran.failure).toMatchObject({ kind: 'auth', message: expect.stringContaining('rejected') });
    expect(JSON.stringify(ran.outcome)).not.toContain('wrong');
    expect(ran.counters).toMatchObject({ connections: 1, loginsRejected: 1, loginsAccepted: 0 });
  },
);

test.each(['password', 'name-and-password'] as const)(
  'a second login in the shell is refused, and nothing is typed at it: %s',
  async (shellLogin) => {
    const ran = await onLab({ commands: ['show clock'], behaviour: { shellLogin } });
    expect(ran.failure).toMatchObject({ kind: 'auth' });
    expect(ran.typed).toEqual(['']);
    expect(ran.counters.loginsRejected).toBe(0);
  },
);

test.each(['password', 'name-and-password'] as const)(
  'a second login in the shell is answered where the inventory says that there is one: %s',
  async (shellLogin) => {
    const device = { shellLogin: { password: undefined } };
    const ran = await onLab({ commands: ['show clock'], behaviour: { shellLogin }, device });
    expect(ran.outcome.status).toBe('ok');
    expect(ran.counters).toMatchObject({ loginsAccepted: 2, loginsRejected: 0, secretLeaks: 0 });
  },
);

test.each(['password', 'name-and-password'] as const)(
  'a second login in the shell gets a password of its own, and a wrong one once: %s',
  async (shellLogin) => {
    const device = { shellLogin: { password: 'other-than-that-of-ssh' } };
    const ran = await onLab({ commands: ['show clock'], behaviour: { shellLogin }, device });
    expect(ran.failure).toMatchObject({ kind: 'auth' });
    expect(ran.failure?.retry).toBeUndefined();
    expect(ran.typed.join('').split('other-than-that-of-ssh')).toHaveLength(2);
    expect(ran.counters.loginsRejected).toBe(1);
  },
);

test.each(['asked-again', 'denied'] as const)(
  'a wrong secret is typed once, and nothing after it: %s',
  async (wrongSecret) => {
    const ran = await onLab({
      commands: ['show clock'],
      behaviour: { wrongSecret },
      device: { secret: 'other' },
    });
    expect(ran.failure).toMatchObject({ kind: 'enable' });
    expect(ran.typed).toEqual([`${PREPARE}enable\rother\r`]);
    expect(ran.counters).toMatchObject({ enableAttempts: 1, enableRejections: 1 });
  },
);

test('a secret that sudo refuses after two seconds is typed once, and nothing after it', async () => {
  const ran = await onLab({
    commands: ['id'],
    device: { platform: 'linux', secret: 'other' },
  });
  expect(ran.failure).toMatchObject({ kind: 'enable' });
  expect(ran.typed).toEqual(['\rsudo -s\rother\r']);
  expect(ran.counters).toMatchObject({ enableAttempts: 1, enableRejections: 1 });
});

test.each([
  { command: 'reload', question: 'Proceed with reload? [confirm]' },
  { command: 'copy running-config startup-config', question: 'Destination filename [startup-config]?' },
])('the question of $command is left alone', async ({ command, question }) => {
  const ran = await onLab({ commands: [command, 'show clock'] });
  expect(ran.failure).toMatchObject({ kind: 'question', message: `the device asks: ${question}` });
  expect(ran.typed).toEqual([`${ENABLE}${command}\r`]);
  expect(ran.counters.confirmations).toBe(0);
});

test('an answer that was given is typed, and the run goes on', async () => {
  const ran = await onLab({
    commands: ['copy running-config startup-config', 'show privilege'],
    job: { answers: [{ question: /filename/, text: '' }] },
  });
  expect(ran.outcome.status).toBe('ok');
  expect(ran.replies[1]?.output).toBe('Current privilege level is 15\n');
  expect(ran.typed).toEqual([`${ENABLE}copy running-config startup-config\r\rshow privilege\r${END}`]);
  expect(ran.counters.confirmations).toBe(1);
});

test('a device that never stops talking ends on time, with what it said', async () => {
  const ran = await onLab({
    commands: ['show tech-support'],
    behaviour: { privilege: 'at-login' },
    deadlines: { deviceMs: SHORT_MS },
    job: { output: { maxBytes: 2 ** 30, spillFolder: undefined } },
  });
  expect(ran.failure).toMatchObject({ kind: 'timeout' });
  expect(ran.outcome.durationMs).toBeLessThan(SHORT_MS + SLACK_MS);
  expect(ran.replies).toMatchObject([{ status: 'partial' }]);
  expect(ran.outputs[0]).toMatch(/^R1 -+ show part 1 -+\nR1 -+ show part 2 -+\n/);
  expect(ran.typed).toEqual([`${PREPARE}show tech-support\r`]);
});

test('a device that never stops talking ends at the limit of an output, with what it said', async () => {
  const ran = await onLab({
    commands: ['show tech-support'],
    behaviour: { privilege: 'at-login' },
    job: { output: { maxBytes: 1_000_000, spillFolder: undefined } },
  });
  expect(ran.failure).toMatchObject({ kind: 'output-limit' });
  expect(ran.replies).toMatchObject([{ status: 'partial' }]);
  expect(ran.outputs[0]).toMatch(/^R1 -+ show part 1 -+\nR1 -+ show part 2 -+\n/);
  expect(ran.typed).toEqual([`${PREPARE}show tech-support\r`]);
});

test('a device that sends a byte a second ends on time, with what it sent', async () => {
  const ran = await onLab({
    commands: ['show slow'],
    behaviour: { privilege: 'at-login' },
    deadlines: { deviceMs: 2500 },
  });
  expect(ran.failure).toMatchObject({ kind: 'timeout' });
  expect(ran.outcome.durationMs).toBeLessThan(2500 + SLACK_MS);
  expect(ran.replies).toMatchObject([{ status: 'partial', output: expect.stringMatching(/^\.{2,3}$/) }]);
  expect(ran.typed).toEqual([`${PREPARE}show slow\r`]);
});

test('a cancelled run types nothing more', async () => {
  const ran = await onLab({
    commands: ['show slow', 'show clock'],
    behaviour: { privilege: 'at-login' },
    cancel: AbortSignal.timeout(1000),
  });
  expect(ran.outcome).toMatchObject({ status: 'cancelled', attempts: 1 });
  expect(ran.replies).toMatchObject([{ status: 'partial', output: expect.stringMatching(/^\.+$/) }]);
  expect(ran.typed).toEqual([`${PREPARE}show slow\r`]);
});
