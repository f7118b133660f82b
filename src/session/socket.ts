import { connect, type Socket } from 'node:net';
import { retriable, type Trouble, trouble } from './trouble.ts';

/**
 * Opens a TCP connection without Nagle's algorithm, which costs several round trips in a login.
 * @param signal ends the attempt; its reason is what the promise rejects with
 * @throws Trouble that says why there is no connection
 */
export function openSocket(host: string, port: number, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true, autoSelectFamilyAttemptTimeout: 3000 });
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

/** Words for the errors of connect(2) and getaddrinfo(3). */
function connectTrouble(host: string, port: number, error: NodeJS.ErrnoException): Trouble {
  switch (error.code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return trouble(
        'resolve',
        `the name ${host} was not found`,
        'check "host" in the inventory, or the DNS',
        error,
      );
    case 'ECONNREFUSED':
      return retriable(
        'before-authentication',
        trouble('connect', `connection refused on port ${port}`, 'is SSH on, and "port" right?', error),
      );
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return trouble('connect', 'no route to the device', 'is this machine in the right network?', error);
    case 'ECONNRESET':
      return retriable(
        'before-authentication',
        trouble('connect', 'the device reset the connection before the login', '', error),
      );
    default:
      return trouble('connect', `cannot connect: ${error.code ?? error.message}`, '', error);
  }
}
