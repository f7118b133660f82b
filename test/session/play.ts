import { vi } from 'vitest';
import type { Deadlines, Device } from '../../src/model/device.ts';
import type { Stage } from '../../src/model/event.ts';
import type { Failure } from '../../src/model/failure.ts';
import type { Job } from '../../src/model/job.ts';
import { PLAIN_SSH } from '../../src/model/login.ts';
import type { Outcome, Reply } from '../../src/model/outcome.ts';
import type { Platform } from '../../src/platforms/index.ts';
import { type OpenConnection, runJob } from '../../src/session/run-job.ts';
import { Trouble } from '../../src/session/trouble.ts';
import { UNASKED } from '../executors/tasks.ts';
import { type Conversation, ScriptedDevice, type Way } from './scripted-device.ts';
import type { ScriptedProgram } from './scripted-program.ts';

export type PlayOptions = {
  /** `show it` unless told. */
  readonly commands?: readonly string[];
  readonly platform?: Device['platform'];
  /** Goes before netrun's own of that name. */
  readonly definition?: Platform;
  readonly secret?: string;
  readonly enable?: Job['enable'];
  /** Whether a single command has its shell; it has unless told. */
  readonly shell?: Job['shell'];
  /** What the device does with a command that it is to run without a shell; absent: it refuses it. */
  readonly program?: (command: string) => ScriptedProgram;
  /** How the SSH server calls itself. */
  readonly identification?: string;
  readonly encoding?: string;
  readonly deadlines?: Partial<Deadlines>;
  /** How the device takes what is sent ahead of its first prompt; absent: nothing is sent ahead. */
  readonly pipelining?: 'reads' | 'throws-away' | 'hangs-up';
  readonly way?: Way | undefined;
  /** 0: before it begins. */
  readonly cancelAtMs?: number;
};

/** How a job on a scripted device went. */
export type Played = {
  readonly outcome: Outcome;
  readonly replies: readonly Reply[];
  /** The outputs of the replies. */
  readonly outputs: readonly string[];
  /** Every character that was typed, up to a minute after the end. */
  readonly typed: string;
  readonly stages: readonly Stage[];
  /** When the outcome was there. */
  readonly endedAtMs: number;
};

/** Why it failed; undefined where it did not. */
export function failure({ outcome }: Played): Failure | undefined {
  return outcome.status === 'failed' ? outcome.failure : undefined;
}

/** How a run ended, what it told and what it gave: all that a good run is compared by. */
export function summary(played: Played): object {
  const { status, notes } = played.outcome;
  return { status, notes, failure: failure(played), outputs: played.outputs };
}

/** The summary of a run that went well. */
export function fine(outputs: readonly string[], notes: readonly string[] = []): object {
  return { status: 'ok', notes, failure: undefined, outputs };
}

/** Runs a job on a scripted device, in a time that passes at once. */
export async function play(script: Conversation, options: PlayOptions = {}): Promise<Played> {
  vi.useFakeTimers();
  try {
    const device = new ScriptedDevice(script, options.way);
    const replies: Reply[] = [];
    const stages: Stage[] = [];
    const cancel = new AbortController();
    const startedAt = performance.now();
    if (options.cancelAtMs === 0) cancel.abort();
    else if (options.cancelAtMs !== undefined) setTimeout(() => cancel.abort(), options.cancelAtMs);
    let outcome: Outcome | undefined;
    const link = {
      reply: (reply: Reply) => void replies.push(reply),
      stage: (stage: Stage) => void stages.push(stage),
      ...UNASKED,
      released: () => {},
    };
    const open: OpenConnection = async ({ job }, { deadline }) => {
      if (job.pipelining && options.pipelining === 'hangs-up') {
        const refused = { kind: 'auth', message: 'closed', hint: '' } as const;
        throw new Trouble(refused, { isPipeliningRefused: true });
      }
      return {
        identification: options.identification ?? 'OpenSSH_9.2',
        async shell(_terminal, ahead) {
          if (ahead !== '' && options.pipelining === 'reads') device.write(ahead);
          return device.open(deadline.signal);
        },
        execute: async (command) => options.program?.(command).open(deadline.signal),
        close: () => device.close(),
      };
    };
    void runJob(task(options), link, cancel.signal, open).then((ended) => {
      outcome = ended;
    });
    while (!outcome) await vi.advanceTimersToNextTimerAsync();
    // Fake time gives every turn of the event loop a millisecond.
    const endedAtMs = Math.round((performance.now() - startedAt) / 10) * 10;
    await vi.advanceTimersByTimeAsync(60_000);
    const outputs = replies.map((reply) => reply.output);
    return { outcome, replies, outputs, typed: device.typed, stages, endedAtMs };
  } finally {
    vi.useRealTimers();
  }
}

/** The task that `play` runs. */
export function task(options: PlayOptions): Parameters<typeof runJob>[0] {
  const {
    commands = ['show it'],
    platform = 'cisco_ios',
    secret,
    enable = 'auto',
    shell = 'always',
    encoding = 'utf-8',
  } = options;
  return {
    device: {
      name: 'R1',
      host: '192.0.2.1',
      port: 22,
      platform,
      ...(options.definition && { definition: options.definition }),
      username: 'netops',
      password: 'Lab-pass1',
      secret,
      groups: [],
      variables: {},
      encoding,
      deadlines: {},
      ssh: PLAIN_SSH,
      pipelining: false,
      answers: [],
    },
    job: {
      commands: commands.map((text) => ({ text })),
      enable,
      shell,
      deadlines: {
        connectMs: 10_000,
        loginMs: 20_000,
        idleMs: 10_000,
        deviceMs: 60_000,
        ...options.deadlines,
      },
      answers: [],
      rejectCheck: true,
      pipelining: options.pipelining !== undefined,
      output: { maxBytes: 2 ** 26, spillFolder: undefined },
    },
  };
}
