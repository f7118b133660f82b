import { secretVariables } from '../access/resolve-references.ts';
import type { InventoryDevice } from '../model/device.ts';
import type { Io } from './io.ts';

/** Takes what holds secrets out of netrun's own environment, which its workers and what they start inherit. */
export function forgetSecrets(env: Io['env'], devices: readonly InventoryDevice[]): void {
  for (const name of [...OWN_SECRETS, ...secretVariables(devices)]) delete env[name];
}

/** The environment for programs that netrun starts. */
export function withoutSecrets(env: Io['env'], devices: readonly InventoryDevice[]): Io['env'] {
  const copy = { ...env };
  forgetSecrets(copy, devices);
  return copy;
}

/** Variables of netrun's own that hold secrets. */
const OWN_SECRETS = [
  'NETRUN_PASSWORD',
  'NETRUN_JUMP_PASSWORD',
  'NETRUN_SECRET',
  'NETRUN_NETBOX_TOKEN',
  'NETMIKO_TOOLS_KEY',
];
