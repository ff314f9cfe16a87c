import { expect, test } from 'vitest';
import { type LogLevel, createLogger } from './logger.ts';

function logOf(level: LogLevel): { log: ReturnType<typeof createLogger>; lines: string[] } {
  const lines: string[] = [];
  return { log: createLogger(level, { write: (line) => void lines.push(line) }), lines };
}

test('a level shows itself and what is graver', () => {
  const { log, lines } = logOf('http');
  log.error('one');
  log.warn('two');
  log.info('three');
  log.http('four');
  log.debug('five');
  expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
    { level: 'error', msg: 'one' },
    { level: 'warn', msg: 'two' },
    { level: 'info', msg: 'three' },
    { level: 'http', msg: 'four' },
  ]);
});

test('secrets and personal data are masked wherever they lie', () => {
  const { log, lines } = logOf('info');
  log.info(
    {
      password: 'hunter2hunter2',
      deep: { er: [{ and: { deeper: { newPassword: 'hunter2hunter2', PIN: '4711', customerName: 'Ada Obi' } } }] },
      headers: { Authorization: 'hunter2hunter2', 'set-cookie': 'hunter2hunter2' },
      enrolment: { code: 'hunter2hunter2' },
      totp: { code: 123456 },
      saleId: '0198-4711-kept',
      refusal: { code: 'stale_version' },
    },
    'sent to ada.obi+shop@example.test with Bearer hunter2hunter2 by postgres://app:hunter2hunter2@db.example/shop, +2348031234567',
  );
  const [line = ''] = lines;
  expect(line).not.toMatch(/hunter2|4711"|ada\.obi|Ada Obi|123456|8031234567/);
  expect(JSON.parse(line)).toMatchObject({
    saleId: '0198-4711-kept',
    refusal: { code: 'stale_version' },
    msg: 'sent to [masked] with Bearer [masked] by postgres://[masked]@db.example/shop, [masked]',
  });
});

test('an error keeps its kind, its code and its stack, and loses what the database says of people', () => {
  const { log, lines } = logOf('error');
  const cause = Object.assign(new Error('duplicate key'), {
    code: '23505',
    detail: 'Key (business_id, phone)=(1, 08031234567) already exists.',
    where: 'Failing row contains (1, Ada Obi, "quoted, too", 08031234567',
  });
  log.error({ err: new Error('it failed for ben@example.test', { cause }) }, 'a request failed');
  const [line = ''] = lines;
  expect(line).not.toMatch(/08031234567|Ada|quoted|ben@/);
  expect(line).toContain('logger.test.ts');
  expect(JSON.parse(line)).toMatchObject({
    err: { type: 'Error', message: 'it failed for [masked]', cause: { code: '23505' } },
  });
});

test('what goes round in circles is logged once', () => {
  const { log, lines } = logOf('info');
  const round: Record<string, unknown> = { name: 'round' };
  round['self'] = round;
  log.info({ round }, 'round');
  expect(lines[0]).toContain('[deep]');
});
