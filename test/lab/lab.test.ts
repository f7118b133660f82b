import { once } from 'node:events';
import { Client, type ClientChannel } from 'ssh2';
import { expect, test } from 'vitest';
import { startLab } from '../../src/lab/lab.ts';
import type { LabDevice } from '../../src/lab/simulated-device.ts';

test('a lab of three answers over SSH', async () => {
  await using lab = await startLab();
  const t = performance.now();
  const client = await connect(lab.devices[1]);
  const shell = await new Promise<ClientChannel>((resolve, reject) =>
    client.shell({ term: 'vt100', cols: 511, rows: 1000 }, (error, channel) =>
      error ? reject(error) : resolve(channel),
    ),
  );
  let seen = '';
  shell.on('data', (data: Buffer) => {
    seen += data.toString();
  });
  const until = async (end: string) => {
    while (!seen.endsWith(end)) await once(shell, 'data');
  };
  await until('R2>');
  shell.write('enable\r');
  await until('Password: ');
  shell.write('s3cr3t-enable\r');
  await until('R2#');
  shell.write('terminal length 0\rsh ip int br\r');
  await until('up\r\nR2#');
  console.log(performance.now() - t, seen, lab.counters, lab.typed(lab.devices[1]));
  shell.write(
    'sh run | i host\rshow int gi0/1\rfoo\rshow fo\rsh\rs\rsh ip ?\x15conf t\rint gi0/0\r\x1areload\rn',
  );
  await new Promise((r) => setTimeout(r, 300));
  console.log(seen);
  client.end();
});

async function connect(device: LabDevice): Promise<Client> {
  const client = new Client();
  client.connect({
    host: device.host,
    port: device.port,
    username: device.username,
    password: device.password,
  });
  await once(client, 'ready');
  return client;
}
