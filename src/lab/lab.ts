import type { PlatformName } from '../platforms/index.ts';
import { type Behaviour, WELL_BEHAVED } from './behaviour.ts';
import { type Counters, newCounters } from './counters.ts';
import { generateHostKey, parseHostKey } from './host-key.ts';
import { type DeviceSetup, type LabDevice, type RunningDevice, startDevice } from './simulated-device.ts';
import { TRANSCRIPTS } from './transcripts/index.ts';

/** What a lab consists of. Everything has a default: three Cisco IOS devices on ports of 127.0.0.1. */
export type LabOptions = DeviceOptions & {
  /** How many alike, or each one's own options, which go before the lab's. */
  readonly devices?: number | readonly DeviceOptions[];
  /** `ports`: all on 127.0.0.1. `hosts`: 127.1.0.1, 127.1.0.2, … with one port, for which Linux needs no set-up. */
  readonly addresses?: 'ports' | 'hosts';
  /** The first device's port, 0 for any that is free; with `ports` the next devices have the next ones. */
  readonly port?: number;
  /** Private key in OpenSSH format that all devices share; default: one made for this process. */
  readonly hostKey?: string;
  /** The devices' clock; default: the real one. */
  readonly now?: () => Date;
};

/** What one device is, and how it differs from a well-behaved one. */
export type DeviceOptions = {
  /** Default: the platform's prefix and the device's place, such as R1. */
  readonly name?: string;
  readonly platform?: PlatformName;
  readonly username?: string;
  readonly password?: string;
  readonly secret?: string;
  readonly behaviour?: Partial<Behaviour>;
};

/** Simulated devices that run until the lab is closed. */
export interface Lab extends AsyncDisposable {
  readonly devices: readonly LabDevice[];
  /** What was seen up to now; the object goes on counting. */
  readonly counters: Readonly<Counters>;
  /** All that was typed at a device: a byte string for each shell, in the order of their starts. */
  typed(device: LabDevice): readonly string[];
  /** Ends all connections and stops listening. */
  close(): Promise<void>;
}

/** Starts simulated devices on loopback; rejects with the cause where an address cannot be had. */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const counters = newCounters();
  const running: RunningDevice[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(running.map((device) => device.stop()));
  };
  try {
    const hostKey = parseHostKey(options.hostKey ?? processHostKey());
    for (const [place, own] of listOf(options.devices ?? 3).entries()) {
      // One after the other, since with `hosts` the first device's port is everyone's.
      const address = addressOf(place, running[0]?.device.port ?? options.port ?? 0, options);
      running.push(await startDevice({ ...describe(own, place, options), ...address, hostKey, counters }));
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    devices: running.map(({ device }) => device),
    counters,
    typed: (device) => running.find((candidate) => candidate.device === device)?.typed ?? [],
    close,
    [Symbol.asyncDispose]: close,
  };
}

function listOf(devices: number | readonly DeviceOptions[]): readonly DeviceOptions[] {
  return typeof devices === 'number' ? Array.from({ length: devices }, () => ({})) : devices;
}

function addressOf(place: number, port: number, { addresses, port: first = 0 }: LabOptions): Address {
  if (addresses === 'hosts') {
    return { host: `127.1.${Math.floor((place + 1) / 256)}.${(place + 1) % 256}`, port };
  }
  return { host: '127.0.0.1', port: first === 0 ? 0 : first + place };
}

type Address = { readonly host: string; readonly port: number };

type Description = Omit<DeviceSetup, keyof Address | 'hostKey' | 'counters'>;

function describe(own: DeviceOptions, place: number, options: LabOptions): Description {
  const platform = own.platform ?? options.platform ?? 'cisco_ios';
  const index = place + 1;
  return {
    index,
    platform,
    name: own.name ?? `${TRANSCRIPTS[platform].namePrefix}${index}`,
    username: own.username ?? options.username ?? 'admin',
    password: own.password ?? options.password ?? 'cisco123',
    secret: own.secret ?? options.secret ?? 's3cr3t-enable',
    behaviour: { ...WELL_BEHAVED, ...options.behaviour, ...own.behaviour },
    now: options.now ?? (() => new Date()),
  };
}

let processKey: string | undefined;

/** One key for all labs of a process: making one costs some milliseconds. */
function processHostKey(): string {
  processKey ??= generateHostKey();
  return processKey;
}
