import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { ParsedKey } from 'ssh2';
import { type PlatformName, platform as platformNamed } from '../platforms/index.ts';
import type { Behaviour } from './behaviour.ts';
import type { Counters } from './counters.ts';
import { storedFiles } from './files.ts';
import { fingerprintOf } from './host-key.ts';
import { byteString } from './pause.ts';
import { seededRandom } from './random.ts';
import { type SshDevice, serve } from './ssh-server.ts';
import { TRANSCRIPTS } from './transcripts/index.ts';
import { delayedWire, directWire } from './wire.ts';

/** A simulated device, as an inventory describes it. */
export type LabDevice = {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly platform: PlatformName;
  readonly username: string;
  readonly password: string;
  readonly secret: string;
  /** Fingerprint of its host key, where it is known, under the inventory's name for it, as the others are. */
  readonly host_keys?: string;
};

/** What a device is, and where it listens; port 0: any that is free. */
export type DeviceSetup = Omit<LabDevice, 'host_keys'> & {
  /** 1 for the first device of the lab. */
  readonly index: number;
  readonly behaviour: Behaviour;
  readonly hostKey: ParsedKey;
  /** The lab's, which count on. */
  readonly counters: Counters;
  readonly now: () => Date;
};

/** A device that listens. */
export type RunningDevice = {
  readonly device: LabDevice;
  /** What was typed, a byte string for each shell. */
  readonly typed: readonly string[];
  stop(): Promise<void>;
};

/** Starts a device; rejects where its address cannot be had. */
export async function startDevice(setup: DeviceSetup): Promise<RunningDevice> {
  const { name, host, platform, username, password, secret, counters, behaviour } = setup;
  const typed: string[] = [];
  const open = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    counters.connections += 1;
    socket.on('error', () => {}); // a client that tears its connection down is no trouble of the lab
    if (open.size >= behaviour.maxSessions) {
      socket.destroy();
      return;
    }
    open.add(socket);
    counters.sessionsOpen += 1;
    counters.sessionsPeak = Math.max(counters.sessionsPeak, counters.sessionsOpen);
    counters.sessionsPeakPerDevice = Math.max(counters.sessionsPeakPerDevice, open.size);
    socket.once('close', () => {
      open.delete(socket);
      counters.sessionsOpen -= 1;
    });
    if (behaviour.rttMs > 0) delayedWire(socket, behaviour.rttMs, (wire) => serve(ssh, wire));
    else serve(ssh, directWire(socket));
  });
  const ssh = sshDevice(setup, typed);
  const port = await listen(server, host, setup.port);
  return {
    device: {
      name,
      host,
      port,
      platform,
      username,
      password,
      secret,
      host_keys: fingerprintOf(setup.hostKey),
    },
    typed,
    stop: () => stop(server, open),
  };
}

function sshDevice(setup: DeviceSetup, typed: string[]): SshDevice {
  const { platform, behaviour, hostKey, counters } = setup;
  return {
    transcript: TRANSCRIPTS[platform],
    behaviour,
    device: {
      ...setup,
      name: byteString(setup.name),
      file: storedFiles(behaviour.files),
    },
    usernameSuffix: platformNamed(platform).usernameSuffix ?? '',
    hostKey,
    random: seededRandom(behaviour.seed + setup.index),
    count: (what) => {
      counters[what] += 1;
    },
    newRecord: () => {
      const place = typed.push('') - 1;
      return (text) => {
        typed[place] += text;
      };
    },
  };
}

async function listen(server: Server, host: string, port: number): Promise<number> {
  server.listen({ host, port });
  await once(server, 'listening');
  // An address that is neither null nor a pipe's name, since the server listens on TCP.
  return (server.address() as AddressInfo).port;
}

async function stop(server: Server, open: ReadonlySet<Socket>): Promise<void> {
  for (const socket of open) socket.destroy();
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  await closed;
}
