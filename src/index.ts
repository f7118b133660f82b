/** netrun as a library: run commands on many devices over SSH, and read what each one answered. */
export { type HostKeyFiles, type HostKeys, openHostKeys } from './access/host-keys.ts';
export { collect } from './collect.ts';
export type { Executor, WorkerCount } from './executors/executor.ts';
export { EXECUTORS, type ExecutorName } from './executors/index.ts';
export type { Deadlines, Device } from './model/device.ts';
export type { RunEvent, Stage } from './model/event.ts';
export type { Failure, FailureKind } from './model/failure.ts';
export type { Command, DeviceTask, Job } from './model/job.ts';
export { PLAIN_SSH, type SshServer, type SshSettings } from './model/login.ts';
export type { Outcome, Reply, Verdict } from './model/outcome.ts';
export type { Result, Summary } from './model/result.ts';
export type { Skip } from './model/skip.ts';
export { type Problem, UsageError } from './model/usage-error.ts';
export type { Platform, PlatformName } from './platforms/index.ts';
export { type RetryOptions, retries } from './retry.ts';
export { type Rollout, type RolloutOptions, rollout, type Share } from './rollout.ts';
export { type RunOptions, run } from './run.ts';
