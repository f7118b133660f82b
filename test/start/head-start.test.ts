import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { inventoryText } from '../../src/lab/inventory-text.ts';
import { startLab } from '../../src/lab/lab.ts';
import { netrun } from '../integration/harness.ts';
import { useFolder } from '../reporters/own-folder.ts';

const temporary = useFolder();
const EXAMPLE = path.join(import.meta.dirname, '../../devices.example.yaml');

/** Runs netrun; gives, for each thread that it starts, the names of the files that it had loaded before. */
async function threadsOf(args: readonly string[], options: Parameters<typeof netrun>[1] = {}) {
  const told = path.join(temporary.path, 'threads');
  const hook = path.join(temporary.path, 'hook.cjs');
  writeFileSync(told, '');
  writeFileSync(
    hook,
    `const threads = require('node:worker_threads');
    const { appendFileSync } = require('node:fs');
    threads.Worker = class extends threads.Worker {
      constructor(...words) {
        super(...words);
        const files = Object.keys(require.cache).map((file) => require('node:path').basename(file));
        appendFileSync(${JSON.stringify(told)}, JSON.stringify(files) + '\\n');
      }
    };`,
  );
  const run = await netrun(args, { ...options, env: { ...options.env, NODE_OPTIONS: `--require ${hook}` } });
  const threads = readFileSync(told, 'utf8').split('\n').slice(0, -1);
  return { run, threads: threads.map((line): readonly string[] => JSON.parse(line)) };
}

test('the thread of a run starts before its command line has been read, and the run takes it', async () => {
  await using lab = await startLab({ devices: 2 });
  const { run, threads } = await threadsOf(['show clock'], { inventory: inventoryText(lab.devices) });
  expect(run).toMatchObject({ code: 0, stderr: expect.stringMatching(/^2 devices: 2 ok in /) });
  expect(threads.length).toBe(1);
  expect(threads[0]).toContain('head.js');
  expect(threads[0]).not.toContain('command.js');
});

test.each([
  [['--version']],
  [['--help']],
  [['--dry-run', '-i', EXAMPLE, 'show clock']],
  [['inventory', '-i', EXAMPLE]],
  [['--executor', 'inline', '-i', EXAMPLE, '--limit', 'none', 'show clock']],
  [['--executor=processes', '-i', EXAMPLE, '--limit', 'none', 'show clock']],
])('no thread starts for %j', async (args) => {
  const { threads } = await threadsOf(args);
  expect(threads).toEqual([]);
});

test('where no thread can be started early, the run starts its own', async () => {
  const hook = path.join(temporary.path, 'hook.cjs');
  writeFileSync(
    hook,
    `const threads = require('node:worker_threads');
    let left = 1;
    threads.Worker = class extends threads.Worker {
      constructor(...words) {
        if (left-- > 0) throw new Error('no more threads');
        super(...words);
      }
    };`,
  );
  await using lab = await startLab({ devices: 1 });
  const run = await netrun(['show clock'], {
    inventory: inventoryText(lab.devices),
    env: { NODE_OPTIONS: `--require ${hook}` },
  });
  expect(run).toMatchObject({ code: 0, stderr: expect.stringMatching(/^1 device: 1 ok in /) });
});

test('a thread that fails before it is taken is not the one of the run', async () => {
  const hook = path.join(temporary.path, 'hook.cjs');
  // At once, and its end does not come: from outside the time between the two cannot be hit.
  writeFileSync(
    hook,
    `const threads = require('node:worker_threads');
    let isFirst = threads.isMainThread;
    threads.Worker = class extends threads.Worker {
      constructor(...words) {
        super(...words);
        if (!isFirst) return;
        isFirst = false;
        queueMicrotask(() => this.emit('error', new Error('it failed')));
        this.postMessage = () => {};
      }
    };`,
  );
  await using lab = await startLab({ devices: 1 });
  const run = await netrun(['show clock'], {
    inventory: inventoryText(lab.devices),
    env: { NODE_OPTIONS: `--require ${hook}` },
    timeoutMs: 20_000,
  });
  expect(run).toMatchObject({ code: 0, stderr: expect.stringMatching(/^1 device: 1 ok in /) });
});

test('a thread that nobody takes keeps netrun from nothing', async () => {
  const { run, threads } = await threadsOf(['--no-such-option', 'show clock']);
  expect(run.code).toBe(2);
  expect(threads.length).toBe(1);
});
