/** The little of PostgreSQL's protocol that lets several connections take turns at one session. */

const LENGTH_BYTES = 4;
const SYNC = 0x53;
const QUERY = 0x51;
const FLUSH = 0x48;
const TERMINATE = 0x58;
const PARSE = 0x50;
const BIND = 0x42;
const NOTIFICATION = 0x41;
const READY = 0x5a;

/** Whole commands of a connection: each ends where the server has to answer. */
export function frontendParts(bytes: Buffer, hasStarted: boolean): { parts: Uint8Array[]; rest: Uint8Array } {
  const parts: Uint8Array[] = [];
  let from = 0;
  let at = 0;
  let isStarted = hasStarted;
  while (at + 1 + LENGTH_BYTES <= bytes.length) {
    const head = isStarted ? 1 : 0;
    const end = at + head + bytes.readUInt32BE(at + head);
    if (end > bytes.length) break;
    const kind = isStarted ? bytes[at] : SYNC;
    at = end;
    isStarted = true;
    if (kind === TERMINATE) from = at;
    else if (kind === SYNC || kind === QUERY || kind === FLUSH) {
      parts.push(bytes.subarray(from, at));
      from = at;
    }
  }
  return { parts, rest: bytes.subarray(from) };
}

/** What came back: the connection's own part, notifications for whoever listens, and whether a transaction is open. */
export function backendMessages(bytes: Uint8Array): { own: Buffer; news: Buffer[]; state: string | null } {
  const all = Buffer.from(bytes);
  const own: Buffer[] = [];
  const news: Buffer[] = [];
  let state: string | null = null;
  for (let at = 0; at + 1 + LENGTH_BYTES <= all.length;) {
    const end = at + 1 + all.readUInt32BE(at + 1);
    const message = all.subarray(at, end);
    if (all[at] === NOTIFICATION) news.push(message);
    else own.push(message);
    if (all[at] === READY) state = message.toString('latin1', 5, 6);
    at = end;
  }
  return { own: Buffer.concat(own), news, state };
}

/** The first words of a command: begin, commit, insert; also where it was prepared before. */
export function commandOf(bytes: Uint8Array, statements: Map<string, string>): string {
  const text = Buffer.from(bytes);
  const upTo = (from: number): string => text.toString('utf8', from, text.indexOf(0, from));
  const from = 1 + LENGTH_BYTES;
  switch (text[0]) {
    case QUERY:
      return shortened(upTo(from));
    case PARSE: {
      const name = upTo(from);
      const sql = shortened(upTo(from + Buffer.byteLength(name) + 1));
      statements.set(name, sql);
      return sql;
    }
    case BIND: {
      const portal = upTo(from);
      return statements.get(upTo(from + Buffer.byteLength(portal) + 1)) ?? '';
    }
    default:
      return '';
  }
}

function shortened(sql: string): string {
  return sql.trimStart().slice(0, 60).toLowerCase();
}

export function startupOptions(bytes: Uint8Array): Readonly<Record<string, string>> {
  const words = Buffer.from(bytes).toString('utf8', 8).split('\0');
  const options: Record<string, string> = {};
  for (let at = 0; at + 1 < words.length; at += 2) {
    const [name = '', value = ''] = words.slice(at, at + 2);
    if (name !== '') options[name] = value;
  }
  return options;
}

/** Signed in, at PostgreSQL 18, ready. */
export function startupAnswer(): Buffer {
  const message = (kind: string, body: Buffer): Buffer => {
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt32BE(body.length + LENGTH_BYTES);
    return Buffer.concat([Buffer.from(kind), length, body]);
  };
  const parameter = (name: string, value: string): Buffer => message('S', Buffer.from(`${name}\0${value}\0`));
  return Buffer.concat([
    message('R', Buffer.alloc(4)),
    parameter('server_version', '18.6'),
    parameter('client_encoding', 'UTF8'),
    parameter('standard_conforming_strings', 'on'),
    message('K', Buffer.alloc(8)),
    message('Z', Buffer.from('I')),
  ]);
}
