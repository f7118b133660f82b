import { readFile } from 'node:fs/promises';
import type { Identity, LoginSettings } from '../model/login.ts';
import { type Place, type Problem, UsageError } from '../model/usage-error.ts';
import { type AgentKey, listAgentKeys } from './agent.ts';
import { publicPartOf, readPrivateKey } from './private-key.ts';

/** Which keys may let netrun in to a server; paths are complete. */
type KeysWanted = {
  /** Files that the user named for netrun: each has to be there, and to be a key. */
  readonly named: readonly string[];
  /** Files that ssh_config names; one that is not there is passed over. */
  readonly configured: readonly string[];
  /** The files that ssh tries where nothing is said; one with a passphrase is passed over. */
  readonly usual: readonly string[];
  /** The agent's socket; undefined: none is asked. */
  readonly agent: string | undefined;
  /** Of the agent's keys only those that one of the files has. */
  readonly identitiesOnly: boolean;
  /** Of the named files; undefined: it is asked for. */
  readonly passphrase: string | undefined;
  /** Where the inventory names the files and the passphrase; absent: it does not. */
  readonly places?: LoginSettings['places'];
};

/** The keys of a run: each file is read, and its passphrase asked for, once. */
export interface KeyStore {
  /** Keys in the order in which they are to be offered. */
  find(wanted: KeysWanted): Promise<readonly Identity[]>;
  /** What keeps files that the user named from being used, each with its way out. */
  readonly problems: ReadonlyMap<string, Problem>;
  /** What the user should know of keys that are left out. */
  readonly notes: ReadonlySet<string>;
}

/**
 * @param askPassphrase asks for the passphrase of a file, again where the last one was wrong; an empty answer gives up.
 *   undefined: there is nobody to ask
 */
export function openKeyStore(
  askPassphrase: ((file: string, turn: 'first' | 'again') => Promise<string>) | undefined,
): KeyStore {
  const files = new Map<string, Promise<KeyFile>>();
  const agents = new Map<string, Promise<readonly AgentKey[]>>();
  const unlocked = new Map<string, Promise<Identity | undefined>>();
  const problems = new Map<string, Problem>();
  const complain = (message: string, place: Place | undefined) => {
    const problem = { ...place, message };
    problems.set(new UsageError([problem]).message, problem);
  };
  const notes = new Set<string>();

  const fileAt = (path: string) => remember(files, path, () => readKeyFile(path));
  const agentAt = (socket: string) =>
    remember(agents, socket, async () => {
      try {
        return await listAgentKeys(socket);
      } catch (error) {
        notes.add(`the agent at ${socket} gives no keys: ${(error as Error).message}`); // it throws nothing else
        return [];
      }
    });
  /**
   * Asks as often as ssh does (NumberOfPasswordPrompts of ssh_config).
   * @returns the file as it is with the passphrase; undefined: nobody knows it
   */
  const askFor = async (file: KeyFile & { type: 'key' }, ask: NonNullable<typeof askPassphrase>) => {
    for (const turn of ['first', 'again', 'again'] as const) {
      const passphrase = await ask(file.path, turn);
      if (passphrase === '') return undefined;
      const key = await readPrivateKey(file.text, passphrase);
      if (key.type !== 'wrong-passphrase') return key;
    }
    return undefined;
  };
  const unlock = (file: KeyFile & { type: 'key' }, { passphrase, places }: KeysWanted) =>
    remember(unlocked, `${file.path}\0${passphrase ?? ''}`, async () => {
      const found = await readPrivateKey(file.text, passphrase);
      const key = found.type === 'locked' && askPassphrase ? await askFor(file, askPassphrase) : found;
      switch (key?.type) {
        case 'ready':
          return keyOf(file.path, key.text);
        case 'unusable':
          complain(`${file.path}: ${key.why}; ${key.hint}`, places?.keyFiles);
          break;
        case 'wrong-passphrase':
          complain(`${file.path}: the passphrase is wrong`, places?.passphrase);
          break;
        case 'locked':
          complain(
            `${file.path}: needs a passphrase, and there is no terminal to ask on: load it into an agent with ssh-add, or say "passphrase" in the inventory`,
            places?.keyFiles,
          );
          break;
        case undefined:
          complain(`${file.path}: the passphrase is wrong, or was not given`, places?.keyFiles);
          break;
      }
      return undefined;
    });

  /** The key of a file: by way of the agent where that holds it, which needs no passphrase. */
  const fromFile = async (
    path: string,
    held: readonly AgentKey[],
    wanted: KeysWanted,
    importance: 'named' | 'configured' | 'usual',
  ): Promise<Identity | undefined> => {
    const { agent } = wanted;
    const file = await fileAt(path);
    if (file.type !== 'key') {
      if (importance === 'named') complain(`${path}: ${file.why}`, wanted.places?.keyFiles);
      // ssh_config often names the public key of one that only the agent has.
      const known = held.find(({ publicKey }) => publicKey === file.publicKey);
      return known && agent !== undefined ? agentKey(known, agent) : undefined;
    }
    const known = held.find(({ publicKey }) => publicKey === file.publicKey);
    if (known && agent !== undefined) return agentKey(known, agent);
    if (importance === 'usual') {
      const key = await readPrivateKey(file.text, undefined);
      if (key.type === 'ready') return keyOf(path, key.text);
      if (key.type === 'locked') {
        notes.add(
          `${path} has a passphrase and is left out: load it with ssh-add, or name it with --identity`,
        );
      }
      return undefined;
    }
    // What ssh_config names is not what the inventory speaks of.
    return unlock(file, importance === 'named' ? wanted : { ...wanted, places: undefined });
  };

  return {
    problems,
    notes,
    async find(wanted) {
      const { agent, identitiesOnly, named, configured, usual } = wanted;
      const held = agent === undefined ? [] : (await agentAt(agent)).filter(({ type }) => SIGNS.test(type));
      const chosen: Identity[] = [];
      const take = async (paths: readonly string[], importance: 'named' | 'configured' | 'usual') => {
        for (const path of paths) {
          const identity = await fromFile(path, held, wanted, importance);
          if (identity) chosen.push(identity);
        }
      };
      await take(named, 'named');
      await take(configured, 'configured');
      if (agent !== undefined && !identitiesOnly) chosen.push(...held.map((key) => agentKey(key, agent)));
      await take(usual, 'usual');
      return withoutRepeats(chosen);
    },
  };
}

