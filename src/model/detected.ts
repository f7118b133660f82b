import type { DeviceKind, Platform, PlatformName } from '../platforms/index.ts';

/** What a device turned out to be of which nobody had said it. */
export type Detected = {
  readonly platform: PlatformName;
  /** What its SSH server called itself then, without `SSH-2.0-`: another name means another system, or another release. */
  readonly identification: string;
};

/** What a device is that turned out to be that platform. */
export function kindOf(
  platform: PlatformName,
  { overrides }: { readonly overrides?: Readonly<Record<string, Platform>> },
): DeviceKind {
  const definition = overrides?.[platform];
  return { platform, ...(definition && { definition }) };
}
