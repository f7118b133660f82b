/** What a lab has seen since it was started. */
export type Counters = {
  /** TCP connections, refused ones among them. */
  connections: number;
  /** Passwords checked and found right, and wrong. */
  loginsAccepted: number;
  loginsRejected: number;
  /** Secrets checked, and those of them that were wrong. */
  enableAttempts: number;
  enableRejections: number;
  /** Lines at a prompt, empty ones left out. */
  commands: number;
  /** Lines at a prompt or answers to a question that held the password or the secret. */
  secretLeaks: number;
  /** Programs without a shell that a signal has ended. */
  programsKilled: number;
  /** Questions answered with yes, such as that of `reload`. */
  confirmations: number;
  /** Connections open now, the most at one time, and the most at one time to one device. */
  sessionsOpen: number;
  sessionsPeak: number;
  sessionsPeakPerDevice: number;
};

export function newCounters(): Counters {
  return {
    connections: 0,
    loginsAccepted: 0,
    loginsRejected: 0,
    enableAttempts: 0,
    enableRejections: 0,
    commands: 0,
    secretLeaks: 0,
    programsKilled: 0,
    confirmations: 0,
    sessionsOpen: 0,
    sessionsPeak: 0,
    sessionsPeakPerDevice: 0,
  };
}
