import { Option } from 'commander';
import { USUAL_DEADLINES } from '../../model/new-job.ts';
import { type OptionGroup, type Setting, setting } from './option-group.ts';
import { seconds } from './values.ts';

/** How long things may take, in milliseconds. */
export type DeadlineSettings = {
  readonly connectMs: Setting<number>;
  readonly loginMs: Setting<number>;
  readonly idleMs: Setting<number>;
  readonly deviceMs: Setting<number>;
};

type Values = { connectTimeout: number; loginTimeout: number; timeout: number; deviceTimeout: number };

export const deadlines: OptionGroup<Values, DeadlineSettings> = {
  title: 'Deadlines, in seconds:',
  everyday: ['--connect-timeout', '--timeout'],
  options: () => [
    new Option('--connect-timeout <s>', 'seconds to connect')
      .argParser(seconds)
      .default(USUAL_DEADLINES.connectMs / 1000)
      .env('NETRUN_CONNECT_TIMEOUT'),
    new Option('--login-timeout <s>', 'seconds for each stage of a login')
      .argParser(seconds)
      .default(USUAL_DEADLINES.loginMs / 1000)
      .env('NETRUN_LOGIN_TIMEOUT'),
    new Option('--timeout <s>', 'seconds without data while a command runs')
      .argParser(seconds)
      .default(USUAL_DEADLINES.idleMs / 1000)
      .env('NETRUN_TIMEOUT'),
    new Option('--device-timeout <s>', 'seconds for a whole device')
      .argParser(seconds)
      .default(USUAL_DEADLINES.deviceMs / 1000)
      .env('NETRUN_DEVICE_TIMEOUT'),
  ],
  read: (values, given) => ({
    connectMs: setting(given, 'connectTimeout', values.connectTimeout * 1000),
    loginMs: setting(given, 'loginTimeout', values.loginTimeout * 1000),
    idleMs: setting(given, 'timeout', values.timeout * 1000),
    deviceMs: setting(given, 'deviceTimeout', values.deviceTimeout * 1000),
  }),
};
