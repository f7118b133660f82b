import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { inventoryText } from '../../src/lab/inventory-text.ts';
import { startLab } from '../../src/lab/lab.ts';
import { netrun } from '../integration/harness.ts';
import { useFolder } from '../reporters/own-folder.ts';

const temporary = useFolder();

/** Modules of Node that take milliseconds to load, and that a plain run has no use for. */
const SPARED = ['assert', 'child_process', 'dns', 'http', 'https', 'inspector', 'readline', 'tls'];

test('a plain run loads none of the modules of Node that it has no use for, in either thread', async () => {
  const told = path.join(temporary.path, 'loaded');
  const hook = path.join(temporary.path, 'hook.cjs');
  writeFileSync(
    hook,
    `const { appendFileSync } = require('node:fs');
    const before = new Set(process.moduleLoadList);
    process.on('exit', () => {
      const fresh = process.moduleLoadList.filter((name) => !before.has(name));
      appendFileSync(${JSON.stringify(told)}, JSON.stringify(fresh) + '\\n');
    });`,
  );
  await using lab = await startLab({ devices: 1 });
  const run = await netrun(['show clock'], {
    inventory: inventoryText(lab.devices),
    env: { NODE_OPTIONS: `--require ${hook}` },
  });
  expect(run.code).toBe(0);
  const threads = readFileSync(told, 'utf8').trimEnd().split('\n');
  expect(threads).toHaveLength(2);
  for (const line of threads) {
    const loaded: readonly string[] = JSON.parse(line);
    expect(loaded).toContain('NativeModule crypto');
    expect(SPARED.filter((name) => loaded.includes(`NativeModule ${name}`))).toEqual([]);
  }
});
