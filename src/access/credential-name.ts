import { createHash } from 'node:crypto';
import type { CredentialUse } from '../model/ask.ts';

/** Equal for equal credentials, in all workers; it leaves this process as little as the secret itself. */
export function credentialName(username: string, secret: string, use: CredentialUse): string {
  return createHash('sha256').update(`${use}\0${username}\0${secret}`).digest('base64');
}
