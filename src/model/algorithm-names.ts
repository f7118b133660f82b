import type { LegacyAlgorithms } from '../platforms/platform.ts';
import type { AlgorithmLists } from './examination.ts';
import type { AlgorithmKind } from './login.ts';

/** What an inventory calls the kinds of algorithms. */
export const ALGORITHM_KEYS = { kex: 'kex', hostKey: 'host_key', cipher: 'cipher', mac: 'mac' } as const;

/** What netrun offers everybody, in order of preference. */
export const MODERN: AlgorithmLists = {
  kex: [
    'curve25519-sha256',
    'curve25519-sha256@libssh.org',
    'ecdh-sha2-nistp256',
    'ecdh-sha2-nistp384',
    'ecdh-sha2-nistp521',
    'diffie-hellman-group14-sha256',
    'diffie-hellman-group16-sha512',
    'diffie-hellman-group-exchange-sha256',
  ],
  hostKey: [
    'ssh-ed25519',
    'ecdsa-sha2-nistp256',
    'ecdsa-sha2-nistp384',
    'ecdsa-sha2-nistp521',
    'rsa-sha2-512',
    'rsa-sha2-256',
  ],
  cipher: [
    'aes128-gcm@openssh.com',
    'aes256-gcm@openssh.com',
    'aes128-ctr',
    'aes192-ctr',
    'aes256-ctr',
    'chacha20-poly1305@openssh.com',
  ],
  mac: ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com', 'hmac-sha2-256', 'hmac-sha2-512'],
};

/** All that many network devices of the 2010s know; none of it can be broken on the spot. */
export const AGING: AlgorithmLists = {
  kex: ['diffie-hellman-group14-sha1', 'diffie-hellman-group-exchange-sha1'],
  hostKey: ['ssh-rsa'],
  cipher: ['aes128-cbc', 'aes192-cbc', 'aes256-cbc'],
  mac: ['hmac-sha1-etm@openssh.com', 'hmac-sha1'],
};

/** What is broken, or near to it. */
export const LEGACY = {
  kex: ['diffie-hellman-group1-sha1'],
  hostKey: ['ssh-dss'],
  cipher: ['3des-cbc'],
  mac: ['hmac-sha1-96', 'hmac-md5', 'hmac-md5-96'],
} as const satisfies LegacyAlgorithms;

/** All that ssh2 knows (its constants.js). */
export const KNOWN: AlgorithmLists = {
  kex: [
    ...MODERN.kex,
    ...AGING.kex,
    ...LEGACY.kex,
    'diffie-hellman-group15-sha512',
    'diffie-hellman-group17-sha512',
    'diffie-hellman-group18-sha512',
  ],
  hostKey: [...MODERN.hostKey, ...AGING.hostKey, ...LEGACY.hostKey],
  cipher: [...MODERN.cipher, ...AGING.cipher, ...LEGACY.cipher],
  mac: [...MODERN.mac, ...AGING.mac, ...LEGACY.mac, 'hmac-sha2-256-96', 'hmac-sha2-512-96', 'hmac-ripemd160'],
};

/**
 * Is it a name that other programs know and netrun does not, and so no slip of the pen? Sources: OpenSSH's myproposal.h,
 * RFC 4253, RFC 4345, RFC 5647, RFC 8731.
 */
export function isKnownElsewhere(kind: AlgorithmKind, name: string): boolean {
  return ELSEWHERE[kind].test(name);
}

const ELSEWHERE: Readonly<Record<AlgorithmKind, RegExp>> = {
  kex: /^(?:sntrup761|mlkem768|curve448-|gss-|rsa\d{4}-|ext-info-|kex-strict-)/,
  hostKey: /-cert-v0\d@openssh\.com$|^(?:sk-|webauthn-sk-|x509v3-|ssh-ed448$)/,
  cipher:
    /^(?:arcfour|blowfish-|cast128-|rijndael-cbc@|camellia\d+-|twofish|serpent|AEAD_|aes\d+-gcm$|des-cbc|none$)/,
  mac: /^(?:umac-|hmac-(?:md5|sha1)(?:-96)?-etm@|hmac-ripemd160|AEAD_|none$)/,
};
