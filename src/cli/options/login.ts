import { Option } from 'commander';
import type { Enable } from '../../model/job.ts';
import { type OptionGroup, optionalSetting, type Setting } from './option-group.ts';
import { wholeNumber } from './values.ts';

/** How to log in. */
export type LoginSettings = {
  readonly username: Setting<string> | undefined;
  readonly askPass: boolean;
  readonly askSecret: boolean;
  readonly platform: Setting<string> | undefined;
  /** A file that describes platforms. */
  readonly platforms: string | undefined;
  readonly port: Setting<number> | undefined;
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
    enable: values.enable === undefined ? 'auto' : values.enable ? 'always' : 'never',
    pipelining: values.pipelining === true,
  }),
};
