import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const DIST = path.join(import.meta.dirname, '../../dist');

/** Bundled files in which sessions run; the lab is the other end of the wire. */
const SPEAKERS = readdirSync(path.join(DIST, 'bundle'))
  .filter((file) => file.endsWith('.js') && file !== 'lab.js')
  .map((file) => ({ file, imports: importsOf(`bundle/${file}`) }))
  .filter(({ imports }) => imports.some((name) => /\bssh2\b/.test(name)));

// ssh2 takes the functions of node:crypto as they are when it is loaded.
test('ssh2 is loaded after what changes node:crypto for it', () => {
  expect(importsOf('session/ssh2.js')).toEqual(['./quick-keys.js', './diffie-hellman.js', 'ssh2']);
});

test('workers and the main thread load ssh2 in no other way', () => {
  expect(SPEAKERS.map(({ file }) => file)).toContain('worker.js');
  expect(SPEAKERS.length).toBeGreaterThan(1);
  for (const { imports } of SPEAKERS) {
    expect(imports.filter((name) => /\bssh2\b/.test(name))).toEqual(['../session/ssh2.js']);
  }
});

/** What a compiled file imports, in the order in which it is loaded. */
function importsOf(file: string): readonly string[] {
  const code = readFileSync(path.join(DIST, file), 'utf8');
  return [...code.matchAll(/^(?:import|export)\s(?:[^"';]*\sfrom\s*)?["']([^"']+)["']/gm)].map(
    ([, name = '']) => name,
  );
}
