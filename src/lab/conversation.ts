import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { type Chunking, chunks } from './chunker.ts';
import type { Counters } from './counters.ts';
import { sayings } from './pause.ts';
import type { Random } from './random.ts';
import type { Shell, Utterance } from './shell.ts';

/** A shell's end of a conversation. */
export type Speaker = {
  readonly channel: Duplex;
  readonly chunk: Chunking;
  readonly random: Random;
  /** Ends when the client has gone. */
  readonly gone: AbortSignal;
  readonly count: (what: keyof Counters) => void;
  /** Is told every byte string that the client typed. */
  readonly heard: (typed: string) => void;
};

/** How a conversation ended: `exit` by the shell, with its status; `fault` where the device breaks off. */
export type Ending =
  | { readonly type: 'exit'; readonly status: number }
  | { readonly type: 'hang-up' | 'fault' | 'gone' };

/** Talks until the shell or the client ends it: what is typed is read when all has been said to what was typed before. */
export async function converse(
  shell: Shell,
  opening: readonly Utterance[],
  speaker: Speaker,
): Promise<Ending> {
  const inbox = listen(speaker);
  try {
    let said = opening;
    for (;;) {
      const ending = await utter(said, speaker, inbox);
      if (ending) return ending;
      const typed = await inbox.next();
      if (typed === undefined) return { type: 'exit', status: 0 };
      said = shell.type(typed);
    }
  } catch (error) {
    if (speaker.gone.aborted) return { type: 'gone' };
    throw error;
  }
}

async function utter(
  said: readonly Utterance[],
  speaker: Speaker,
  inbox: Inbox,
): Promise<Ending | undefined> {
  for (const utterance of said) {
    switch (utterance.type) {
      case 'text':
        await say(utterance.text, speaker);
        break;
      case 'stream':
        await stream(utterance.pieces, speaker);
        break;
      case 'deaf':
        await inbox.deaf(utterance.ms);
        break;
      case 'count':
        speaker.count(utterance.what);
        break;
      default:
        return utterance;
    }
  }
  return undefined;
}

/** Pieces are joined to some packets' worth, as far as they hold no pause. */
async function stream(pieces: Iterable<string>, speaker: Speaker): Promise<void> {
  let joined = '';
  for (const piece of pieces) {
    joined += piece;
    if (joined.length < ENOUGH && !PAUSE.test(piece)) continue;
    await say(joined, speaker);
    joined = '';
    // What has no end must let others speak, and see that the client has gone.
    await setImmediate();
  }
  await say(joined, speaker);
}

const ENOUGH = 32_768;
const PAUSE = /[\ue001-\uf8ff]/;

async function say(text: string, { channel, chunk, random, gone }: Speaker): Promise<void> {
  let packets = 0;
  for (const saying of sayings(text)) {
    if (typeof saying === 'number') {
      await setTimeout(saying, undefined, { signal: gone });
      continue;
    }
    for (const packet of chunks(saying, chunk, random)) {
      gone.throwIfAborted();
      packets += 1;
      if (typeof packet === 'number') await setTimeout(packet, undefined, { signal: gone });
      else if (!channel.write(packet)) await once(channel, 'drain', { signal: gone });
      if (packets % BREATH === 0) await setImmediate();
    }
  }
}

/** Packets after which others get their turn. */
const BREATH = 512;

interface Inbox {
  /** What was typed since it was last asked; waits for something. undefined: the client types no more. */
  next(): Promise<string | undefined>;
  /** Echoes what comes in for so long, and forgets it. */
  deaf(ms: number): Promise<void>;
}

function listen({ channel, gone, heard }: Speaker): Inbox {
  let typed = '';
  let ended = false;
  let deaf = false;
  let wake = (): void => {};
  channel.on('data', (bytes: Buffer) => {
    const text = bytes.toString('latin1');
    heard(text);
    if (deaf) channel.write(text.replaceAll('\r', '\r\n'), 'latin1');
    else typed += text;
    wake();
  });
  channel.once('end', () => {
    ended = true;
    wake();
  });
  gone.addEventListener('abort', () => wake());
  return {
    async next() {
      while (typed === '' && !ended && !gone.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      gone.throwIfAborted();
      const all = typed;
      typed = '';
      return all === '' ? undefined : all;
    },
    async deaf(ms) {
      deaf = true;
      await setTimeout(ms, undefined, { signal: gone });
      deaf = false;
    },
  };
}
