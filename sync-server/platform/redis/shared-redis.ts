import { Redis } from 'ioredis';
import type { Logger } from '../log/logger.ts';

const CONNECT_TIMEOUT_MS = 2_000;
/** What Redis gives is a convenience: after this the server goes on without. */
const COMMAND_TIMEOUT_MS = 300;
const RETRY_MIN_MS = 100;
const RETRY_MAX_MS = 2_000;

/** What servers share in Redis. It may be away at any moment: everything here then fails at once, or says that it did. */
export interface SharedRedis {
  readonly client: Redis;
  readonly isReady: () => boolean;
  /** Tells all servers; false where nobody heard it. */
  readonly publish: (channel: string, message: string) => Promise<boolean>;
  /** Hears what is published from now on, also after Redis was away. */
  readonly subscribe: (channel: string, heard: (message: string) => void) => void;
  readonly close: () => void;
}

/** Opens two connections, one of them to listen; each comes back by itself. The log says once when Redis goes and when it is back. */
export function openRedis(url: string, log: Pick<Logger, 'warn' | 'info'>): SharedRedis {
  const client = new Redis(url, optionsOf('stockavoo'));
  const listener = new Redis(url, optionsOf('stockavoo-listen'));
  let isAway = false;
  client.on('error', (error: Error) => {
    if (isAway) return;
    isAway = true;
    log.warn({ err: error }, 'Redis is away: this server caches, counts and pokes without it');
  });
  client.on('ready', () => {
    if (isAway) log.info('Redis is back');
    isAway = false;
  });
  // Said by the other connection.
  listener.on('error', () => undefined);
  const isReady = (): boolean => client.status === 'ready';
  return {
    client,
    isReady,
    publish: async (channel, message) => {
      if (!isReady()) return false;
      try {
        return (await client.publish(channel, message)) > 0;
      } catch {
        return false;
      }
    },
    subscribe: (channel, heard) => {
      listener.on('message', (from: string, message: string) => {
        if (from === channel) heard(message);
      });
      const listen = (): void => void listener.subscribe(channel).catch(() => undefined);
      listener.on('ready', listen);
      if (listener.status === 'ready') listen();
    },
    close: () => {
      client.disconnect();
      listener.disconnect();
    },
  };
}

function optionsOf(connectionName: string) {
  return {
    connectionName,
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout: COMMAND_TIMEOUT_MS,
    // Nothing waits for Redis to come back.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResubscribe: false,
    retryStrategy: (tries: number) => Math.min(RETRY_MIN_MS * tries, RETRY_MAX_MS),
  };
}
