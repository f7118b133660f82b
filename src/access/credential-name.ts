import { createHash } from 'node:crypto';
import type { CredentialUse } from '../model/ask.ts';

/** Equal for equal credentials, in all workers; it leaves this process as little as the secret itself. */
export function credentialName(username: string, secret: string, use: CredentialUse): string {
  const credential = `${use}\0${username}\0${secret}`;
  const known = names.get(credential);
  if (known !== undefined) return known;
  const name = createHash('sha256').update(credential).digest('base64');
  if (names.size === MOST_NAMES) names.clear();
  names.set(credential, name);
  return name;
}

/** A thousand devices have few credentials, as a rule, and each is asked about and told of. */
const names = new Map<string, string>();
const MOST_NAMES = 16;
