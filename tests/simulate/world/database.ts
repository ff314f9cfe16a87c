import { Duplex } from 'node:stream';
import { PGlite } from '@electric-sql/pglite';
import { type Snapshot, bringBack, takeSnapshot } from './snapshot.ts';
import { backendMessages, commandOf, frontendParts, startupAnswer, startupOptions } from './wire.ts';

/** PostgreSQL in this process: one session, which connections take turns at, a transaction at a time. */
export type SimDatabase = {
  /** A connection as the driver knows it. */
  readonly connect: () => Duplex;
  /** Cuts every connection, as when the server's machine goes. */
  readonly cut: () => void;
  /** Takes back what was not committed when the connections were cut. */
  readonly recover: () => Promise<void>;
  /** Looks past row-level security; nobody may be connected. */
  readonly look: (sql: string) => Promise<Record<string, unknown>[]>;
  /** All of it as it is now; nobody may be connected. */
  readonly dump: () => Snapshot;
  readonly close: () => Promise<void>;
  /** Asked before and after each command; true cuts the connections right there. */
  dies: (command: string, when: 'before' | 'after') => boolean;
};

type Job = { readonly line: Line; readonly bytes: Uint8Array; readonly isStartup: boolean };

/** One connection; what the driver writes is taken apart into whole commands. */
class Line extends Duplex {
  rest: Uint8Array = new Uint8Array(0);
  hasStarted = false;
  /** What the statements say that were prepared, by their names. */
  readonly statements = new Map<string, string>();
  readonly onChunk: (line: Line, bytes: Uint8Array) => void;
  constructor(take: (line: Line, bytes: Uint8Array) => void) {
    super();
    this.onChunk = take;
  }
  override _read(): void {
    // What comes is pushed as it comes.
  }
  /** As a socket says it. */
  get readyState(): string {
    return this.destroyed ? 'closed' : 'open';
  }
  override _final(done: () => void): void {
    done();
    this.destroy();
  }
  override _write(chunk: Uint8Array, _encoding: BufferEncoding, done: () => void): void {
    this.onChunk(this, chunk);
    done();
  }
}

/** A database as a snapshot has it, in the instance of which it was taken; a new and empty one without. */
export async function openDatabase(image: Snapshot | null): Promise<SimDatabase> {
  if (image === null) return new LiteDatabase(await PGlite.create());
  bringBack(image);
  return new LiteDatabase(image.lite);
}

class LiteDatabase implements SimDatabase {
  dies: SimDatabase['dies'] = () => false;
  private readonly lite: PGlite;
  private readonly lines = new Set<Line>();
  private jobs: Job[] = [];
  /** Whose transaction is open; nobody else gets a turn before it ends. */
  private holder: Line | null = null;
  private pumping: Promise<void> | null = null;

  constructor(lite: PGlite) {
    this.lite = lite;
  }

  connect(): Duplex {
    const line = new Line((from, chunk) => this.take(from, chunk));
    this.lines.add(line);
    line.once('close', () => {
      this.lines.delete(line);
      if (this.holder === line) this.holder = null;
      this.kick();
    });
    return line;
  }

  cut(): void {
    this.jobs = [];
    this.holder = null;
    for (const line of this.lines) line.destroy();
    this.lines.clear();
  }

  async recover(): Promise<void> {
    await this.pumping;
    await forget(this.lite);
  }

  async look(sql: string): Promise<Record<string, unknown>[]> {
    return (await this.lite.query<Record<string, unknown>>(sql)).rows;
  }

  dump(): Snapshot {
    return takeSnapshot(this.lite);
  }

  /** What runs ends; the instance is there for the next. */
  async close(): Promise<void> {
    await this.pumping;
  }

  private take(line: Line, chunk: Uint8Array): void {
    const { parts, rest } = frontendParts(Buffer.concat([line.rest, chunk]), line.hasStarted);
    line.rest = rest;
    for (const bytes of parts) {
      this.jobs.push({ line, bytes, isStartup: !line.hasStarted });
      line.hasStarted = true;
    }
    this.kick();
  }

  private mayRun({ line }: Job): boolean {
    return this.holder === null || this.holder === line;
  }

  private kick(): void {
    this.pumping ??= this.pump().finally(() => {
      this.pumping = null;
      if (this.jobs.some((job) => this.mayRun(job))) this.kick();
    });
  }

  private async pump(): Promise<void> {
    for (;;) {
      const at = this.jobs.findIndex((job) => this.mayRun(job));
      const [job] = at < 0 ? [] : this.jobs.splice(at, 1);
      if (job === undefined) return;
      if (this.lines.has(job.line)) await this.run(job);
    }
  }

  private async run({ line, bytes, isStartup }: Job): Promise<void> {
    if (isStartup) {
      await start(this.lite, bytes, this.lines.size === 1);
      line.push(startupAnswer());
      return;
    }
    const command = commandOf(bytes, line.statements);
    if (this.dies(command, 'before')) return this.cut();
    const came = await this.lite.execProtocolRaw(bytes, { syncToFs: false });
    if (this.dies(command, 'after')) return this.cut();
    this.answer(line, came);
  }

  private answer(line: Line, bytes: Uint8Array): void {
    if (!this.lines.has(line)) return;
    const { own, news, state } = backendMessages(bytes);
    this.holder = state === 'I' ? null : line;
    if (own.length > 0) line.push(own);
    for (const heard of news) for (const each of this.lines) if (each.hasStarted) each.push(heard);
  }
}

/** The role of a connection is part of its start, as with a real one. */
async function start(lite: PGlite, startup: Uint8Array, isFirst: boolean): Promise<void> {
  if (isFirst) await forget(lite);
  const { role, random_page_cost: pageCost } = startupOptions(startup);
  if (role !== undefined) await lite.exec(`set role "${role}"`);
  if (pageCost !== undefined) await lite.exec(`set random_page_cost = ${Number(pageCost)}`);
}

/** What a session that ended leaves: nothing open, no role, no statements. */
async function forget(lite: PGlite): Promise<void> {
  await lite.exec('rollback');
  await lite.exec('discard all');
}
