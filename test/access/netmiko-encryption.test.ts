import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decryptNetmiko, NETMIKO_ENCRYPTIONS } from '../../src/access/netmiko-encryption.ts';

const FOLDER = join(import.meta.dirname, '../inventory/formats/netmiko');

/** What netmiko-bulk-encrypt 4.8.0 made of these with NETMIKO_TOOLS_KEY="a key phrase". */
const PLAIN = ['pa:ss wörd', 'enable-me', 'geheim'];

describe.each(NETMIKO_ENCRYPTIONS)('Values that netmiko-encrypt encrypted with %s', (encryption) => {
  const text = readFileSync(join(FOLDER, `${encryption}.yml`), 'utf8');
  const values = [...text.matchAll(/__encrypt__([^"\s]+)/g)].map(([, value = '']) => value);
  const [first = ''] = values;

  it('are decrypted with its key', async () => {
    const found = await Promise.all(values.map((value) => decryptNetmiko(value, encryption, 'a key phrase')));
    expect(found).toEqual(PLAIN.map((value) => ({ value })));
  });

  it('are not decrypted with another one', async () => {
    const found = await decryptNetmiko(first, encryption, 'another key');
    expect(found).toMatchObject({ problem: expect.stringMatching(/^NETMIKO_TOOLS_KEY is not the key/) });
  });

  it.each([
    ['cut off', first.slice(0, 40)],
    ['without a salt', first.replace(/^.*:/, '')],
    ['empty', ''],
    ['of other letters', `${first.slice(0, 30)}€`],
  ])('are refused %s', async (_, value) => {
    const found = await decryptNetmiko(value, encryption, 'a key phrase');
    expect(found).toEqual({ problem: 'what netmiko-encrypt wrote is damaged; encrypt it anew' });
  });
});
