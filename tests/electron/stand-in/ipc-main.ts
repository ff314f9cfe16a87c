type Handler = (event: unknown, ...args: readonly unknown[]) => unknown;

const handlers = new Map<string, Handler>();

export const ipcMain = {
  handle: (channel: string, handler: Handler): void => void handlers.set(channel, handler),
  /** What a window's `invoke` leads to. */
  invoke: async (channel: string, event: unknown, args: readonly unknown[]): Promise<unknown> =>
    handlers.get(channel)?.(event, ...args),
};
