import { EventEmitter, once } from 'node:events';
import { SMTPServer } from 'smtp-server';

/**
 * take: as a mail server does. hang up: it kept the message, and the line went before it could say so. hold: it kept it and never
 * says so. deaf: it never answers to whom the message is for.
 */
type Answer = 'take' | 'refuse' | 'hang up' | 'hold' | 'deaf';

/** A real SMTP server on this machine, without TLS. */
export interface LocalMailServer extends AsyncDisposable {
  /** For SMTP_URL. */
  readonly url: string;
  /** Every message that it kept, as it came. */
  readonly received: string[];
  /** How the next messages are answered; each is used once, then all are taken. */
  readonly answers: Answer[];
  /** Resolves when a message gets this answer. */
  readonly until: (answer: Answer) => Promise<void>;
}

/** @param account whom it lets send; everybody where none is named */
export async function startMailServer(account?: {
  readonly user: string;
  readonly pass: string;
}): Promise<LocalMailServer> {
  const received: string[] = [];
  const answers: Answer[] = [];
  const told = new EventEmitter();
  const server = new SMTPServer({
    authOptional: account === undefined,
    allowInsecureAuth: true,
    disabledCommands: account === undefined ? ['STARTTLS', 'AUTH'] : ['STARTTLS'],
    onAuth: ({ username, password }, _session, done) => {
      const isKnown = username === account?.user && password === account?.pass;
      done(isKnown ? null : new Error('Wrong name or password'), { user: username });
    },
    onRcptTo: (_address, _session, done) => {
      if (answers[0] !== 'deaf') return done();
      answers.shift();
      told.emit('deaf');
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => void chunks.push(chunk));
      stream.on('end', () => {
        const answer = answers.shift() ?? 'take';
        if (answer === 'refuse') return done(Object.assign(new Error('Mailbox full'), { responseCode: 452 }));
        received.push(Buffer.concat(chunks).toString());
        told.emit(answer);
        if (answer === 'take') return done();
        if (answer === 'hold') return;
        for (const connection of server.connections) if (connection.session.id === session.id) connection.close();
      });
    },
  });
  // A client that is killed leaves its line broken.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const who = account === undefined ? '' : `${encodeURIComponent(account.user)}:${encodeURIComponent(account.pass)}@`;
  return {
    url: `smtp://${who}127.0.0.1:${port}`,
    received,
    answers,
    until: async (answer) => {
      await once(told, answer);
    },
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise<void>((resolve) => server.close(resolve));
      for (const connection of server.connections) connection.close();
      await closed;
    },
  };
}
