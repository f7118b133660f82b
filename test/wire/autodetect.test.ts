import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { TRANSCRIPTS } from '../../src/lab/transcripts/index.ts';
import type { Detected } from '../../src/model/detected.ts';
import type { Job } from '../../src/model/job.ts';
import type { PlatformName } from '../../src/platforms/index.ts';
import { openSsh } from '../../src/session/ssh.ts';
import { deviceOf, jobOf } from '../executors/tasks.ts';
import { onLab } from './on-lab.ts';
import { runOn } from './run-on.ts';

/** How many commands tell what it is; 0: what its SSH server calls itself does. */
const KNOWN: readonly (readonly [PlatformName, commands: number])[] = [
  ['arista_eos', 1],
  ['aruba_aoscx', 1],
  ['checkpoint_gaia', 1],
  ['cisco_asa', 1],
  ['cisco_ios', 1],
  ['cisco_nxos', 1],
  ['cisco_s300', 1],
  ['cisco_wlc', 0],
  ['cisco_xr', 1],
  ['dell_os10', 1],
  ['extreme_exos', 1],
  ['f5_tmsh', 2],
  ['fortinet', 2],
  ['hp_comware', 0],
  ['hp_procurve', 1],
  ['huawei_vrp', 1],
  ['huawei_vrpv8', 1],
  ['juniper_junos', 1],
  ['linux', 2],
  ['mikrotik_routeros', 0],
  ['nokia_srl', 1],
  ['nokia_sros', 1],
  ['paloalto_panos', 2],
  ['vyos', 1],
];

const OUTPUT = Array.from({ length: 61 }, (_, at) => `line ${at} of the stored output\n`).join('');
const COMMAND: Partial<Record<PlatformName, string>> = { linux: 'cat it' };

