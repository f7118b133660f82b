import { describe, expect, test } from 'vitest';
import { PLAIN_SSH } from '../../src/model/login.ts';
import { PLATFORMS } from '../../src/platforms/index.ts';
import type { Platform } from '../../src/platforms/platform.ts';
import { lineThatOffers, offerFor } from '../../src/session/algorithms.ts';
import { Trouble } from '../../src/session/trouble.ts';

const ios = PLATFORMS.cisco_ios;
const linux = PLATFORMS.linux;
const offer = (platform: Platform | undefined, settings: Partial<typeof PLAIN_SSH> = {}) =>
  offerFor({ ...PLAIN_SSH, ...settings }, platform);

describe('what is offered', () => {
  test('begins with the same for everyone, and has no more than 20 names of a kind', () => {
    const modern = offer(linux);
    for (const platform of Object.values(PLATFORMS)) {
      for (const legacy of [true, false]) {
        const all = offer(platform, { legacy });
        for (const kind of ['kex', 'hostKey', 'cipher', 'mac'] as const) {
          expect(all[kind].slice(0, modern[kind].length)).toEqual(modern[kind]);
          expect(all[kind].length).toBeLessThanOrEqual(20);
          expect(new Set(all[kind]).size).toBe(all[kind].length);
        }
      }
    }
  });

  test('ends with SHA-1 for network devices only, and with what is broken only where that is said', () => {
    expect(offer(ios).kex.slice(-2)).toEqual([
      'diffie-hellman-group14-sha1',
      'diffie-hellman-group-exchange-sha1',
    ]);
    expect(offer(ios).hostKey.at(-1)).toBe('ssh-rsa');
    expect(offer(linux).kex.filter((name) => name.endsWith('sha1'))).toEqual([]);
    expect(offer(undefined)).toEqual(offer(linux));
    expect(offer(ios, { legacy: true }).kex.at(-1)).toBe('diffie-hellman-group1-sha1');
    expect(offer(linux, { legacy: true })).toEqual(offer(ios, { legacy: true }));
    const old = Object.values<Platform>(PLATFORMS).find((one) => one.legacyAlgorithms?.kex);
    expect(offer(old).kex.at(-1)).toBe('diffie-hellman-group1-sha1');
  });

  test('asks for the known types of host key first', () => {
    const hostKeys = { keys: [], fingerprints: [], types: ['ssh-rsa'] };
    expect(offer(linux, { hostKeys }).hostKey.slice(0, 2)).toEqual(['rsa-sha2-512', 'rsa-sha2-256']);
  });
});

describe('a list of the user', () => {
  const kex = (change: string) => offer(linux, { algorithms: { kex: change } }).kex;
  const own = offer(linux).kex;
  test('is appended, taken away, put first or taken instead', () => {
    expect(kex('+diffie-hellman-group1-sha1')).toEqual([...own, 'diffie-hellman-group1-sha1']);
    expect(kex('-ecdh-*')).toEqual(own.filter((name) => !name.startsWith('ecdh-')));
    expect(kex('^diffie-hellman-group16-sha512')[0]).toBe('diffie-hellman-group16-sha512');
    expect(kex('curve25519-sha256, ecdh-sha2-nistp256')).toEqual(['curve25519-sha256', 'ecdh-sha2-nistp256']);
  });

  test('may have names that netrun does not know, unless it has no others', () => {
    expect(kex('sntrup761x25519-sha512@openssh.com,curve25519-sha256')).toEqual(['curve25519-sha256']);
    expect(() => kex('sntrup761x25519-sha512@openssh.com')).toThrowError(Trouble);
    expect(() => kex('-*')).toThrowError(/nothing is left to offer of "kex"/);
  });
});

test('the line that would help is the one for old devices, or names the algorithm', () => {
  expect(lineThatOffers('kex', ['diffie-hellman-group1-sha1'])).toBe('legacy: true');
  expect(lineThatOffers('hostKey', ['ssh-dss'])).toBe('legacy: true');
  expect(lineThatOffers('mac', ['hmac-ripemd160'])).toBe('algorithms: {mac: +hmac-ripemd160}');
  expect(lineThatOffers('cipher', ['blowfish-cbc'])).toBeUndefined();
});
