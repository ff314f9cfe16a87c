import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { type Socket, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createOutbox } from '#server/platform/mail/outbox.ts';
import { SendRefused } from '#server/platform/mail/send-refused.ts';
import { sendPatiently } from '#server/platform/mail/send-soon.ts';
import { createSmtp } from '#server/platform/mail/smtp.ts';
import { freePort } from '#tests/support/free-port.ts';
import { startMailServer } from '#tests/support/mail-server.ts';
import { IS_POSIX } from '#tests/support/test-where.ts';

const FROM = 'Stockavoo <no-reply@shop.example>';
const MESSAGE = {
  to: 'ada@example.test',
  subject: 'Ẹ kú àárọ̀, ₦500',
  text: 'Open this link:\nhttps://shop.example/verify-email/abc\n',
};

test('without a mail server a message is a whole .eml file that only the server’s user reads', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stockavoo-outbox-'));
  let count = 0;
  const outbox = createOutbox(join(folder, 'outbox'), FROM, () => `0000-${(count += 1)}`);
  await outbox.send(MESSAGE);
  await outbox.send({ ...MESSAGE, to: 'ben@example.test' });
  const names = (await readdir(join(folder, 'outbox'))).toSorted();
  expect(names).toEqual(['0000-1.eml', '0000-2.eml']);
  const first = join(folder, 'outbox', '0000-1.eml');
  expect(await readFile(first, 'utf8')).toMatch(/^From: Stockavoo <no-reply@shop\.example>\r?\nTo: ada@example\.test/);
  if (IS_POSIX) expect((await stat(first)).mode & 0o077).toBe(0);
  await rm(folder, { recursive: true });
});

test('with a mail server a message goes through a real SMTP socket, signed in, with its files', async () => {
  await using server = await startMailServer({ user: 'shop', pass: 'p@ss word' });
  const attachments = [{ fileName: 'sales.csv', mediaType: 'text/csv', bytes: Buffer.from('Ọlá,1\n') }];
  await createSmtp(server.url, FROM).send({ ...MESSAGE, attachments });
  expect(server.received).toHaveLength(1);
  expect(server.received[0]).toContain('To: ada@example.test');
  expect(server.received[0]).toContain('https://shop.example/verify-email/abc');
  expect(server.received[0]).toContain(Buffer.from('Ọlá,1\n').toString('base64'));
  await expect(createSmtp(server.url.replace('shop:', 'thief:'), FROM).send(MESSAGE)).rejects.toThrow(SendRefused);
});

test('a message is kept by the mail server only from when it is handed over, and a refusal is told from a lost line', async () => {
  await using server = await startMailServer();
  const smtp = createSmtp(server.url, FROM);
  const order: string[] = [];
  await smtp.send(MESSAGE, async () => void order.push(`handed over, ${server.received.length} kept`));
  expect([...order, server.received.length]).toEqual(['handed over, 0 kept', 1]);
  const stopped = smtp.send(MESSAGE, () => Promise.reject(new Error('another server has it')));
  await expect(stopped).rejects.toThrow('another server has it');
  server.answers.push('refuse', 'hang up');
  await expect(smtp.send(MESSAGE)).rejects.toThrow(SendRefused);
  await expect(smtp.send(MESSAGE)).rejects.not.toThrow(SendRefused);
  expect(server.received).toHaveLength(2);
});

test('what people wait for is sent again while the mail server is away or busy, and never where it may have arrived', async () => {
  const { signal } = new AbortController();
  await using server = await startMailServer();
  const smtp = createSmtp(server.url, FROM);
  server.answers.push('refuse', 'refuse');
  await sendPatiently(smtp, MESSAGE, signal, [1, 1]);
  expect(server.received).toHaveLength(1);
  server.answers.push('refuse', 'refuse', 'refuse');
  await expect(sendPatiently(smtp, MESSAGE, signal, [1, 1])).rejects.toThrow(SendRefused);
  server.answers.push('hang up');
  await expect(sendPatiently(smtp, MESSAGE, signal, [1, 1])).rejects.not.toThrow(SendRefused);
  expect(server.received).toHaveLength(2);
  await using locked = await startMailServer({ user: 'shop', pass: 'p@ss word' });
  const thief = createSmtp(locked.url.replace('shop:', 'thief:'), FROM);
  await expect(sendPatiently(thief, MESSAGE, signal, [60_000])).rejects.toThrow(SendRefused);
});

test('a server that stops waits no longer for a mail server that is away', async () => {
  const stopping = new AbortController();
  const port = await freePort();
  const sent = sendPatiently(createSmtp(`smtp://127.0.0.1:${port}`, FROM), MESSAGE, stopping.signal, [600_000]);
  stopping.abort();
  await expect(sent).rejects.toThrow('ECONNREFUSED');
});

test('a mail server that says nothing, or drips for ever, is not waited for', async () => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `smtp://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
  await expect(createSmtp(url, FROM, 100).send(MESSAGE)).rejects.toThrow(/greeting|timeout/i);
  await expect(createSmtp(url, FROM, 60_000, 100).send(MESSAGE)).rejects.toThrow('The mail server took too long.');
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});
