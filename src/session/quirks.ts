import type { Client } from 'ssh2';

/*
 * What ssh2 1.17 gets wrong, put right by way of members that it keeps to itself. Where a version lacks them it works as
 * it does by itself.
 */

/** Members that ssh2 keeps to itself. */
type Inside = {
  _protocol?: {
    _compatFlags?: number;
    authPK?: (username: string, key: object, name: unknown, sign: unknown) => void;
    _onHeader?: (...args: unknown[]) => void;
    _handlers?: { USERAUTH_FAILURE?: (protocol: unknown, methods: string[], partial: boolean) => void };
  };
};

/** What the server said last of the methods that can continue. */
export type Continuation = { readonly left: readonly string[]; readonly isPartial: boolean };

/**
 * Hears of every refusal. ssh2 itself hands an `authHandler` what the server said before, after a request with an
 * agent's key.
 * @returns the last of them, and undefined while there is none
 */
export function hearRefusals(client: Client): () => Continuation | undefined {
  let last: Continuation | undefined;
  const { _protocol: protocol } = client as unknown as Inside; // looked at before it is used
  const handlers = protocol?._handlers;
  const handle = handlers?.USERAUTH_FAILURE;
  if (handlers && typeof handle === 'function') {
    handlers.USERAUTH_FAILURE = (one, left, isPartial) => {
      last = { left, isPartial: isPartial === true };
      handle(one, left, isPartial);
    };
  }
  return () => last;
}

/**
 * Leaves group exchange in the offer to servers that call themselves Cisco-1.25, where ssh2 takes it out; some of them
 * know nothing else (mscdex/ssh2#1235). It stands last in the offer.
 */
export function keepGroupExchange(client: Client): void {
  const { _protocol: protocol } = client as unknown as Inside; // looked at before it is used
  const onHeader = protocol?._onHeader;
  if (!protocol || typeof onHeader !== 'function' || typeof protocol._compatFlags !== 'number') return;
  protocol._onHeader = (...args) => {
    protocol._compatFlags = (protocol._compatFlags ?? 0) & ~BAD_GROUP_EXCHANGE;
    onHeader(...args);
  };
}

/** ssh2's COMPAT.BAD_DHGEX. */
const BAD_GROUP_EXCHANGE = 1;

/** A key's property that names the signature algorithm to be used with it. */
export const SIGNATURE_NAME = Symbol('signature algorithm');

/** Sends the names of signature algorithms that keys carry with them, whatever ssh2 would take. */
export function nameSignatures(client: Client): void {
  const { _protocol: protocol } = client as unknown as Inside; // looked at before it is used
  const send = protocol?.authPK;
  if (!protocol || typeof send !== 'function') return;
  protocol.authPK = function (username, key, name, sign) {
    const wanted: unknown = SIGNATURE_NAME in key ? key[SIGNATURE_NAME] : undefined;
    if (typeof name === 'function') send.call(this, username, key, wanted, name);
    else send.call(this, username, key, wanted ?? name, sign);
  };
}
