import { resolve } from 'node:path';
import { z } from 'zod';
import { Fault } from '#shared/base/fault.ts';

const listSchema = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

const environmentSchema = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  /** Where links in messages lead; the address by which people reach the owner's web app. */
  PUBLIC_URL: z.url().optional(),
  STOCKAVOO_DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** The owner's address where DATABASE_URL is only the app's. */
  DATABASE_MIGRATOR_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** A copy that follows the database, as its owner: reports are read there. */
  DATABASE_REPLICA_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(200).default(20),
  STOCKAVOO_SERVER_KEY_FILE: z.string().min(1).optional(),
  /** JSON array of Ed25519 private keys (JWK with kid): the first signs, all verify. */
  STOCKAVOO_ACCESS_KEYS: z.string().min(2).optional(),
  /** Keys that seal what lies in the file store and in backups: base64 of 32 bytes a line, the first seals. */
  STOCKAVOO_OPERATOR_KEY_FILE: z.string().min(1).optional(),
  /** The bucket that keeps files instead of the data folder; credentials may also come as the SDK finds them. */
  S3_BUCKET: z.string().min(1).max(255).optional(),
  S3_REGION: z.string().min(1).max(60).default('us-east-1'),
  S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  S3_PREFIX: z.string().max(200).default(''),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(3).max(254).default('Stockavoo <no-reply@localhost>'),
  /** What push services know this server by: {"publicKey", "privateKey"} of P-256, base64url. */
  STOCKAVOO_PUSH_KEY: z.string().min(2).optional(),
  /** The push services of browsers that messages are sent to; `*.name` stands for all below it. */
  PUSH_SERVICES: listSchema.default([
    'fcm.googleapis.com',
    'updates.push.services.mozilla.com',
    'web.push.apple.com',
    '*.notify.windows.com',
  ]),
  /** Takes payments for plans; without it the server sells none and limits nothing. */
  PAYSTACK_SECRET_KEY: z.string().min(10).max(200).optional(),
  PAYSTACK_API_URL: z.url({ protocol: /^https?$/ }).default('https://api.paystack.co'),
  /** Sends receipts to phones; without it they lie in the outbox. */
  WHATSAPP_TOKEN: z.string().min(10).max(1000).optional(),
  WHATSAPP_SENDER_ID: z
    .string()
    .regex(/^\d{5,32}$/)
    .optional(),
  /** The template of a receipt: {{1}} the shop, {{2}} the receipt's number, {{3}} its address. */
  WHATSAPP_TEMPLATE: z
    .string()
    .regex(/^[a-z0-9_]{1,512}$/)
    .default('receipt'),
  WHATSAPP_LANGUAGE: z
    .string()
    .regex(/^[a-z]{2,3}(_[A-Z]{2})?$/)
    .default('en'),
  WHATSAPP_API_URL: z.url({ protocol: /^https?$/ }).default('https://graph.facebook.com/v23.0'),
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).max(1_000_000).default(100),
  /** Addresses of the proxies whose X-Forwarded-For and X-Forwarded-Proto are believed. */
  TRUSTED_PROXIES: listSchema.default([]),
  /** Origins of other web pages that may call /api/v1 from a browser. */
  CORS_ORIGINS: listSchema.default([]),
  LOG_LEVEL: z.enum(['error', 'warn', 'info', 'http', 'debug']).default('http'),
  /** Where servers share cache, budgets and pokes; without one each has its own. */
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  /** What whoever reads /metrics sends as bearer token; without one nobody reads them. */
  METRICS_TOKEN: z.string().min(24).max(200).optional(),
  /** Folder of the owner's built web app; served where it is there. */
  STOCKAVOO_WEB_DIR: z.string().min(1).default('dist/web'),
  /** Folder of the signed packages and update feeds that /downloads hands out. */
  STOCKAVOO_DOWNLOADS_DIR: z.string().min(1).optional(),
  STOCKAVOO_DEMO: z.enum(['0', '1']).default('0'),
  NODE_ENV: z.string().default('development'),
});

