import type { DeviceKind } from '../platforms/platform.ts';
import type { LoginSettings, SshServer } from './login.ts';
import type { Skip } from './skip.ts';

/** What to type when the device asks a question that matches. */
export type Answer = { readonly question: RegExp; readonly text: string };

/** A device as a worker needs it: readonly and complete, and it crosses a thread as it is. */
export type Device = SshServer &
  DeviceKind & {
    /** The label that people see and select by: the inventory's `name`, else its key, else the host. */
    readonly name: string;
    /** Enable secret (or sudo password); undefined: privilege is not asked for. */
    readonly secret: string | undefined;
    readonly groups: readonly string[];
    /** Every other value of the inventory, as its source text: what `-l site=kyiv` selects by. */
    readonly variables: Readonly<Record<string, string>>;
    /** Character encoding of what the device prints: a label of the WHATWG Encoding Standard. */
    readonly encoding: string;
    /** The device takes what is sent before it asks; see `Job.pipelining`. */
    readonly pipelining: boolean;
    /** Logins that may begin a second, for all devices with the same number together; undefined: the run's. */
    readonly loginRate?: number | undefined;
    /**
     * The shell asks for a login of its own, which is answered although the platform's data know of none. Without a
     * password of its own it gets the login's.
     */
    readonly shellLogin?: { readonly password: string | undefined };
    /** What to type when a command of this device asks a question. */
    readonly answers: readonly Answer[];
    /** Deadlines in milliseconds that the inventory sets for this device. */
    readonly deadlines: Readonly<Partial<Deadlines>>;
  };

/**
 * A device as the inventory describes it: what it leaves open comes from elsewhere, its secrets may be references, and
 * no key has been read.
 */
export type InventoryDevice = Omit<Device, keyof SshServer> & {
  /** Address or host name exactly as the inventory says. */
  readonly host: string;
  readonly port: number | undefined;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly login: LoginSettings;
  /** It is not to be contacted: its entry says so, or cannot be understood and others are run all the same. */
  readonly skip?: Skip;
};

/** The port of SSH where nothing else is said (RFC 4253, section 4.1). */
export const SSH_PORT = 22;

/** How long things may take, in milliseconds. */
export type Deadlines = {
  /** Until the TCP connection stands. */
  readonly connectMs: number;
  /** Each stage of a login: key exchange, authentication, shell, first prompt, enable. */
  readonly loginMs: number;
  /** Without a byte from the device while a command runs. */
  readonly idleMs: number;
  /** The whole device, from connecting to the last reply. */
  readonly deviceMs: number;
};
