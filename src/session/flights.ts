import type { Client, ClientChannel } from 'ssh2';
import type { TerminalSize } from './channels.ts';

type OnShell = (error: Error | undefined, channel: ClientChannel) => void;

/**
 * Opens a pseudo-terminal and a shell in it. The two requests go out in one flight, as OpenSSH's own client sends
 * them, where this version of ssh2 can be made to do it; else one after the other.
 * @param ahead typed right behind the request for the shell, before the device has said anything
 */
export function openShell(client: Client, terminal: TerminalSize, ahead: string, onShell: OnShell): void {
  const { type: term, columns: cols, rows } = terminal;
  const { _protocol: protocol, _chanMgr: channels } = client as unknown as Inside; // looked at before it is used
  if (typeof protocol?.shell !== 'function' || typeof protocol.pty !== 'function' || !channels?._channels) {
    client.shell({ term, cols, rows }, (error, channel) => {
      if (!error && ahead !== '') channel.write(ahead);
      onShell(error, channel);
    });
    return;
  }
  const sendShell = protocol.shell;
  let ptyError: Error | undefined;
  protocol.shell = function (id, wantReply) {
    protocol.shell = sendShell;
    const channel = Object.values(channels._channels).find(
      (one) => one.outgoing?.id === id && one._callbacks,
    );
    channel?._callbacks?.unshift((failed) => {
      if (failed) ptyError = new Error('Unable to request a pseudo-terminal');
    });
    if (channel) protocol.pty?.(id, rows, cols, 0, 0, term, null, true);
    sendShell.call(this, id, wantReply);
    if (ahead !== '') channel?.write(ahead);
  };
  client.shell(false, (error, channel) => onShell(ptyError ?? error, channel));
}

/**
 * Sends the request for the authentication service and the first authentication request in one flight. RFC 4253,
 * section 10, lets the server answer them in order, but OpenSSH's client waits, so some devices may not take it.
 * @returns whether this version of ssh2 can be made to do it
 */
export function sendServiceAhead(client: Client): boolean {
  const { _protocol: protocol } = client as unknown as Inside; // looked at before it is used
  const handlers = protocol?._handlers;
  if (typeof protocol?.service !== 'function' || typeof handlers?.SERVICE_ACCEPT !== 'function') return false;
  const send = protocol.service;
  const accept = handlers.SERVICE_ACCEPT;
  protocol.service = function (name) {
    send.call(this, name);
    handlers.SERVICE_ACCEPT = () => {};
    accept(this, name);
  };
  return true;
}

/** Members that ssh2 keeps to itself. */
type Inside = {
  _protocol?: {
    shell?: (id: number, wantReply: boolean) => void;
    service?: (name: string) => void;
    _handlers?: { SERVICE_ACCEPT?: (protocol: unknown, name: string) => void };
    pty?: (
      id: number,
      rows: number,
      cols: number,
      height: number,
      width: number,
      term: string,
      modes: unknown,
      wantReply: boolean,
    ) => void;
  };
  _chanMgr?: { _channels: Record<string, InnerChannel> };
};

type InnerChannel = {
  outgoing?: { id: number };
  _callbacks?: ((error: unknown) => void)[];
  write(text: string): unknown;
};