export interface ServerConfig {
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string;
  readonly dataDir: string;
  /** None: the built-in database under `dataDir`. */
  readonly database: { readonly url: string; readonly migratorUrl: string } | null;
  /** None: reports are read of the database itself. */
  readonly replicaUrl: string | null;
  readonly connectionsMax: number;
  readonly serverKeyFile: string;
  /** None: files are kept as they are. */
  readonly operatorKeyFile: string | null;
  /** None: files lie under `dataDir`. */
  readonly bucket: {
    readonly name: string;
    readonly region: string;
    readonly endpoint: string | null;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | null;
    readonly prefix: string;
  } | null;
  readonly accessKeys: string | null;
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  /** None: the key lies under `dataDir`. */
  readonly pushKey: string | null;
  readonly pushServices: readonly string[];
  readonly paystack: { readonly secretKey: string; readonly apiUrl: string } | null;
  /** None: messages to phones lie in the outbox. */
  readonly whatsApp: {
    readonly token: string;
    readonly senderId: string;
    readonly template: string;
    readonly language: string;
    readonly apiUrl: string;
  } | null;
  readonly requestsPerMinute: number;
  readonly trustedProxies: readonly string[];
  readonly corsOrigins: readonly string[];
  readonly logLevel: 'error' | 'warn' | 'info' | 'http' | 'debug';
  /** None: each server caches and counts for itself. */
  readonly redisUrl: string | null;
  /** None: nobody reads /metrics. */
  readonly metricsToken: string | null;
  readonly webDir: string;
  readonly downloadsDir: string;
  readonly loadsDemo: boolean;
}

