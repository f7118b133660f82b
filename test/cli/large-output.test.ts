import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inventoryText } from '../../src/lab/inventory-text.ts';
import { type Lab, startLab } from '../../src/lab/lab.ts';
import { netrun } from '../integration/harness.ts';

const BYTES = 20_000_000;
const COMMAND = `show bytes ${BYTES}`;

let lab: Lab;
let inventory: string;
let folder: string;
beforeAll(async () => {
  lab = await startLab({ devices: 1 });
  inventory = inventoryText(lab.devices);
  folder = await mkdtemp(path.join(tmpdir(), 'netrun-large-'));
});
afterAll(async () => {
  await lab.close();
  await rm(folder, { recursive: true });
});

const digest = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');

describe('an output too large for the memory', () => {
  test('arrives whole, and the same, in ndjson, raw and a file', async () => {
    const env = { TMPDIR: folder };
    const raw = await netrun(['-q', '-o', 'raw', COMMAND], { inventory, env });
    expect(raw).toMatchObject({ code: 0, stderr: '' });
    expect(raw.stdout).toHaveLength(BYTES);

    const ndjson = await netrun(['-q', '-o', 'ndjson', COMMAND], { inventory, env });
    const [reply] = JSON.parse(ndjson.stdout).replies;
    expect(reply).toMatchObject({ command: COMMAND, status: 'ok' });
    expect(digest(reply.output)).toBe(digest(raw.stdout));

    const out = path.join(folder, 'out');
    expect(await netrun(['-q', '--output-dir', out, COMMAND], { inventory, env })).toMatchObject({ code: 0 });
    const file = path.join(out, 'R1.txt');
    expect(digest(await readFile(file))).toBe(digest(raw.stdout));
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test('ends a device at --max-output where it is held in memory, and what came is kept', async () => {
    const run = await netrun(['-o', 'json', '--max-output', '1', '-c', COMMAND, '-c', 'show clock'], {
      inventory,
    });
    const [result] = JSON.parse(run.stdout).results;
    expect(run.code).toBe(1);
    expect(result.failure).toMatchObject({ kind: 'output-limit', message: 'the output is larger than 1 MB' });
    expect(result.replies).toHaveLength(1);
    expect(result.replies[0].status).toBe('partial');
    expect(result.replies[0].output.length).toBeGreaterThan(1_000_000);
  });
});
