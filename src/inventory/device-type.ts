import { PLATFORMS, type PlatformName } from '../platforms/index.ts';
import { nearest } from './did-you-mean.ts';

/** A device type that was understood, or the sentence that says why not. */
export type DeviceType = { readonly platform: PlatformName } | { readonly problem: string };

/**
 * Which platform a netmiko device type names. `cisco_ios_ssh` is an alias of `cisco_ios`; Telnet and serial lines
 * are refused, since netrun speaks SSH only.
 */
export function readDeviceType(text: string): DeviceType {
  const platform = findPlatform(text);
  if (platform) return { platform };
  const found = JSON.stringify(text);
  const [, base = text, transport] = /^(.*)_(telnet|serial)$/.exec(text) ?? [];
  if (transport === undefined || !isPlatformName(base)) {
    return { problem: `unknown device type ${found}; ${wayOut(base)}` };
  }
  const kind = transport === 'telnet' ? 'a Telnet type' : 'a serial line';
  return { problem: `${found} is ${kind} and netrun speaks SSH only; write ${base}` };
}

/** The platform of a device type, where there is one and it is reached over SSH. */
export function findPlatform(text: string): PlatformName | undefined {
  const name = text.replace(/_ssh$/, '');
  return isPlatformName(name) ? name : undefined;
}

function isPlatformName(name: string): name is PlatformName {
  return Object.hasOwn(PLATFORMS, name);
}

function wayOut(name: string): string {
  const known = Object.keys(PLATFORMS);
  const near = nearest(name, known);
  const suggestion = near.length === 0 ? '' : `did you mean ${near.join(' or ')}? `;
  // A list that does not fit into a line helps nobody.
  return suggestion === '' || known.length <= 12
    ? `${suggestion}known are ${known.join(', ')}`
    : suggestion.trim();
}
