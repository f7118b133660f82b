import { Option } from 'commander';
import type { Enable } from '../../model/job.ts';
import { type OptionGroup, optionalSetting, type Setting } from './option-group.ts';
import { gather, wholeNumber } from './values.ts';

/** How to log in. */
export type LoginSettings = {
  readonly username: Setting<string> | undefined;
  readonly askPass: boolean;
  readonly askSecret: boolean;
  readonly platform: Setting<string> | undefined;
  /** A file that describes platforms. */
  readonly platforms: string | undefined;
  readonly port: Setting<number> | undefined;
  /** Files with private keys. */
  readonly identity: readonly string[];
  readonly jump: string | undefined;
  /** A file of ssh_config(5), or `none`; undefined: ssh's own. */
  readonly sshConfig: string | undefined;
  /** Run the commands of `Match exec`. */
  readonly sshConfigExec: boolean;
  readonly legacy: boolean;
  readonly enable: Enable;
  readonly pipelining: boolean;
};

type Values = {
  username?: string;
  askPass?: boolean;
  askSecret?: boolean;
  platform?: string;
  platforms?: string;
  port?: number;
  identity?: string[];
  jump?: string;
  sshConfig?: string;
  sshConfigExec?: boolean;
  legacy?: boolean;
  enable?: boolean;
  pipelining?: boolean;
};

export const login: OptionGroup<Values, LoginSettings> = {
  title: 'Logging in:',
  everyday: ['--username', '--ask-pass', '--ask-secret', '--platform', '--no-enable'],
  options: () => [
    new Option('-u, --username <name>', 'log in as').env('NETRUN_USERNAME'),
    new Option('-k, --ask-pass', 'ask for the password'),
    new Option('-K, --ask-secret', 'ask for the enable secret (Enter: same as the password)'),
    new Option('--platform <name>', 'what the devices are, such as cisco_ios').env('NETRUN_PLATFORM'),
    new Option('--platforms <file>', 'platforms of your own, in YAML').env('NETRUN_PLATFORMS'),
    new Option('--port <number>', 'SSH port').argParser(wholeNumber(1, 65535)).env('NETRUN_PORT'),
    new Option('--identity <file>', 'offer this private key; repeat it for several').argParser(gather),
    new Option('-J, --jump <hosts>', 'connect through these, as ssh -J does').env('NETRUN_JUMP'),
    new Option('-F, --ssh-config <file>', 'read this instead of ~/.ssh/config; none reads none').env(
      'NETRUN_SSH_CONFIG',
    ),
    new Option('--ssh-config-exec', 'run the commands of "Match exec" in it').env('NETRUN_SSH_CONFIG_EXEC'),
    new Option('--legacy', 'offer broken algorithms (group1, DSA, 3DES, MD5) to all devices').env(
      'NETRUN_LEGACY',
    ),
    new Option('--enable', 'enter the privileged mode also without a secret, and with sudo on Linux'),
    new Option('--no-enable', 'stay in the mode in which the login ends').env('NETRUN_NO_ENABLE'),
    new Option('--pipelining', 'save round trips by sending ahead what devices are expected to ask for').env(
      'NETRUN_PIPELINING',
    ),
  ],
  read: (values, given) => ({
    username: optionalSetting(given, 'username', values.username),
    askPass: values.askPass === true,
    askSecret: values.askSecret === true,
    platform: optionalSetting(given, 'platform', values.platform),
    platforms: values.platforms,
    port: optionalSetting(given, 'port', values.port),
    identity: values.identity ?? [],
    jump: values.jump,
    sshConfig: values.sshConfig,
    sshConfigExec: values.sshConfigExec === true,
    legacy: values.legacy === true,
    enable: values.enable === undefined ? 'auto' : values.enable ? 'always' : 'never',
    pipelining: values.pipelining === true,
  }),
};
