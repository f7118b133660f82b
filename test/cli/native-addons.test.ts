import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { inventoryText } from '../../src/lab/inventory-text.ts';
import { startLab } from '../../src/lab/lab.ts';
import { netrun } from '../integration/harness.ts';
import { useFolder } from '../reporters/own-folder.ts';

const temporary = useFolder();
const SSH2 = path.dirname(createRequire(import.meta.url).resolve('ssh2/package.json'));
const isBuilt = existsSync(path.join(SSH2, 'lib/protocol/crypto/build/Release/sshcrypto.node'));

/** Its authentication is WebAssembly without the addons, which is made ready only where they are missing. */
const CHACHA20 = 'algorithms: {ciphers: chacha20-poly1305@openssh.com}';

test.each([['threads'], ['processes'], ['inline']])(
  'without native addons, as `npm ci --ignore-scripts` leaves it, everything works in %s',
  async (executor) => {
    const refused = path.join(temporary.path, 'refused');
    const hook = path.join(temporary.path, 'no-addons.cjs');
    writeFileSync(
      hook,
      `process.dlopen = (module, file) => {
        require('node:fs').appendFileSync(${JSON.stringify(refused)}, file + '\\n');
        throw new Error('there are no addons');
      };`,
    );
    await using lab = await startLab({ devices: 2 });
    const run = await netrun(['--executor', executor, 'show ip int br'], {
      inventory: inventoryText(lab.devices).replace(/^( +)name: /m, `$1${CHACHA20}\n$&`),
      env: { NODE_OPTIONS: `--require ${hook}` },
    });
    expect(run.stderr).toMatch(/^2 devices: 2 ok in /);
    expect(run.code).toBe(0);
    // Where they are built, it has tried to load them.
    if (isBuilt) expect(readFileSync(refused, 'utf8')).toContain('sshcrypto.node');
  },
);

test('with native addons, where they are built, ChaCha20 works as well', async () => {
  await using lab = await startLab({ devices: 1 });
  const run = await netrun(['show ip int br'], {
    inventory: inventoryText(lab.devices).replace(/^( +)name: /m, `$1${CHACHA20}\n$&`),
  });
  expect(run.stderr).toMatch(/^1 device: 1 ok in /);
});
