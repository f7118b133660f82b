import { once } from 'node:events';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { type Chunking, chunks } from './chunker.ts';
import type { Counters } from './counters.ts';
import { type Inbox, type Line, openInbox } from './inbox.ts';
import { sayings } from './pause.ts';
import type { Random } from './random.ts';
import type { Shell, Utterance } from './shell.ts';

/** A shell's end of a conversation. */
export type Speaker = Line & {
  readonly chunk: Chunking;
  readonly random: Random;
  readonly count: (what: keyof Counters) => void;
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
  const inbox = openInbox(speaker);
  try {
    let said = opening;
    for (;;) {
      const ending = await utter(said, speaker, inbox);
      if (ending) return ending;
      const typed = await inbox.next();
      if (typed === 'end') return { type: 'exit', status: 0 };
      if (typed === 'idle') {
        await say('\r\nVty connection is timed out.\r\n', speaker);
        return { type: 'hang-up' };
      }
      said = shell.type(typed.bytes);
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

async function say(text: string, speaker: Speaker): Promise<void> {
  const { chunk, random, gone } = speaker;
  for (const saying of sayings(text)) {
    if (typeof saying === 'number') await setTimeout(saying, undefined, { signal: gone });
    else await send(chunks(saying, chunk, random), speaker);
  }
}

/** Writes one packet after the other; each is a message of its own. */
async function send(packets: Iterable<Buffer | number>, { channel, gone }: Speaker): Promise<void> {
  let sent = 0;
  for (const packet of packets) {
    gone.throwIfAborted();
    sent += 1;
    if (typeof packet === 'number') await setTimeout(packet, undefined, { signal: gone });
    else if (!channel.write(packet)) await once(channel, 'drain', { signal: gone });
    if (sent % BREATH === 0) await setImmediate();
  }
}

/** Packets after which others get their turn. */
const BREATH = 512;