/**
 * Reads the environment, once and whole.
 *
 * @throws {Fault} `server_config`, naming each variable that is wrong
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): ServerConfig {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Fault('server_config', faults.join('; '));
  }
  const read = parsed.data;
  const dataDir = resolve(read.STOCKAVOO_DATA_DIR);
  if (read.NODE_ENV === 'production' && read.DATABASE_URL !== undefined)
    requireEncryption('DATABASE_URL', read.DATABASE_URL);
  if (read.NODE_ENV === 'production' && read.DATABASE_REPLICA_URL !== undefined)
    requireEncryption('DATABASE_REPLICA_URL', read.DATABASE_REPLICA_URL);
  if (read.NODE_ENV === 'production' && read.REDIS_URL !== undefined) requireRedisEncryption(read.REDIS_URL);
  return {
    host: read.HOST,
    port: read.PORT,
    publicUrl: (read.PUBLIC_URL ?? `http://${read.HOST}:${read.PORT}`).replace(/\/$/, ''),
    dataDir,
    database:
      read.DATABASE_URL === undefined
        ? null
        : { url: read.DATABASE_URL, migratorUrl: read.DATABASE_MIGRATOR_URL ?? read.DATABASE_URL },
    replicaUrl: read.DATABASE_REPLICA_URL ?? null,
    connectionsMax: read.DATABASE_CONNECTIONS,
    serverKeyFile: read.STOCKAVOO_SERVER_KEY_FILE ?? resolve(dataDir, 'keys', 'server-key.pem'),
    operatorKeyFile: read.STOCKAVOO_OPERATOR_KEY_FILE ?? null,
    bucket: bucketOf(read),
    accessKeys: read.STOCKAVOO_ACCESS_KEYS ?? null,
    smtpUrl: read.SMTP_URL ?? null,
    mailFrom: read.MAIL_FROM,
    pushKey: read.STOCKAVOO_PUSH_KEY ?? null,
    pushServices: read.PUSH_SERVICES,
    paystack: paystackOf(read),
    whatsApp: whatsAppOf(read),
    requestsPerMinute: read.RATE_LIMIT_PER_MINUTE,
    trustedProxies: read.TRUSTED_PROXIES,
    corsOrigins: read.CORS_ORIGINS,
    logLevel: read.LOG_LEVEL,
    redisUrl: read.REDIS_URL ?? null,
    metricsToken: read.METRICS_TOKEN ?? null,
    webDir: resolve(read.STOCKAVOO_WEB_DIR),
    downloadsDir: resolve(read.STOCKAVOO_DOWNLOADS_DIR ?? resolve(dataDir, 'downloads')),
    loadsDemo: read.STOCKAVOO_DEMO === '1',
  };
}

function bucketOf(read: z.output<typeof environmentSchema>): ServerConfig['bucket'] {
  const { S3_BUCKET: name, S3_ENDPOINT: endpoint, S3_ACCESS_KEY_ID: id, S3_SECRET_ACCESS_KEY: secret } = read;
  if (name === undefined) return null;
  if ((id === undefined) !== (secret === undefined)) {
    throw new Fault('server_config', 'S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY come together, or neither.');
  }
  if (read.NODE_ENV === 'production' && endpoint !== undefined && !isEncryptedOrLocal(new URL(endpoint))) {
    throw new Fault('server_config', 'S3_ENDPOINT: in production a bucket on another machine is reached by https.');
  }
  return {
    name,
    region: read.S3_REGION,
    endpoint: endpoint ?? null,
    credentials: id === undefined || secret === undefined ? null : { accessKeyId: id, secretAccessKey: secret },
    prefix: read.S3_PREFIX,
  };
}

const LOCAL_NAMES = ['localhost', '127.0.0.1', '[::1]', ''];

function isEncryptedOrLocal(url: URL): boolean {
  return url.protocol === 'https:' || LOCAL_NAMES.includes(url.hostname);
}

function whatsAppOf(read: z.output<typeof environmentSchema>): ServerConfig['whatsApp'] {
  const { WHATSAPP_TOKEN: token, WHATSAPP_SENDER_ID: senderId, WHATSAPP_API_URL: apiUrl } = read;
  if (token === undefined && senderId === undefined) return null;
  if (token === undefined || senderId === undefined)
    throw new Fault('server_config', 'WHATSAPP_TOKEN and WHATSAPP_SENDER_ID come together, or neither.');
  if (!isEncryptedOrLocal(new URL(apiUrl)))
    throw new Fault('server_config', 'WHATSAPP_API_URL: the token travels by https only.');
  const { WHATSAPP_TEMPLATE: template, WHATSAPP_LANGUAGE: language } = read;
  return { token, senderId, template, language, apiUrl: apiUrl.replace(/\/$/, '') };
}

function paystackOf(read: z.output<typeof environmentSchema>): ServerConfig['paystack'] {
  if (read.PAYSTACK_SECRET_KEY === undefined) return null;
  if (!isEncryptedOrLocal(new URL(read.PAYSTACK_API_URL)))
    throw new Fault('server_config', 'PAYSTACK_API_URL: the secret key travels by https only.');
  return { secretKey: read.PAYSTACK_SECRET_KEY, apiUrl: read.PAYSTACK_API_URL.replace(/\/$/, '') };
}

function requireRedisEncryption(address: string): void {
  const { protocol, hostname } = new URL(address);
  if (protocol === 'rediss:' || LOCAL_NAMES.includes(hostname)) return;
  throw new Fault('server_config', 'REDIS_URL: in production a Redis on another machine needs rediss://.');
}

/** In production what travels between machines is encrypted. */
function requireEncryption(name: string, address: string): void {
  const url = new URL(address);
  const isLocal = LOCAL_NAMES.includes(url.hostname);
  const mode = url.searchParams.get('sslmode') ?? url.searchParams.get('ssl');
  if (isLocal || (mode !== null && mode !== 'disable' && mode !== 'false')) return;
  throw new Fault(
    'server_config',
    `${name}: in production a database on another machine needs sslmode=require or better.`,
  );
}
