import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/**
 * A relay before a device that notes when something went which way, and so counts round trips without a look at how
 * long the whole took.
 * @param {{ host: string, port: number }} device
 * @param {number} rttMs round-trip time to the device
 */
export async function startRelay(device, rttMs) {
  /** @type {{ at: number, from: 'client' | 'device' }[]} */
  let log = [];
  let openedAt = 0;
  const server = createServer({ noDelay: true }, (client) => {
    openedAt = performance.now();
    log = [];
    const far = connect({ ...device, noDelay: true });
    const end = () => {
      client.destroy();
      far.destroy();
    };
    client.on('close', end).on('error', end);
    far.on('close', end).on('error', end);
    client.on('data', (bytes) => {
      log.push({ at: performance.now() - openedAt, from: 'client' });
      far.write(bytes);
    });
    far.on('data', (bytes) => {
      log.push({ at: performance.now() - openedAt, from: 'device' });
      client.write(bytes);
    });
  });
  server.listen({ host: device.host, port: 0 });
  await once(server, 'listening');
  return {
    host: device.host,
    port: /** @type {import('node:net').AddressInfo} */ (server.address()).port,
    /** Round trips of the last connection up to a time after its start. */
    roundTrips: (/** @type {number} */ untilMs) => longestChain(log, rttMs, untilMs),
    close: () => server.close(),
  };
}

/**
 * The longest chain in which the client says something, the device's answer to that arrives, upon which the client
 * says something, and so on; and one round trip more for TCP's own handshake, which a relay does not see. What arrives
 * sooner after a client's bytes than a round trip takes is no answer to them.
 * @param {readonly { at: number, from: 'client' | 'device' }[]} log
 * @param {number} rttMs
 * @param {number} untilMs
 */
function longestChain(log, rttMs, untilMs) {
  /** @type {{ at: number, depth: number }[]} */
  const said = [];
  let depth = 0;
  for (const { at, from } of log.filter((one) => one.at <= untilMs)) {
    if (from === 'client') {
      said.push({ at, depth });
      continue;
    }
    const answered = said.findLast((one) => one.at <= at - 0.8 * rttMs);
    if (answered) depth = Math.max(depth, answered.depth + 1);
  }
  return depth + 1;
}
