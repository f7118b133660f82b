import { spawn } from 'node:child_process';
import { connect, isIP, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import type { Examiner } from './examiner.ts';
import { HINTS } from './hints.ts';
import { retriable, type Trouble, trouble } from './trouble.ts';

/**
 * Opens a TCP connection without Nagle's algorithm, which costs several round trips in a login.
 * @param signal ends the attempt; its reason is what the promise rejects with
 * @param onStage told when a name is looked up, and when it begins to connect
 * @param examiner told which addresses there are
 * @throws Trouble that says why there is no connection
 */
export function openSocket(
  host: string,
  port: number,
  signal: AbortSignal,
  onStage: (stage: 'resolve' | 'connect') => void,
  examiner?: Examiner | undefined,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    onStage(isIP(host) === 0 ? 'resolve' : 'connect');
    const socket = connect({ host, port, noDelay: true, autoSelectFamilyAttemptTimeout: 3000 });
    // Once for each address that it has.
    if (isIP(host) === 0) socket.once('lookup', (error) => !error && onStage('connect'));
    if (examiner) tellAddresses(socket, examiner);
    const onAbort = () => {
      socket.destroy();
      reject(signal.reason);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once('connect', () => {
      signal.removeEventListener('abort', onAbort);
      socket.removeAllListeners('error');
      resolve(socket);
    });
    socket.once('error', (error) => {
      signal.removeEventListener('abort', onAbort);
      reject(connectTrouble(host, port, error));
    });
  });
}

function tellAddresses(socket: Socket, examiner: Examiner): void {
  const addresses: string[] = [];
  const unreachable: string[] = [];
  socket.on('lookup', (_error, address) => {
    if (!address) return;
    addresses.push(address);
    examiner.learn('resolve', { addresses });
  });
  socket.on('connectionAttemptFailed', (address) => {
    unreachable.push(address);
    examiner.learn('connect', { unreachable });
  });
  socket.once('connect', () =>
    examiner.learn('connect', { address: socket.remoteAddress ?? '', unreachable }),
  );
}

/**
 * Runs a shell command whose standard input and output are the connection, as ssh's ProxyCommand. It gets SIGHUP when
 * the connection is closed, as from ssh.
 */
export function openCommand(command: string): Duplex {
  const child = spawn('/bin/sh', ['-c', `exec ${command}`], { stdio: ['pipe', 'pipe', 'pipe'] });
  const socket = new Duplex({
    allowHalfOpen: false,
    read: () => void child.stdout.resume(),
    // That it does not read any more is known when it has ended.
    write: (data, _encoding, done) => void child.stdin.write(data, () => done()),
    final: (done) => {
      child.stdin.end();
      done();
    },
    destroy: (error, done) => {
      child.kill('SIGHUP');
      done(error);
    },
  });
  child.stdin.on('error', () => {});
  let hasConnected = false;
  child.stdout.on('data', (data) => {
    hasConnected = true;
    if (!socket.push(data)) child.stdout.pause();
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-MOST_SAID);
  });
  child.on('error', (error) => socket.destroy(proxyTrouble(error.message)));
  child.on('close', (code, signal) => {
    const lastLine = said.trimEnd().split(/\r?\n/).at(-1) ?? '';
    // It ends well when the device has hung up.
    if (code === 0 && hasConnected) socket.push(null);
    else socket.destroy(proxyTrouble(lastLine || `it ended with ${signal ?? code}`));
  });
  return socket;
}

const MOST_SAID = 2000;

function proxyTrouble(why: string): Trouble {
  return trouble('connect', `the proxy command failed: ${why}`, HINTS.proxyCommand);
}

/** Words for the errors of connect(2) and getaddrinfo(3). */
function connectTrouble(host: string, port: number, error: NodeJS.ErrnoException): Trouble {
  switch (error.code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return trouble('resolve', `the name ${host} was not found`, HINTS.name, error);
    case 'ECONNREFUSED':
      return retriable(
        'before-authentication',
        trouble('connect', `connection refused on port ${port}`, HINTS.port, error),
      );
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return trouble('connect', 'no route to the device', HINTS.network, error);
    case 'ECONNRESET':
      return retriable(
        'before-authentication',
        trouble('connect', 'the device reset the connection before the login', HINTS.tooMany, error),
      );
    default:
      return trouble('connect', `cannot connect: ${error.code ?? error.message}`, HINTS.network, error);
  }
}
