import { type InventoryDevice, SSH_PORT } from '../model/device.ts';

/** A jump host as it is written in `-J` and `ProxyJump`. */
export type Hop = {
  readonly host: string;
  readonly user?: string;
  readonly port?: number;
};

/**
 * Reads a list of jump hosts: `user@host:port` or `ssh://user@host:port`, with commas between them, the nearest to this
 * machine first.
 * @returns no hops for `none`; undefined where it is no such list
 */
export function parseHops(text: string): readonly Hop[] | undefined {
  if (text.trim().toLowerCase() === 'none') return [];
  const hops = text.split(',').map((one) => parseHop(one.trim()));
  return hops.every((hop) => hop !== undefined) ? hops : undefined;
}

/** Is a device of the inventory this jump host? */
export function isHop(device: Pick<InventoryDevice, 'name' | 'host' | 'port'>, { host, port }: Hop): boolean {
  const isPort = port === undefined || port === (device.port ?? SSH_PORT);
  return isPort && (device.name === host || device.host === host);
}

const HOP =
  /^(?:ssh:\/\/)?(?:(.+)@)?(?:\[([^\]@\s]+)\]|([^\s@:/[\]]+)|([0-9a-f:]*:[0-9a-f:]*:[0-9a-f:.]*))(?::(\d{1,5}))?\/?$/i;

function parseHop(text: string): Hop | undefined {
  const [, user, bracketed, plain, address, digits] = HOP.exec(text) ?? [];
  const host = bracketed ?? plain ?? address;
  const port = digits === undefined ? undefined : Number(digits);
  if (host === undefined || host.startsWith('-') || (port !== undefined && (port < 1 || port > 65_535))) {
    return undefined;
  }
  return { host, ...(user === undefined ? {} : { user }), ...(port === undefined ? {} : { port }) };
}
