import { createHash } from 'node:crypto';

/** Equal for equal credentials, in all workers; it leaves this process as little as the secret itself. */
export function credentialName(username: string, secret: string): string {
  return createHash('sha256').update(`${username}\0${secret}`).digest('base64');
}
