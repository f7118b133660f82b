import { ciscoIos } from './cisco-ios.ts';
import { linux } from './linux.ts';
import type { Platform } from './platform.ts';

/** Every network operating system that netrun knows, by its netmiko device type. */
export const PLATFORMS = {
  cisco_ios: ciscoIos,
  linux,
} satisfies Record<string, Platform>;

/** A device type that netrun knows. */
export type PlatformName = keyof typeof PLATFORMS;

/** What netrun knows of a platform, as the contract says it. */
export function platform(name: PlatformName): Platform {
  return PLATFORMS[name];
}
