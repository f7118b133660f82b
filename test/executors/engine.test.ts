import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const ENGINE = new URL('../../dist/executors/engine.js', import.meta.url).href;

/** What Node says when a process of its own is tuned. */
async function tuned(version: string): Promise<string> {
  const code = `import { tuneEngine } from '${ENGINE}'; tuneEngine(${version});`;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code]);
  return stdout + stderr;
}

test('this version of V8 takes what it is told without a word', async () => {
  expect(await tuned('process.versions.v8')).toBe('');
});

test('versions that nobody has looked at are told nothing', async () => {
  for (const version of ['"10.2.154.26"', '"99.0.1"', '""']) expect(await tuned(version)).toBe('');
});
