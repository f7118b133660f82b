/** A public key as SSH sends it, in base64, which nobody has the private key to; another one for each seed. */
export function publicKey(seed: number, type = 'ssh-ed25519'): string {
  const field = (bytes: Buffer) => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes]);
  return Buffer.concat([field(Buffer.from(type)), field(Buffer.alloc(32, seed))]).toString('base64');
}
