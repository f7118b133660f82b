import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { inventoryText } from '../../src/lab/inventory-text.ts';
import { startLab } from '../../src/lab/lab.ts';
import { netrun } from '../integration/harness.ts';

/** The first worker's code: it waits in the system for ever when it gets a task, where nothing can end a thread. */
const STUCK = (fifo: string) => `
  const { parentPort } = require('node:worker_threads');
  parentPort.postMessage([{ type: 'pong' }]);
  parentPort.on('message', ({ type }) => {
    if (type === 'run') require('node:fs').openSync(${JSON.stringify(fifo)}, 'r');
  });`;

/** Loaded before the program. */
const PRELOADED = (code: string) => `
  import threads, { isMainThread } from 'node:worker_threads';
  import { syncBuiltinESMExports } from 'node:module';
  const { Worker } = threads;
  let isFirst = isMainThread;
  threads.Worker = class extends Worker {
    constructor(file, options) {
      super(...(isFirst ? [${JSON.stringify(code)}, { ...options, eval: true }] : [file, options]));
      isFirst = false;
    }
  };
  syncBuiltinESMExports();`;

test.skipIf(process.platform === 'win32')(
  'a thread that nothing can end costs what it held, and the run comes to its end',
  { timeout: 90_000 },
  async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'netrun-stuck-'));
    const [fifo, preloaded] = [path.join(folder, 'fifo'), path.join(folder, 'preloaded.mjs')];
    execFileSync('mkfifo', [fifo]);
    await writeFile(preloaded, PRELOADED(STUCK(fifo)));
    try {
      await using lab = await startLab({ devices: 3 });
      const timeoutMs = 60_000;
      const ended = await netrun(['-o', 'json', '--workers', '1', '--concurrency', '1', 'show privilege'], {
        inventory: inventoryText(lab.devices),
        env: { NODE_OPTIONS: `--import=${pathToFileURL(preloaded)}`, NETRUN_STATE_DIR: folder },
        timeoutMs,
      });
      const { summary, results } = JSON.parse(ended.stdout);
      expect(summary).toMatchObject({ ok: 2, failed: 1 });
      expect(results[0].failure).toMatchObject({
        kind: 'worker-lost',
        message: expect.stringContaining('has not answered for 10 s'),
      });
      expect(ended.ms, 'it ended by itself').toBeLessThan(timeoutMs);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);
