import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, stat, writeFile } from 'node:fs/promises';
import { connect as connectSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'ssh2';
import { expect, test } from 'vitest';
import { generateHostKey, parseHostKey, storedHostKey } from '../../src/lab/host-key.ts';
import { startLab } from '../../src/lab/lab.ts';
import { closed, connect, execute, openShell } from './dialogue.ts';

test('a router logs in, enables and runs a command', async () => {
  await using lab = await startLab();
  const [, router] = lab.devices;
  const client = await connect(router);
  const shell = await openShell(client);
  await shell.type('', 'R2>');
  await shell.type('enable\r', 'Password: ');
  await shell.type('s3cr3t-enable\r', 'R2#');
  const seen = await shell.type('terminal length 0\rsh ip int br\r', 'up\r\nR2#');
  expect(seen).toContain(
    '\r\nInterface                  IP-Address      OK? Method Status                Protocol\r\n',
  );
  expect(lab.counters).toMatchObject({
    loginsAccepted: 1,
    enableAttempts: 1,
    secretLeaks: 0,
    sessionsOpen: 1,
  });
  expect(router && lab.typed(router)).toEqual(['enable\rs3cr3t-enable\rterminal length 0\rsh ip int br\r']);
  client.end();
});

test('exit closes the session, and the router its connection', async () => {
  await using lab = await startLab({ devices: 1 });
  const client = await connect(lab.devices[0]);
  const { channel } = await openShell(client);
  channel.write('exit\r');
  await Promise.all([once(channel, 'close'), closed(client)]);
  await expect.poll(() => lab.counters.sessionsOpen).toBe(0);
});

test('a wrong password is refused and counted, and the connection ends after the tries it has', async () => {
  await using lab = await startLab({ devices: 1, behaviour: { loginTries: 1 } });
  await expect(connect(lab.devices[0], { password: 'wrong' })).rejects.toThrow();
  expect(lab.counters).toMatchObject({ loginsAccepted: 0, loginsRejected: 1 });
});

test('keyboard-interactive asks once for the password', async () => {
  await using lab = await startLab({ devices: 1, behaviour: { authentication: 'keyboard-interactive' } });
  await expect(connect(lab.devices[0])).rejects.toThrow('authentication methods failed');
  const client = new Client();
  client.on('error', () => {}); // the lab may close first
  const asked: unknown[] = [];
  client.on('keyboard-interactive', (_name, _instructions, _language, prompts, answer) => {
    asked.push(...prompts);
    answer(['cisco123']);
  });
  const { host, port, username } = lab.devices[0] ?? {};
  client.connect({ host: host ?? '', port: port ?? 0, username: username ?? '', tryKeyboard: true });
  await once(client, 'ready');
  expect(asked).toEqual([{ prompt: 'Password: ', echo: false }]);
  client.end();
});

test('a Linux host runs a command on an exec channel and tells its exit status', async () => {
  await using lab = await startLab({ platform: 'linux', devices: 1 });
  const client = await connect(lab.devices[0]);
  expect(await execute(client, 'uname -n')).toEqual({ output: 'srv1\n', status: 0 });
  expect(await execute(client, 'false')).toEqual({ output: '', status: 1 });
  expect(await execute(client, 'foo')).toEqual({ output: 'bash: foo: command not found\n', status: 127 });
  client.end();
});

test('sudo echoes in clear what is typed while it thinks, and forgets it', async () => {
  await using lab = await startLab({ platform: 'linux', devices: 1 });
  const client = await connect(lab.devices[0]);
  const shell = await openShell(client);
  await shell.type('', '$ ');
  await shell.type('sudo -s\r', 'admin: ');
  await shell.type('wrong\r', '\r\n');
  await shell.type('early\r', 'early\r\n');
  await shell.type('', 'Sorry, try again.\r\n[sudo] password for admin: ');
  await shell.type('s3cr3t-enable\r', '# ');
  expect(lab.counters).toMatchObject({ enableAttempts: 2, enableRejections: 1 });
  client.end();
});

test.each(['whole', 'byte', 'random'] as const)(
  'a stored output arrives byte for byte: %s',
  async (chunk) => {
    const content = Buffer.from([0xe9, 0x00, 0x07, ...Buffer.from('\tabc  \n\nüé%\r\nlast')]);
    const files = new Map([['odd/name', content]]);
    await using lab = await startLab({ devices: 1, behaviour: { chunk, files, privilege: 'at-login' } });
    const client = await connect(lab.devices[0]);
    const shell = await openShell(client);
    await shell.type('', 'R1#');
    await shell.type('show file odd/name\r', 'last\r\nR1#');
    const received = Buffer.concat(shell.packets).toString('latin1');
    const expected = content.toString('latin1').replaceAll('\r\n', '\n').replaceAll('\n', '\r\n');
    expect(received.slice(received.indexOf('name\r\n') + 6)).toBe(`${expected}\r\nR1#`);
    if (chunk === 'byte') expect(Math.max(...shell.packets.map((packet) => packet.length))).toBe(1);
    client.end();
  },
);

test('a folder gives its files, and nothing outside it', async () => {
  await using lab = await startLab({ devices: 1, behaviour: { files: import.meta.dirname } });
  const client = await connect(lab.devices[0]);
  const shell = await openShell(client);
  await shell.type('', 'R1>');
  expect(await shell.type('terminal length 0\rshow file dialogue.ts\r', '}\r\nR1>')).toContain(
    'Runs a command without',
  );
  expect(await shell.type('show file ../lab/dialogue.ts\r', 'R1>')).toContain(
    '%Error opening ../lab/dialogue.ts',
  );
  client.end();
});

test('an output of many bytes is as long as it says', async () => {
  await using lab = await startLab({ devices: 1, behaviour: { pageRows: 0 } });
  const client = await connect(lab.devices[0]);
  const { output } = await execute(client, 'show bytes 5000000');
  expect(output).toHaveLength(5_000_000);
  client.end();
});

test('an output without end leaves the lab free for others, and ends with its client', async () => {
  await using lab = await startLab({ devices: 1, behaviour: { pageRows: 0, privilege: 'at-login' } });
  const [one, other] = await Promise.all([connect(lab.devices[0]), connect(lab.devices[0])]);
  const endless = await openShell(one);
  endless.channel.write('show tech-support\r');
  const shell = await openShell(other);
  await shell.type('', 'R1#');
  await shell.type('show clock\r', 'R1#');
  one.end();
  other.end();
  await expect.poll(() => lab.counters.sessionsOpen).toBe(0);
  expect(lab.counters).toMatchObject({ sessionsPeak: 2, sessionsPeakPerDevice: 2 });
});

test.each(['pty', 'shell', 'session'] as const)('a device may refuse a %s', async (refused) => {
  await using lab = await startLab({ devices: 1, behaviour: { refuses: [refused] } });
  const client = await connect(lab.devices[0]);
  await expect(openShell(client)).rejects.toThrow();
  client.end();
});

test.each(['close', 'reset'] as const)('a device may %s the connection at any stage', async (effect) => {
  for (const after of ['connect', 'handshake'] as const) {
    await using lab = await startLab({ devices: 1, behaviour: { fault: { after, effect } } });
    await expect(connect(lab.devices[0])).rejects.toThrow();
  }
  for (const after of ['authentication', 'shell', 'half-output'] as const) {
    await using lab = await startLab({ devices: 1, behaviour: { fault: { after, effect } } });
    const client = await connect(lab.devices[0]);
    const end = closed(client);
    const shell = await openShell(client).catch(() => undefined);
    if (after === 'half-output') shell?.channel.write('show clock\r');
    await end;
    if (after === 'shell') expect(shell?.seen()).not.toContain('R1>');
  }
});

test('a device may fall silent before its SSH server speaks', async () => {
  await using lab = await startLab({
    devices: 1,
    behaviour: { fault: { after: 'connect', effect: 'silence' } },
  });
  const { host = '', port = 0 } = lab.devices[0] ?? {};
  const socket = connectSocket({ host, port });
  await once(socket, 'connect');
  socket.write('SSH-2.0-x\r\n');
  await expect(once(socket, 'data', { signal: AbortSignal.timeout(100) })).rejects.toThrow('aborted');
  socket.end();
  await expect.poll(() => lab.counters.sessionsOpen).toBe(0);
});

test('a device may end a session in which nothing is typed', async () => {
  await using lab = await startLab({ devices: 1, behaviour: { idleTimeoutMs: 50 } });
  const client = await connect(lab.devices[0]);
  const shell = await openShell(client);
  await closed(client);
  expect(shell.seen()).toMatch(/R1>\r\nVty connection is timed out\.\r\n$/);
});

test('connections beyond the sessions that a device has are closed at once', async () => {
  await using lab = await startLab({ devices: 1, behaviour: { maxSessions: 1 } });
  const client = await connect(lab.devices[0]);
  await expect(connect(lab.devices[0])).rejects.toThrow();
  client.end();
});

test('every byte takes half the round-trip time, and the TCP handshake one and a half', async () => {
  const rttMs = 40;
  await using lab = await startLab({ devices: 1, behaviour: { rttMs } });
  const { host = '', port = 0 } = lab.devices[0] ?? {};
  const started = performance.now();
  const socket = connectSocket({ host, port });
  const [ident] = await once(socket, 'data');
  const waitedMs = performance.now() - started;
  expect(String(ident)).toBe('SSH-2.0-Cisco-1.25\r\n');
  expect(waitedMs).toBeGreaterThan(2 * rttMs - 2);
  expect(waitedMs).toBeLessThan(3 * rttMs);
  socket.destroy();
  const client = await connect(lab.devices[0]);
  const shell = await openShell(client);
  await shell.type('', 'R1>');
  const typed = performance.now();
  await shell.type('show clock\r', 'R1>');
  const answeredMs = performance.now() - typed;
  expect(answeredMs).toBeGreaterThan(rttMs - 2);
  expect(answeredMs).toBeLessThan(2 * rttMs);
  client.end();
});

test('devices of one lab may differ, and may be on addresses of their own with one port', async () => {
  await using lab = await startLab({
    devices: [{}, { platform: 'linux', behaviour: { motd: 'hello\n' } }, { name: 'core', secret: 'other' }],
    ...(process.platform === 'linux' ? { addresses: 'hosts' } : {}),
  });
  expect(lab.devices.map(({ name }) => name)).toEqual(['R1', 'srv2', 'core']);
  expect(lab.devices.map(({ secret }) => secret)).toEqual(['s3cr3t-enable', 's3cr3t-enable', 'other']);
  if (process.platform === 'linux') {
    expect(lab.devices.map(({ host }) => host)).toEqual(['127.1.0.1', '127.1.0.2', '127.1.0.3']);
    expect(new Set(lab.devices.map(({ port }) => port)).size).toBe(1);
  }
  const client = await connect(lab.devices[1]);
  await (await openShell(client)).type('', 'hello\r\nadmin@srv2:~$ ');
  client.end();
});

test('an address that is taken fails, and what had been started is stopped', async () => {
  await using lab = await startLab({ devices: 1 });
  const { port = 0 } = lab.devices[0] ?? {};
  await expect(startLab({ devices: 1, port })).rejects.toThrow('EADDRINUSE');
});

test('three hundred devices in one process take logins at the same time', async () => {
  await using lab = await startLab({ devices: 300 });
  expect(new Set(lab.devices.map(({ port }) => port)).size).toBe(300);
  const clients = await Promise.all(lab.devices.slice(0, 30).map((device) => connect(device)));
  expect(lab.counters).toMatchObject({ loginsAccepted: 30, sessionsOpen: 30, sessionsPeakPerDevice: 1 });
  for (const client of clients) client.end();
});

test('the host key of a folder is made once, for its owner alone', async () => {
  const folder = join(await mkdtemp(join(tmpdir(), 'netrun-lab-')), 'state');
  const key = storedHostKey(folder);
  expect(storedHostKey(folder)).toBe(key);
  expect(parseHostKey(key).type).toBe('ssh-ed25519');
  if (process.platform !== 'win32') {
    expect((await stat(join(folder, 'lab_host_ed25519_key'))).mode & 0o777).toBe(0o600);
  }
  expect(() => parseHostKey('nonsense')).toThrow('no private key');
});

const hasOpenSsh = await promisify(execFile)('ssh', ['-V']).then(
  () => true,
  () => false,
);

test.runIf(hasOpenSsh)("OpenSSH's client talks to the lab", async () => {
  await using lab = await startLab({ devices: 1, platform: 'linux', hostKey: generateHostKey() });
  const { host = '', port = 0, username = '' } = lab.devices[0] ?? {};
  const folder = await mkdtemp(join(tmpdir(), 'netrun-lab-'));
  const askpass = join(folder, 'askpass');
  await writeFile(askpass, '#!/bin/sh\necho cisco123\n', { mode: 0o700 });
  const options = [
    '-F',
    'none',
    '-o',
    'StrictHostKeyChecking=no',
    '-o',
    `UserKnownHostsFile=${folder}/known`,
  ];
  const { stdout } = await promisify(execFile)(
    'ssh',
    [...options, '-o', 'LogLevel=ERROR', '-p', String(port), `${username}@${host}`, 'uname -n'],
    { env: { ...process.env, SSH_ASKPASS: askpass, SSH_ASKPASS_REQUIRE: 'force', DISPLAY: ':0' } },
  );
  expect(stdout).toBe('srv1\n');
});
