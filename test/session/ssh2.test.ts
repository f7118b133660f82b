import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const DIST = path.join(import.meta.dirname, '../../dist');

/** Where a bundled file loads ssh2 for code of ours that stands behind it. */
const LOADS = /^var import_lib = .*__toESM\(/m;

/** Bundled files in which sessions run; the lab is the other end of the wire. */
const SPEAKERS = readdirSync(path.join(DIST, 'bundle'))
  .filter((file) => file.endsWith('.js') && file !== 'lab.js')
  .map((file) => ({ file, code: read(`bundle/${file}`) }))
  .filter(({ code }) => LOADS.test(code));

// ssh2 takes the functions of node:crypto as they are when it is loaded.
test('ssh2 is loaded after what changes node:crypto for it', () => {
  const imports = [
    ...read('session/ssh2.js').matchAll(/^(?:import|export)\s(?:[^"';]*\sfrom\s*)?'([^']+)'/gm),
  ];
  expect(imports.map(([, name]) => name)).toEqual(['./quick-keys.js', './diffie-hellman.js', 'ssh2']);
});

test('so it is in the bundled files of workers and of the main thread', () => {
  expect(SPEAKERS.map(({ file }) => file)).toContain('worker-session.js');
  expect(SPEAKERS.length).toBeGreaterThan(1);
  for (const { code } of SPEAKERS) {
    const places = [
      /^Object\.assign\(\w+\.default, \{\s*generateKeyPairSync/m,
      /^\w+\.default\.createDiffieHellman = /m,
    ];
    const changes = places.map((change) => code.search(change));
    expect(Math.min(...changes)).toBeGreaterThan(0);
    expect(Math.max(...changes)).toBeLessThan(code.search(LOADS));
  }
});

function read(file: string): string {
  return readFileSync(path.join(DIST, file), 'utf8');
}
