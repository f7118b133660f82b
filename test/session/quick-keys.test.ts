import { execFileSync } from 'node:child_process';
import crypto from 'node:crypto';
import { describe, expect, test } from 'vitest';
import '../../src/session/quick-keys.ts';

/** What Node itself says, in a process where nothing was replaced. */
function native(code: string): string {
  return execFileSync(process.execPath, ['-e', `const crypto = require('node:crypto'); ${code}`], {
    encoding: 'utf8',
  });
}

const DER = { type: 'spki', format: 'der' } as const;

describe('X25519', () => {
  test('a public key has the same DER form as by the long way', () => {
    const { publicKey } = crypto.generateKeyPairSync('x25519');
    const pem = publicKey.export({ type: 'spki', format: 'pem' });
    const long = native(
      `process.stdout.write(crypto.createPublicKey(${JSON.stringify(pem)}).export(${JSON.stringify(DER)}).toString('hex'))`,
    );
    expect(publicKey.export(DER).toString('hex')).toBe(long);
  });

  test('two ends agree on a secret', () => {
    const [one, other] = [crypto.generateKeyPairSync('x25519'), crypto.generateKeyPairSync('x25519')];
    const secret = (mine: typeof one, theirs: typeof one) =>
      crypto.diffieHellman({
        privateKey: mine.privateKey,
        publicKey: crypto.createPublicKey({ key: theirs.publicKey.export(DER), ...DER }),
      });
    expect(secret(one, other)).toEqual(secret(other, one));
  });

  test('other kinds of keys are made as ever', () => {
    const { publicKey } = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const again = crypto.createPublicKey({ key: publicKey.export(DER), ...DER });
    expect(again.export(DER)).toEqual(publicKey.export(DER));
  });
});

describe('a signature', () => {
  for (const type of ['ed25519', 'ed448'] as const) {
    const { publicKey, privateKey } =
      type === 'ed25519' ? crypto.generateKeyPairSync('ed25519') : crypto.generateKeyPairSync('ed448');
    const pem = publicKey.export({ type: 'spki', format: 'pem' });
    const data = Buffer.from('what was signed');
    const signature = crypto.sign(undefined, data, privateKey);

    test(`of ${type} is accepted`, () => {
      expect(crypto.verify(undefined, data, pem, signature)).toBe(true);
    });

    test(`of ${type} over something else is not`, () => {
      expect(crypto.verify(undefined, Buffer.from('what was not'), pem, signature)).toBe(false);
      const forged = Buffer.from(signature);
      forged[0] = (forged[0] ?? 0) ^ 1;
      expect(crypto.verify(undefined, data, pem, forged)).toBe(false);
    });
  }
});

test('random bytes go where they are wanted, and do not come twice', () => {
  const seen = new Set<string>();
  for (let i = 0; i < 2000; i++) {
    const buffer = Buffer.alloc(24);
    crypto.randomFillSync(buffer, 4, 16);
    expect(buffer.subarray(0, 4)).toEqual(Buffer.alloc(4));
    expect(buffer.subarray(20)).toEqual(Buffer.alloc(4));
    seen.add(buffer.toString('hex'));
  }
  expect(seen.size).toBe(2000);
});

test('a collection of garbage while a key is taken out does not stop the thread', () => {
  const module = new URL('../../dist/session/quick-keys.js', import.meta.url).href;
  // Fills the young generation but for some last kilobytes, so that collections fall into every place of what follows.
  const code = `
    import crypto from 'node:crypto';
    import v8 from 'node:v8';
    import ${JSON.stringify(module)};
    const left = () =>
      v8.getHeapSpaceStatistics().find((one) => one.space_name === 'new_space').space_available_size;
    for (let i = 0; i < 1500; i++) {
      for (let free = left(); free > 20_000; free = left()) {
        new Array(Math.min(16_000, (free - 12_000) >> 3)).fill(1);
      }
      new Array((i * 7) % 1000).fill(1);
      crypto.generateKeyPairSync('x25519').publicKey.export(${JSON.stringify(DER)});
    }
    process.stdout.write('done');`;
  // Each collection is of everything then; the young generation is as small as it can be.
  const flags = ['--gc-global', '--max-semi-space-size=1', '--input-type=module'];
  const said = execFileSync(process.execPath, [...flags, '-e', code], { encoding: 'utf8', timeout: 50_000 });
  expect(said).toBe('done');
});
