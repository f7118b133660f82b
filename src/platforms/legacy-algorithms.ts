import type { LegacyAlgorithms } from './platform.ts';

/** SSH servers of the years before 2010, of which some were never renewed: unverified which model needs which of them. */
export const GROUP1_AND_DSS = {
  kex: ['diffie-hellman-group1-sha1'],
  hostKey: ['ssh-dss'],
  cipher: ['3des-cbc'],
  mac: ['hmac-md5'],
} satisfies LegacyAlgorithms;
