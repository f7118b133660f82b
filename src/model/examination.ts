import type { PlatformName } from '../platforms/index.ts';
import type { AlgorithmKind } from './login.ts';

/**
 * How far a device is examined instead of being given commands: to the connection, to its prompt, to the privileged
 * mode, or to all that a run does before its first command.
 */
export type Depth = 'tcp' | 'login' | 'enable' | 'all';

/** What can be learned at each step on the way to a device's prompt, in the order in which a device passes them. */
export type Learned = {
  readonly resolve: { readonly addresses: readonly string[] };
  readonly connect: {
    /** The one of them that has answered; absent: something else leads there, such as a jump host. */
    readonly address: string;
    /** Those that were tried before it. */
    readonly unreachable: readonly string[];
  };
  /** `SSH-2.0-` and what the server calls itself and its software. */
  readonly identification: { readonly text: string };
  readonly 'key-exchange': {
    /** What the server offers, of each kind in its order. */
    readonly offered: AlgorithmLists;
    /** What is agreed on; empty of what there is none in common, or none needed. */
    readonly chosen: Readonly<Record<AlgorithmKind, string>>;
    /** Those of the chosen that nobody should use any more. */
    readonly old: readonly string[];
  };
  readonly 'host-key': {
    /** As SSH names it, such as `ssh-ed25519`. */
    readonly keyType: string;
    /** `SHA256:…` */
    readonly fingerprint: string;
    /** Absent: it is not taken. */
    readonly standing: HostKeyStanding;
  };
  readonly authentication: {
    /** The methods that the server takes. */
    readonly methods: readonly string[];
    /** What let netrun in, as `Outcome.login` has it. */
    readonly way: string;
  };
  /** What the device is, where nobody has said it. */
  readonly detection: { readonly platform: PlatformName };
  readonly prompt: PromptSeen;
  readonly enable: PromptSeen & {
    /** What is typed to become privileged; empty: nothing. */
    readonly commands: readonly string[];
  };
  readonly paging: {
    /** What is to switch the pager off; absent: the platform has no such command. */
    readonly command: string;
    /** The device's last word on it where it did not take it; empty where it did. */
    readonly refusal: string;
    /** How often a pager has stopped the device's output all the same. */
    readonly pages: number;
  };
};

/** Names of algorithms of each kind. */
export type AlgorithmLists = Readonly<Record<AlgorithmKind, readonly string[]>>;

/** Known before, taken on trust, or not looked at. */
export type HostKeyStanding = 'known' | 'new' | 'unchecked';

type PromptSeen = {
  readonly text: string;
  /** The platform's name of the mode that it shows; empty where it shows none. */
  readonly mode: string;
};

export type Step = keyof Learned;

/** A step that a device has come to: how long it took, waiting for the user and for its turn excluded, and what it showed. */
export type StepRecord = {
  readonly [S in Step]: { readonly step: S; readonly durationMs: number } & Partial<Learned[S]>;
}[Step];

/** All that was learned of a device; where it failed, it failed in the last step. */
export type Examination = readonly StepRecord[];
