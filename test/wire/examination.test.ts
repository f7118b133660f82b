import { describe, expect, test } from 'vitest';
import { FAULTS, type FaultName } from '../../src/lab/faults.ts';
import type { Depth, Step } from '../../src/model/examination.ts';
import { PLATFORMS, type PlatformName } from '../../src/platforms/index.ts';
import { type LabRun, onLab } from './on-lab.ts';

/** Examines a simulated device of its own. */
async function examine(depth: Depth, run: Omit<LabRun, 'commands'> = {}) {
  const ran = await onLab({ ...run, commands: [], job: { pipelining: true, ...run.job, examine: depth } });
  const records = ran.outcome.examination ?? [];
  return { ...ran, records, steps: records.map(({ step }) => step) };
}

const LOGIN: readonly Step[] = [
  'connect',
  'identification',
  'key-exchange',
  'host-key',
  'authentication',
  'prompt',
];

describe('a device that is examined', () => {
  test.each([
    ['tcp', ['connect'], ''],
    ['login', LOGIN, '\rexit\r'],
    ['enable', [...LOGIN, 'enable'], '\renable\rs3cr3t-enable\r  \rexit\r'],
    [
      'all',
      [...LOGIN, 'enable', 'paging'],
      '\renable\rs3cr3t-enable\rterminal width 511\rterminal length 0\r  \rexit\r',
    ],
  ] as const)('as far as %s comes so far, and nothing more is typed', async (depth, steps, typed) => {
    const ran = await examine(depth);
    expect(ran.outcome).toMatchObject({ status: 'ok', attempts: 1 });
    expect(ran.steps).toEqual(steps);
    expect(ran.typed.join('')).toBe(typed);
    expect(ran.replies).toEqual([]);
    expect(ran.counters.loginsAccepted).toBe(depth === 'tcp' ? 0 : 1);
  });

  test('shows what it is, offers and takes', async () => {
    const { records } = await examine('all');
    expect(records).toMatchObject([
      { step: 'connect', address: '127.0.0.1', unreachable: [] },
      { step: 'identification', text: 'SSH-2.0-Cisco-1.25' },
      {
        step: 'key-exchange',
        offered: { kex: expect.arrayContaining(['curve25519-sha256']), hostKey: ['ssh-ed25519'] },
        chosen: {
          kex: 'curve25519-sha256',
          hostKey: 'ssh-ed25519',
          cipher: 'aes128-gcm@openssh.com',
          mac: '',
        },
        old: [],
      },
      { step: 'host-key', keyType: 'ssh-ed25519', fingerprint: expect.stringMatching(/^SHA256:/) },
      { step: 'authentication', methods: ['password'], way: 'password' },
      { step: 'prompt', text: 'R1>', mode: 'exec' },
      { step: 'enable', commands: ['enable'], text: 'R1#', mode: 'privileged' },
      { step: 'paging', command: 'terminal length 0', refusal: '', pages: 0 },
    ]);
    for (const { durationMs } of records) expect(durationMs).toBeGreaterThanOrEqual(0);
  });

  test('shows its prompt and becomes privileged no more than that, whatever the job says', async () => {
    const { steps, typed } = await examine('login', { job: { enable: 'always' } });
    expect(steps).toEqual(LOGIN);
    expect(typed.join('')).toBe('\rexit\r');
  });

  test('is found out before it is logged in to as what it is', async () => {
    const { steps, records } = await examine('all', { as: 'autodetect' });
    expect(steps).toEqual([...LOGIN.slice(0, -1), 'detection', 'prompt', 'enable', 'paging']);
    expect(records).toContainEqual(expect.objectContaining({ step: 'detection', platform: 'cisco_ios' }));
  });

  test('is not found out where its prompt is all that is wanted', async () => {
    const { steps, typed } = await examine('login', { as: 'autodetect' });
    expect(steps).toEqual(LOGIN);
    expect(typed.join('')).not.toMatch(/show|version/);
  });

  test.each(Object.keys(PLATFORMS) as PlatformName[])('passes every step as %s', async (platform) => {
    if (platform === 'autodetect') return;
    const ran = await examine('all', { device: { platform } });
    expect(ran.failure).toBeUndefined();
    expect(ran.steps.slice(-3)).toEqual(['prompt', 'enable', 'paging']);
  });
});

/** Where a device fails on its way to the prompt; those that fail in a command are well so far. */
const FAILS_IN: Partial<Record<FaultName, Step>> = {
  'says-nothing': 'identification',
  'says-garbage': 'identification',
  'speaks-http': 'identification',
  'speaks-telnet': 'identification',
  'speaks-ssh-1': 'key-exchange',
  'has-too-many-logins': 'identification',
  'has-all-lines-taken': 'identification',
  'closes-after-identification': 'key-exchange',
  'closes-in-key-exchange': 'key-exchange',
  'closes-after-key-exchange': 'authentication',
  'closes-after-authentication': 'prompt',
  'closes-after-shell': 'prompt',
  'is-silent-after-identification': 'key-exchange',
  'is-silent-in-key-exchange': 'key-exchange',
  'is-silent-after-key-exchange': 'authentication',
  'is-silent-after-authentication': 'prompt',
  'has-no-prompt': 'prompt',
  'knows-unusual-algorithms': 'key-exchange',
  'refuses-password': 'authentication',
  'has-password-expired': 'authentication',
  'refuses-secret': 'enable',
  'has-no-secret': 'enable',
  'refuses-session': 'prompt',
  'refuses-terminal': 'prompt',
  'refuses-shell': 'prompt',
};

test.concurrent.each(Object.entries(FAILS_IN))(
  'a device that %s fails in the step %s',
  async (name, step) => {
    // Object.entries gives strings; these are the keys of the table.
    const { device, inventory } = FAULTS[name as FaultName] as {
      device: { behaviour?: LabRun['behaviour'] };
      inventory?: { password?: string; secret?: string };
    };
    const ran = await examine('all', {
      ...(device.behaviour && { behaviour: device.behaviour }),
      device: { ...inventory },
      deadlines: { loginMs: 1500 },
    });
    expect(ran.outcome.status).toBe('failed');
    expect(ran.steps.at(-1)).toBe(step);
    expect(ran.failure?.hint).not.toBe('');
    expect(ran.counters.connections).toBeLessThanOrEqual(1);
    expect(ran.counters.loginsRejected).toBeLessThanOrEqual(1);
  },
);

test('what a device offered is known although nothing is in common', async () => {
  const { records } = await examine('all', { behaviour: { algorithms: 'unusual' } });
  const last = records.at(-1);
  expect(last).toMatchObject({ step: 'key-exchange', chosen: { kex: '' } });
});
