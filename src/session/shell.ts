import type { Client, ClientChannel } from 'ssh2';

export type TerminalSize = { readonly type: string; readonly columns: number; readonly rows: number };

type OnShell = (error: Error | undefined, channel: ClientChannel) => void;

/**
 * Opens a pseudo-terminal and a shell in it. The two requests go out in one flight, as OpenSSH's own client sends
 * them, where this version of ssh2 can be made to do it; else one after the other.
 */
export function openShell(client: Client, terminal: TerminalSize, onShell: OnShell): void {
  const { type: term, columns: cols, rows } = terminal;
  const inside = client as unknown as Inside; // members that ssh2 keeps to itself: looked at before they are used
  const { _protocol: protocol, _chanMgr: channels } = inside;
  if (typeof protocol?.shell !== 'function' || typeof protocol.pty !== 'function' || !channels?._channels) {
    client.shell({ term, cols, rows }, onShell);
    return;
  }
  const sendShell = protocol.shell;
  let ptyError: Error | undefined;
  protocol.shell = function (id, wantReply) {
    protocol.shell = sendShell;
    const channel = Object.values(channels._channels).find(
      (one) => one.outgoing?.id === id && one._callbacks,
    );
    if (channel?._callbacks) {
      channel._callbacks.unshift((failed) => {
        if (failed) ptyError = new Error('Unable to request a pseudo-terminal');
      });
      protocol.pty?.(id, rows, cols, 0, 0, term, null, true);
    }
    return sendShell.call(this, id, wantReply);
  };
  client.shell(false, (error, channel) => onShell(ptyError ?? error, channel));
}

type Inside = {
  _protocol?: {
    shell?: (id: number, wantReply: boolean) => void;
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
  _chanMgr?: {
    _channels: Record<string, { outgoing?: { id: number }; _callbacks?: ((error: unknown) => void)[] }>;
  };
};
