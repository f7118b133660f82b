import { type DeviceKind, isPlatformName, PLATFORMS, type PlatformName } from '../platforms/index.ts';
import { editDistance, nearest } from './did-you-mean.ts';
import { NO_PLATFORMS, type OwnPlatforms } from './own-platforms.ts';

/** A device type that was understood, or the sentence that says why not. */
export type DeviceType = DeviceKind | { readonly problem: string };

/**
 * Which platform a device type names: one of the user's own, or netmiko's. `cisco_ios_ssh` is an alias of `cisco_ios`;
 * Telnet and serial lines are refused, since netrun speaks SSH only.
 */
export function readDeviceType(text: string, own: OwnPlatforms = NO_PLATFORMS): DeviceType {
  const platform = findPlatform(text, own);
  if (platform !== undefined) {
    const definition = own.get(platform);
    return { platform, ...(definition && { definition }) };
  }
  const found = JSON.stringify(text);
  const [, base = text, transport] = /^(.*)_(telnet|serial)$/.exec(text) ?? [];
  const sshName = isPlatformName(base) ? base : OTHER_SSH_NAMES.get(base);
  if (transport === undefined || sshName === undefined) {
    return { problem: `unknown device type ${found}; ${wayOut(base, own)}` };
  }
  const kind = transport === 'telnet' ? 'a Telnet type' : 'a serial line';
  const refusal = `${found} is ${kind} and netrun speaks SSH only`;
  return {
    problem: sshName === 'none' ? `${refusal}; there is no SSH type for it` : `${refusal}; write ${sshName}`,
  };
}

/** The name of the platform of a device type, where there is one and it is reached over SSH. */
export function findPlatform(text: string): PlatformName | undefined;
export function findPlatform(text: string, own: OwnPlatforms): string | undefined;
export function findPlatform(text: string, own: OwnPlatforms = NO_PLATFORMS): string | undefined {
  if (own.has(text)) return text;
  const name = text.replace(/_ssh$/, '');
  return own.has(name) || isPlatformName(name) ? name : undefined;
}

/** Telnet types whose SSH type has another name, or does not exist. */
const OTHER_SSH_NAMES: ReadonlyMap<string, PlatformName | 'none'> = new Map([
  ['dell_dnos6', 'dell_os6'],
  ['raisecom', 'raisecom_roap'],
  ['genexis_solt33', 'none'],
  ['optilink_eolt9702', 'none'],
  ['optilink_eolt11444', 'none'],
]);

function wayOut(name: string, own: OwnPlatforms): string {
  const known = [...own.keys(), ...Object.keys(PLATFORMS)];
  const near = nearest(name, known);
  const slips = near.filter((one) => editDistance(name.toLowerCase(), one, 1) <= 1);
  const meant = slips.length > 0 ? slips : near;
  const suggestion = meant.length === 0 ? '' : `did you mean ${meant.join(' or ')}? `;
  // A list that does not fit into a line helps nobody.
  const others = Object.keys(PLATFORMS).length - WELL_KNOWN.length;
  return `${suggestion}known are ${[...own.keys(), ...WELL_KNOWN].join(', ')} and ${others} more of netmiko's names, which netrun platforms lists`;
}

const WELL_KNOWN: readonly PlatformName[] = [
  'cisco_ios',
  'cisco_nxos',
  'arista_eos',
  'juniper_junos',
  'huawei',
  'linux',
];
