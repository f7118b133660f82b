import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import path from 'node:path';
import type { Inventory } from '../../../src/inventory/inventory.ts';
import { loadInventory } from '../../../src/inventory/load.ts';

/** What a NetBox was asked. */
type Request = { readonly path: string; readonly query: string; readonly authorization: string | undefined };

/** A server on loopback that plays answers of a NetBox. */
export interface PlayedNetbox extends AsyncDisposable {
  /** `http://127.0.0.1:port` */
  readonly origin: string;
  readonly requests: readonly Request[];
}

type Play = (request: Request, answer: Answer) => void;

/** @param body an object becomes JSON */
type Answer = (status: number, body: object | string, headers?: Readonly<Record<string, string>>) => void;

/** @param play answers each request */
export async function playNetbox(play: Play): Promise<PlayedNetbox> {
  const requests: Request[] = [];
  const server = createServer((incoming: IncomingMessage, response: ServerResponse) => {
    const url = new URL(incoming.url ?? '/', 'http://h');
    const { authorization } = incoming.headers;
    const request = { path: url.pathname, query: url.search.slice(1), authorization };
    requests.push(request);
    play(request, (status, body, headers = {}) => {
      const isText = typeof body === 'string';
      response.writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json', ...headers });
      response.end(isText ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', () => listening()));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => void server.close(closed));
    },
  };
}

/** A recorded page of NetBox 4; its links lead to `origin`. */
export function recorded(name: string, origin: string): object {
  const text = readFileSync(path.join(import.meta.dirname, 'netbox', `${name}.json`), 'utf8');
  return JSON.parse(text.replaceAll('NETBOX/', `${origin}/`));
}

/** Plays two recorded pages of devices and one of virtual machines. */
export function playRecording(): Promise<PlayedNetbox> {
  const playing: Promise<PlayedNetbox> = playNetbox(async ({ path: asked, query }, answer) => {
    const { origin } = await playing;
    if (asked === '/api/virtualization/virtual-machines/') answer(200, recorded('virtual-machines', origin));
    else if (asked !== '/api/dcim/devices/') answer(404, '<h1>Not Found</h1>');
    else answer(200, recorded(query.includes('offset=3') ? 'devices-2' : 'devices-1', origin));
  });
  return playing;
}

/** What netrun makes of the recording. */
export async function inventoryOfNetbox(): Promise<Inventory> {
  await using netbox = await playRecording();
  return await loadInventory(`netbox+${netbox.origin}/`);
}
