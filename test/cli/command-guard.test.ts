import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inventoryText } from '../../src/lab/inventory-text.ts';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { netrun } from '../integration/harness.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ devices: [{}, {}, { platform: 'linux' }] });
});
afterAll(() => lab.close());

const run = (...args: string[]) => netrun(args, { inventory: inventoryText(lab.devices) });

describe('A command that may change something', () => {
  test.each([
    'rel',
    'wr er',
    'cle ip bgp *',
    'debug all',
    'configure terminal',
    'show run | redirect flash:x',
  ])('%s is not run where nobody can be asked, and nothing is contacted', async (command) => {
    const before = lab.counters.connections;
    const refused = await run('-l', 'R1,R2', command);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toBe(
      `"${command}" may change something on R[1-2] (2): add --yes to run it where nobody can be asked\n`,
    );
    expect(lab.counters.connections).toBe(before);
  });

  test('runs with --yes', async () => {
    expect((await run('-l', 'R1', '--yes', '-o', 'raw', 'clear counters', '--answer', 'confirm=')).code).toBe(
      0,
    );
  });

  test('is asked about for each command and platform apart', async () => {
    const refused = await run('-c', 'show clock', '-c', 'reload', '-c', 'reboot');
    expect(refused.stderr).toContain('"reload" may change something on R[1-2] (2)');
    expect(refused.stderr).toMatch(/"reboot" may change something on .*\(3\)/);
    expect(refused.stderr).not.toContain('show clock');
  });

  test('can be looked at with --dry-run', async () => {
    expect((await run('-l', 'R1', '--dry-run', 'reload')).code).toBe(0);
  });
});

test.each(['sh ver', 'show run | include hostname', 'dir', 'ping 192.0.2.1'])(
  '%s changes nothing, and runs freely',
  async (command) => {
    expect((await run('-l', 'R1', command)).code).not.toBe(2);
  },
);
