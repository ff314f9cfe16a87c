import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

test('nothing set means this machine alone, with the built-in database', () => {
  expect(readConfig({})).toMatchObject({
    host: '127.0.0.1',
    port: 8080,
    database: null,
    requestsPerMinute: 100,
    loadsDemo: false,
  });
  expect(readConfig({ PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 8080, database: null });
});

test.each([
  ['PORT', { PORT: 'eighty' }],
  ['DATABASE_URL', { DATABASE_URL: 'mysql://shop' }],
  ['RATE_LIMIT_PER_MINUTE', { RATE_LIMIT_PER_MINUTE: '0' }],
  ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
])('a wrong %s is named', (name, environment) => {
  expect(() => readConfig(environment)).toThrow(new RegExp(name));
});

test('who sends to phones is named whole, and the token travels encrypted', () => {
  const named = { WHATSAPP_TOKEN: 'EAAG-0123456789', WHATSAPP_SENDER_ID: '106540352242922' };
  expect(readConfig({}).whatsApp).toBeNull();
  expect(readConfig(named).whatsApp).toMatchObject({ template: 'receipt', language: 'en' });
  expect(() => readConfig({ ...named, WHATSAPP_TOKEN: '' })).toThrow(/come together/);
  expect(() => readConfig({ ...named, WHATSAPP_API_URL: 'http://graph.example' })).toThrow(/https/);
});

test('the migrations run as the owner where the app has an address of its own', () => {
  const urls = { DATABASE_URL: 'postgres://app@db/shop', DATABASE_MIGRATOR_URL: 'postgres://owner@db/shop' };
  expect(readConfig(urls).database).toEqual({ url: urls.DATABASE_URL, migratorUrl: urls.DATABASE_MIGRATOR_URL });
});

test('in production a Redis on another machine must be reached encrypted', () => {
  const production = { NODE_ENV: 'production' };
  expect(() => readConfig({ ...production, REDIS_URL: 'redis://cache.example:6379' })).toThrow(/rediss/);
  expect(readConfig({ ...production, REDIS_URL: 'rediss://cache.example:6379' }).redisUrl).not.toBeNull();
  expect(readConfig({ ...production, REDIS_URL: 'redis://127.0.0.1:6379' }).redisUrl).not.toBeNull();
  expect(readConfig({}).redisUrl).toBeNull();
});

test('in production a database on another machine must be reached encrypted', () => {
  const production = { NODE_ENV: 'production' };
  expect(() => readConfig({ ...production, DATABASE_URL: 'postgres://app@db.example/shop' })).toThrow(/sslmode/);
  expect(
    readConfig({ ...production, DATABASE_URL: 'postgres://app@db.example/shop?sslmode=require' }).database,
  ).not.toBeNull();
  expect(readConfig({ ...production, DATABASE_URL: 'postgres://app@127.0.0.1/shop' }).database).not.toBeNull();
});
