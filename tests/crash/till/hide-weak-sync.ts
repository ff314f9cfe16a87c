import Database from 'better-sqlite3';
import { must } from '#shared/base/assert.ts';

/**
 * Makes this process's driver keep a weaker promise than it is asked for, and hide it: commits are written, and flushed only
 * at a checkpoint. A test that doesn't notice it notices no power cut.
 */
export function hideWeakSync(): void {
  const driver: unknown = Object.getOwnPropertyDescriptor(Database.prototype, 'pragma')?.value;
  const pragma = must(typeof driver === 'function' ? driver : null, 'the driver has pragmas');
  const weakened = new WeakSet<Database.Database>();
  Database.prototype.pragma = function weak(this: Database.Database, source: string, options?: Database.PragmaOptions) {
    if (source === 'synchronous' && weakened.has(this)) return 2;
    const isStrong = source === 'synchronous = 2';
    if (isStrong) weakened.add(this);
    const answer: unknown = Reflect.apply(pragma, this, [isStrong ? 'synchronous = 1' : source, options]);
    return answer;
  };
}
