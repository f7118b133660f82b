import type { HostKeyStanding } from './examination.ts';

/**
 * What a device's session asks the main thread, which alone knows the other devices, the files of state and the user.
 * The session waits for the answer; that time counts in no deadline.
 */
export type Ask =
  | CredentialAsk
  | CredentialReport
  | HostKeyAsk
  | HostKeyReport
  /** The password of a user whom nothing else lets in. */
  | {
      readonly type: 'password';
      readonly username: string;
      readonly host: string;
      readonly port: number;
    }
  /** A server wants to be told something that only the user knows, such as a one-time password. */
  | { readonly type: 'prompt'; readonly text: string; readonly echo: boolean };

/** What a credential is for: to get in, to get a privilege there, or to answer what a server asks besides. */
export type CredentialUse = 'login' | 'enable' | 'code';

/** May this credential be sent now? `credential` names it and does not tell it; equal credentials have equal names. */
type CredentialAsk = {
  readonly type: 'authenticate';
  readonly credential: string;
  readonly username: string;
  readonly use: CredentialUse;
};

/** What a server said to a credential that it was sent: a report, for those that ask after it. */
type CredentialReport = {
  readonly type: 'authenticated';
  readonly credential: string;
  readonly username: string;
  readonly use: CredentialUse;
  readonly result: 'accepted' | 'rejected';
};

/** Is this the key of the server at this address? Nothing secret has been sent to it so far. */
export type HostKeyAsk = {
  readonly type: 'host-key';
  /** What the user calls it, as in `known_hosts`. */
  readonly host: string;
  readonly port: number;
  /** The jump hosts on the way, each as `host:port`, the nearest first; empty: straight. */
  readonly path: readonly string[];
  /** As SSH names it, such as `ssh-ed25519`. */
  readonly keyType: string;
  /** The public key as SSH sends it, in base64. */
  readonly key: string;
};

/** The server has proven that it has the private key to the key that was asked about: a report. */
export type HostKeyReport = Omit<HostKeyAsk, 'type'> & { readonly type: 'host-key-proven' };

type Answers = {
  readonly authenticate:
    | { readonly verdict: 'go' }
    /** The user has typed another secret since, which is to be asked about in its turn. */
    | { readonly verdict: 'instead'; readonly secret: string }
    /** The device is left alone; `reason` is one sentence. */
    | { readonly verdict: 'stop'; readonly reason: string };
  readonly authenticated: undefined;
  /** `standing`: how the key stands to what is known, where that is told; `why` is one sentence, `hint` the way out. */
  readonly 'host-key':
    | { readonly verdict: 'accept'; readonly standing?: HostKeyStanding }
    | { readonly verdict: 'refuse'; readonly why: string; readonly hint: string };
  readonly 'host-key-proven': undefined;
  /** undefined: nobody is there to be asked. */
  readonly password: string | undefined;
  /** undefined: nobody is there to be asked, or he does not want to say it. */
  readonly prompt: string | undefined;
};

/** What tells something and has no answer that anybody would wait for. */
export type Report = Extract<Ask, CredentialReport | HostKeyReport>;

export function isReport(ask: Ask): ask is Report {
  return ask.type === 'authenticated' || ask.type === 'host-key-proven';
}

/** What is answered to an ask. */
export type AnswerTo<A extends Ask> = Answers[A['type']];

/**
 * Asks the main thread. The device's clocks stand still meanwhile; rejects with what ended the device's deadline. A report
 * is as good as answered when it is sent.
 */
export type AskMain = <A extends Ask>(ask: A) => Promise<AnswerTo<A>>;

/**
 * Who answers each type of ask.
 * @param index the device's place in the list handed to `run`
 * @param signal nobody waits for the answer any more
 */
export type Answerers = {
  readonly [T in Ask['type']]: (
    ask: Extract<Ask, { type: T }>,
    index: number,
    signal: AbortSignal,
  ) => Answers[T] | Promise<Answers[T]>;
};

/** The answers where there is nobody to ask: nothing is guarded, and nothing is told. */
export const UNANSWERED: Answerers = {
  authenticate: () => ({ verdict: 'go' }),
  authenticated: () => undefined,
  'host-key': () => ({ verdict: 'accept' }),
  'host-key-proven': () => undefined,
  password: () => undefined,
  prompt: () => undefined,
};

/** Has an ask answered by whom it belongs to. */
export function answerTo<A extends Ask>(
  ask: A,
  answerers: Answerers,
  index: number,
  signal: AbortSignal,
): AnswerTo<A> | Promise<AnswerTo<A>> {
  // The compiler does not see that the entry for an ask's type takes that ask and gives its answer.
  const answer = answerers[ask.type] as (...args: unknown[]) => AnswerTo<A> | Promise<AnswerTo<A>>;
  return answer(ask, index, signal);
}
