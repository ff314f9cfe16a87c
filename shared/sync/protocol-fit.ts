/** What a server speaks: its own protocol, and the oldest whose pull it still understands. */
export type Spoken = { readonly version: number; readonly pullMin: number };

/** served; upgrade: the till is too old for what it asks (426); wait: it is newer than the server (503). */
export type ProtocolFit = 'served' | 'upgrade' | 'wait';

/** Whether a till's protocol is served. What carries sales is served for every protocol ever shipped; a newer till waits. */
export function protocolFit(request: 'pull' | 'push' | 'hello', protocol: number, server: Spoken): ProtocolFit {
  if (protocol > server.version) return 'wait';
  return request === 'pull' && protocol < server.pullMin ? 'upgrade' : 'served';
}