describe('a device of which nobody has said what it is', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab({
      devices: KNOWN.map(([platform]) => ({ platform })),
      behaviour: { files: new Map([['it', OUTPUT]]) },
    });
  });
  afterAll(() => lab[Symbol.asyncDispose]());

  /** Runs the command that prints the stored output, and gives what was typed besides. */
  async function run(at: number, { secret, ...job }: Partial<Job> & { secret?: string } = {}) {
    const labDevice = lab.devices[at];
    if (!labDevice) throw new Error('the lab has a device of each kind');
    const command = COMMAND[labDevice.platform as PlatformName] ?? 'show file it';
    const device = { ...deviceOf(labDevice), platform: 'autodetect', secret };
    const before = lab.typed(labDevice).length;
    const ran = await runOn(device, { ...jobOf(command), ...job }, openSsh);
    return { ...ran, typed: lab.typed(labDevice).slice(before).join('') };
  }

  for (const [at, [name, commands]] of KNOWN.entries()) {
    test(`is taken for what it is: ${name}`, async () => {
      const { outcome, replies, typed } = await run(at);
      const { ident } = TRANSCRIPTS[name];
      expect(outcome).toMatchObject({
        status: 'ok',
        detected: { platform: name, identification: ident },
        attempts: 1,
      });
      expect(outcome.notes.filter((note) => !note.includes('no secret'))).toEqual([]);
      expect(replies.map(({ output }) => output)).toEqual([OUTPUT]);
      const asked =
        typed.match(/^.*(?:show version|display version|get system status|uname|show sys).*$/gm) ?? [];
      const lines = typed
        .split(/\r\n|\r|\n/)
        .filter((line) => asked.some((one) => one.includes(line)) && line.trim() !== '');
      expect(lines).toHaveLength(commands);
    });

    test(`is not asked again: ${name}`, async () => {
      const detected: Detected = { platform: name, identification: TRANSCRIPTS[name].ident };
      const { outcome, replies, typed } = await run(at, { detected });
      expect(outcome).toMatchObject({ status: 'ok', detected });
      expect(outcome.wasMisjudged).toBeUndefined();
      expect(replies.map(({ output }) => output)).toEqual([OUTPUT]);
      expect(typed).not.toMatch(/version|uname|status|sys/);
    });
  }

  for (const [own, name] of [
    ['alcatel_sros', 'nokia_sros'],
    ['huawei', 'huawei_vrp'],
    ['juniper', 'juniper_junos'],
  ] as const) {
    test(`is taken for ${name}, also by the lab's word ${own}`, async () => {
      const { outcome } = await onLab({ commands: [], device: { platform: own }, as: 'autodetect' });
      expect(outcome).toMatchObject({ status: 'ok', detected: { platform: name } });
    });
  }

  const indexOf = (name: PlatformName) => KNOWN.findIndex(([known]) => known === name);

  test('is asked again when its SSH server calls itself otherwise', async () => {
    const detected: Detected = { platform: 'juniper_junos', identification: 'OpenSSH_5.0' };
    const { outcome } = await run(indexOf('arista_eos'), { detected });
    expect(outcome).toMatchObject({ status: 'ok', detected: { platform: 'arista_eos' } });
    expect(outcome.wasMisjudged).toBeUndefined();
  });

  test('is forgotten where it refuses all that is typed on what it was', async () => {
    const detected: Detected = { platform: 'cisco_ios', identification: TRANSCRIPTS.arista_eos.ident };
    const commands = [{ text: 'show frobnicate' }];
    const { outcome } = await run(indexOf('arista_eos'), { detected, commands });
    expect(outcome).toMatchObject({ status: 'rejected', wasMisjudged: true });
  });

  test('is forgotten where its prompt is none of what it was', async () => {
    const detected: Detected = { platform: 'cisco_nxos', identification: TRANSCRIPTS.paloalto_panos.ident };
    const deadlines = { ...jobOf().deadlines, loginMs: 1000 };
    const { outcome } = await run(indexOf('paloalto_panos'), { detected, deadlines });
    expect(outcome).toMatchObject({ status: 'failed', failure: { kind: 'prompt' }, wasMisjudged: true });
  });

  test('enters its privileged mode where a secret is given', async () => {
    const labDevice = lab.devices[indexOf('cisco_ios')];
    const commands = [{ text: 'show privilege' }];
    const { outcome, replies } = await run(indexOf('cisco_ios'), {
      secret: labDevice?.secret ?? '',
      commands,
    });
    expect(outcome.status).toBe('ok');
    expect(replies[0]?.output).toContain('15');
  });

  test('runs a single command of a Linux host without a shell, also the first time', async () => {
    const { replies } = await run(indexOf('linux'), { commands: [{ text: 'false' }] });
    expect(replies).toMatchObject([{ status: 'rejected', exitCode: 1 }]);
  });

  test('gets several commands in the shell in which it was asked', async () => {
    const { outcome, replies } = await run(indexOf('linux'), {
      commands: [{ text: 'uname -n' }, { text: 'echo $?' }],
    });
    expect(outcome).toMatchObject({ status: 'ok', attempts: 1 });
    expect(replies).toMatchObject([
      { output: `${lab.devices[indexOf('linux')]?.name}\n` },
      { output: '0\n' },
    ]);
  });

  test('gets its own command for a word that means the same everywhere', async () => {
    for (const name of ['fortinet', 'huawei_vrp', 'cisco_nxos'] as const) {
      const { replies } = await run(indexOf(name), { commands: [{ text: '@version' }] });
      expect(replies).toMatchObject([{ status: 'ok' }]);
      expect(replies[0]?.command).not.toContain('@');
    }
  });
});

test('a device whose platform has no command for a word is skipped, as it is where that was known before', async () => {
  const device = { platform: 'linux', secret: undefined };
  const { outcome, replies } = await onLab({ commands: ['@inventory'], device, as: 'autodetect' });
  expect(outcome).toMatchObject({
    status: 'skipped',
    reason: 'no command',
    notes: ['linux has no command for @inventory'],
    detected: { platform: 'linux' },
  });
  expect(replies).toEqual([]);
});

test('a device that netrun cannot tell fails with what was seen', async () => {
  const { failure } = await onLab({
    commands: ['show clock'],
    device: { platform: 'zyxel_os' },
    as: 'autodetect',
  });
  expect(failure).toMatchObject({ kind: 'prompt', hint: expect.stringContaining('--platform') });
  expect(failure?.message).toMatch(
    /calls itself "OpenSSH_7\.9", its prompt is ".+", "show version" is answered with ".+"/,
  );
});
