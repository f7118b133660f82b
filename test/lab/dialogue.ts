import { once } from 'node:events';
import { Client, type ClientChannel, type ConnectConfig } from 'ssh2';
import type { LabDevice } from '../../src/lab/simulated-device.ts';

/** Logs in; rejects with ssh2's error. */
export async function connect(device: LabDevice | undefined, config: ConnectConfig = {}): Promise<Client> {
  if (!device) throw new Error('the lab has no such device');
  const { host, port, username, password } = device;
  const client = new Client();
  const ready = new Promise<Client>((resolve, reject) => {
    // The first of them counts; what a device does to its connection later is seen by `closed`.
    client.on('ready', () => resolve(client)).on('error', reject);
    client.on('close', () => reject(new Error('closed before the login')));
  });
  client.connect({ host, port, username, password, ...config });
  return ready;
}

/** Resolves when the connection is gone, whatever ended it. */
export function closed(client: Client): Promise<void> {
  return new Promise((resolve) => client.once('close', resolve));
}

/** A shell, and what has come out of it. */
export type Dialogue = {
  readonly channel: ClientChannel;
  seen(): string;
  /** Types and waits until what came since the last time ends so; gives that. */
  type(text: string, end: string): Promise<string>;
  /** Packets in which it came. */
  readonly packets: readonly Buffer[];
};

export function openShell(client: Client): Promise<Dialogue> {
  return new Promise((resolve, reject) => {
    client.shell({ term: 'vt100', cols: 511, rows: 1000 }, (error, channel) => {
      if (error) return reject(error);
      const packets: Buffer[] = [];
      channel.on('data', (bytes: Buffer) => packets.push(bytes));
      const seen = (): string => Buffer.concat(packets).toString();
      let taken = 0;
      const type = async (text: string, end: string): Promise<string> => {
        channel.write(text);
        while (!seen().slice(taken).endsWith(end)) await once(channel, 'data');
        const fresh = seen().slice(taken);
        taken += fresh.length;
        return fresh;
      };
      resolve({ channel, seen, type, packets });
    });
  });
}

/** Runs a command without a shell. */
export function execute(client: Client, command: string): Promise<{ output: string; status: number | null }> {
  return new Promise((resolve, reject) => {
    client.exec(command, (error, channel) => {
      if (error) return reject(error);
      let output = '';
      let status: number | null = null;
      channel.on('data', (bytes: Buffer) => {
        output += bytes.toString();
      });
      channel.on('exit', (code: number) => {
        status = code;
      });
      channel.on('close', () => resolve({ output, status }));
    });
  });
}