/** Of the agent's keys those that ssh2 can use: neither certificates nor keys on a FIDO token. */
const SIGNS = /^(?:ssh-rsa|ssh-ed25519|ssh-dss|ecdsa-sha2-nistp(?:256|384|521))$/;

type KeyFile = { readonly path: string; readonly publicKey: string | undefined } & (
  | { readonly type: 'key'; readonly text: string }
  | { readonly type: 'none'; readonly why: string }
);

async function readKeyFile(path: string): Promise<KeyFile> {
  const publicText = await readFile(path.endsWith('.pub') ? path : `${path}.pub`, 'utf8').catch(() => '');
  const besides = /^\S+ (AAAA[A-Za-z0-9+/=]+)/.exec(publicText)?.[1];
  try {
    const text = await readFile(path, 'utf8');
    return { type: 'key', path, text, publicKey: publicPartOf(text) ?? besides };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException; // fs throws nothing else
    const why = code === 'ENOENT' ? 'there is no such file' : `cannot be read: ${code ?? message}`;
    return { type: 'none', path, why, publicKey: besides };
  }
}

function keyOf(label: string, text: string): Identity {
  return { type: 'key', label, text };
}

function agentKey({ publicKey, comment, type }: AgentKey, socket: string): Identity {
  return { type: 'agent', label: comment || type, publicKey, socket };
}

function withoutRepeats(identities: readonly Identity[]): readonly Identity[] {
  const nameOf = (one: Identity) => (one.type === 'key' ? one.text : one.publicKey);
  return [...new Map(identities.map((one) => [nameOf(one), one])).values()];
}

function remember<Value>(
  known: Map<string, Promise<Value>>,
  key: string,
  make: () => Promise<Value>,
): Promise<Value> {
  const old = known.get(key);
  if (old) return old;
  const fresh = make();
  known.set(key, fresh);
  return fresh;
}
