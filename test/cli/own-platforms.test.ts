import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inventoryText } from '../../src/lab/inventory-text.ts';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { netrun } from '../integration/harness.ts';

let lab: Lab;
let folder: string;

beforeAll(async () => {
  lab = await startLab({ devices: 2 });
  folder = await mkdtemp(path.join(tmpdir(), 'netrun-own-'));
});

afterAll(async () => {
  await lab.close();
  await rm(folder, { recursive: true, force: true });
});

async function write(name: string, text: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, text);
  return file;
}

const ACME = 'acme_os:\n  extends: cisco_ios\n  title: ACME OS\n  words: {version: show inventory}\n';
const acmeInventory = () => inventoryText(lab.devices).replaceAll('cisco_ios', 'acme_os');

describe('platforms of the user', () => {
  it.each(['threads', 'processes', 'inline'])('are known to sessions in %s', async (executor) => {
    const inventory = await write('acme.yaml', acmeInventory());
    const platforms = await write('p.yaml', ACME);
    const run = await netrun([
      ...['-i', inventory, '--platforms', platforms, '--executor', executor, '-o', 'json'],
      '@version',
    ]);
    expect(run.code).toBe(0);
    const { results } = JSON.parse(run.stdout);
    expect(results).toHaveLength(2);
    for (const { platform, replies } of results) {
      expect(platform).toBe('acme_os');
      expect(replies[0].command).toBe('show inventory');
      expect(replies[0].output).toContain('CISCO2911');
    }
  });

  it('count on devices that turn out to be a platform of netrun’s own that they stand for', async () => {
    const platforms = await write(
      'o.yaml',
      'cisco_ios:\n  override: true\n  extends: cisco_ios\n  words: {version: show inventory}\n',
    );
    const inventory = await write(
      'auto.yaml',
      inventoryText(lab.devices).replaceAll('cisco_ios', 'autodetect'),
    );
    const env = { NETRUN_STATE_DIR: path.join(folder, 'state') };
    const args = ['-i', inventory, '--platforms', platforms, '-o', 'json', '@version'];
    // Found out, and remembered.
    for (const executor of ['threads', 'processes']) {
      const run = await netrun(['--executor', executor, ...args], { env });
      const { results } = JSON.parse(run.stdout);
      expect(
        results.map(({ platform, replies }: { platform: string; replies: { command: string }[] }) => [
          platform,
          replies[0]?.command,
        ]),
      ).toEqual([
        ['cisco_ios', 'show inventory'],
        ['cisco_ios', 'show inventory'],
      ]);
    }
  });

  it('may stand in the inventory, and in a file under "platforms"', async () => {
    const described = `platforms:\n${ACME.replaceAll(/^/gm, '  ').trimEnd()}\n`;
    const list = acmeInventory();
    const inventory = await write('both.yaml', `${described}routers:\n${list.replaceAll(/^/gm, '  ')}`);
    const dry = await netrun(['-i', inventory, '--dry-run', '@version']);
    expect(dry.stdout).toMatch(/R1 .*acme_os {2}user \S+\n {4}show inventory\n/);
    const platforms = await write('q.yaml', described);
    const plain = await write('plain.yaml', inventoryText(lab.devices));
    const other = await netrun([
      '-i',
      plain,
      '--platforms',
      platforms,
      '--platform',
      'acme_os',
      '--dry-run',
      '@version',
    ]);
    expect(other.stdout).toMatch(/R2 .*acme_os {2}user \S+\n {4}show inventory\n/);
  });

  it('that are wrong are told with file, line and column, and nothing is contacted', async () => {
    const inventory = await write('acme.yaml', acmeInventory());
    const platforms = await write(
      'w.yaml',
      'acme_os:\n  extends: acme_os\nb:\n  extends: linux\n  question: "("\n',
    );
    const before = lab.counters.connections;
    const run = await netrun(['-i', inventory, '--platforms', platforms, 'show version']);
    expect(run.code).toBe(2);
    expect(run.stdout).toBe('');
    expect(run.stderr).toBe(
      `${platforms}:2:12: "acme_os" extends "acme_os": one of them must extend something else\n` +
        `${platforms}:5:13: question of b is no regular expression: Unterminated group\n`,
    );
    expect(lab.counters.connections).toBe(before);
  });
});
