/**
 * netrun as a library: runs commands on many devices over SSH, and gives what each one answered. docs/library.md tells how.
 *
 * Times are in milliseconds, sizes in bytes, and texts of devices have LF at the ends of their lines. Nothing here throws
 * because of a device: how each one ended is in its `Outcome`. What the caller gives wrong is a `UsageError`.
 */
export { type HostKeyFiles, type HostKeys, openHostKeys } from './access/host-keys.ts';
export { collect } from './collect.ts';
export type { Executor, WorkerCount } from './executors/executor.ts';
export { EXECUTORS, type ExecutorName } from './executors/index.ts';
export type { Inventory } from './inventory/inventory.ts';
export { type LoadOptions, loadInventory } from './inventory/load.ts';
export type { Answerers, Ask } from './model/ask.ts';
export type { Answer, Deadlines, Device, InventoryDevice } from './model/device.ts';
export type { RunEvent, Stage } from './model/event.ts';
export type { Depth, Examination } from './model/examination.ts';
export type { Failure, FailureKind } from './model/failure.ts';
export type { Command, DeviceTask, Job } from './model/job.ts';
export { PLAIN_SSH, type SshServer, type SshSettings } from './model/login.ts';
export { newDevice } from './model/new-device.ts';
export { newJob } from './model/new-job.ts';
export type { Outcome, Reply, Verdict } from './model/outcome.ts';
export type { Result, Summary } from './model/result.ts';
export type { Skip } from './model/skip.ts';
export { type Problem, UsageError } from './model/usage-error.ts';
export type { PlatformName } from './platforms/index.ts';
export type { Platform } from './platforms/platform.ts';
export { type ReadyOptions, readyDevices } from './ready-devices.ts';
export { type RetryOptions, retries } from './retry.ts';
export { type Rollout, type RolloutOptions, rollout, type Share } from './rollout.ts';
export { type RunOptions, run } from './run.ts';
