import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';

/** As Debian installs it. */
const CHROMIUM = '/usr/bin/chromium';

/** It opens nothing but what it is given, and asks for nothing by itself. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--remote-debugging-pipe',
];

/** @returns why there is no browser to be tried with; undefined where there is one. In CI it is not asked for. */
export function missingBrowser(): string | undefined {
  return process.env.CI || existsSync(CHROMIUM) ? undefined : 'a browser is needed: apt-get install chromium';
}

/** A page in a real browser. */
export interface Page extends AsyncDisposable {
  /** What an expression comes to there, as JSON tells it; a promise is waited for. */
  evaluate(expression: string): Promise<unknown>;
  /** Shows it as in a browser that is set to these colours. */
  prefer(scheme: 'light' | 'dark'): Promise<void>;
  /** What the browser complained of, such as a script that the page's policy forbids. */
  readonly complaints: readonly string[];
  /** The addresses that were asked for. */
  readonly requests: readonly string[];
}

/**
 * Opens a page from a file.
 * @param fragment behind the `#` of its address
 */
export async function openPage(text: string, fragment = ''): Promise<Page> {
  const folder = await mkdtemp(path.join(tmpdir(), 'netrun-browser-'));
  const file = path.join(folder, 'page.html');
  await writeFile(file, text);
  const child = spawn(CHROMIUM, [...FLAGS, `--user-data-dir=${path.join(folder, 'profile')}`], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  const end = async () => {
    await exited.catch(() => {});
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    return await attach(speak(child), `${pathToFileURL(file)}${fragment && `#${fragment}`}`, end);
  } catch (error) {
    child.kill('SIGKILL');
    await end();
    throw error;
  }
}

/** @param end called when the browser has been told to go */
async function attach(protocol: Protocol, url: string, end: () => Promise<void>): Promise<Page> {
  // The protocol's own forms here and below: https://chromedevtools.github.io/devtools-protocol/
  const { targetId } = (await protocol.ask('Target.createTarget', { url: 'about:blank' })) as {
    targetId: string;
  };
  const { sessionId } = (await protocol.ask('Target.attachToTarget', { targetId, flatten: true })) as {
    sessionId: string;
  };
  const ask = (method: string, params = {}) => protocol.ask(method, params, sessionId);
  const complaints: string[] = [];
  const requests: string[] = [];
  const load = new Promise<void>((resolve) => {
    protocol.listen(({ method, params }) => {
      if (method === 'Page.loadEventFired') resolve();
      if (method === 'Log.entryAdded' || method === 'Runtime.exceptionThrown')
        complaints.push(JSON.stringify(params));
      if (method === 'Network.requestWillBeSent')
        requests.push((params as { request: { url: string } }).request.url);
    });
  });
  for (const domain of ['Page', 'Log', 'Runtime', 'Network']) await ask(`${domain}.enable`);
  await ask('Page.navigate', { url });
  await load;
  return {
    complaints,
    requests,
    async evaluate(expression) {
      const { result, exceptionDetails } = (await ask('Runtime.evaluate', {
        expression,
        awaitPromise: true,
        returnByValue: true,
      })) as { result: { value?: unknown }; exceptionDetails?: unknown };
      if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
      return result.value;
    },
    async prefer(scheme) {
      await ask('Emulation.setEmulatedMedia', {
        features: [{ name: 'prefers-color-scheme', value: scheme }],
      });
    },
    async [Symbol.asyncDispose]() {
      await protocol.ask('Browser.close').catch(() => {});
      await end();
    },
  };
}

type Protocol = ReturnType<typeof speak>;

type Message = {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
};

/** The DevTools protocol over a pipe: JSON, and a NUL behind each message. */
function speak(child: ChildProcess) {
  // spawn gives these for the 'pipe' of each.
  const [input, output] = [child.stdio[3] as Writable, child.stdio[4] as Readable];
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  const listeners: ((message: Message) => void)[] = [];
  let last = 0;
  let rest = '';
  input.on('error', () => {});
  output.setEncoding('utf8').on('data', (text: string) => {
    const messages = (rest + text).split('\0');
    rest = messages.pop() ?? '';
    for (const one of messages) {
      const message = JSON.parse(one) as Message;
      for (const listener of listeners) listener(message);
      const asked = message.id === undefined ? undefined : waiting.get(message.id);
      if (message.error) asked?.reject(new Error(message.error.message));
      else asked?.resolve(message.result);
    }
  });
  const gone = (cause: unknown) => {
    for (const { reject } of waiting.values()) reject(new Error('the browser has ended', { cause }));
  };
  child.once('exit', gone);
  child.once('error', gone);
  return {
    listen: (listener: (message: Message) => void) => void listeners.push(listener),
    ask: (method: string, params: object = {}, sessionId?: string) =>
      new Promise<unknown>((resolve, reject) => {
        last += 1;
        waiting.set(last, { resolve, reject });
        input.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
      }),
  };
}
