import type { ServerDeps } from '../server-deps.ts';

/** Files that were kept, and what a record says of them. */
export interface Kept {
  readonly reference: string;
  /** Their names in the store. */
  readonly names: readonly string[];
}

/**
 * Does something with files that were just kept: `work` takes the reference where a record is to hold it.
 *
 * Files that nothing took in the end, since the work failed or was done before, are removed again.
 */
export async function keepDuring<Result>(
  deps: Pick<ServerDeps, 'files' | 'later'>,
  kept: Kept,
  work: (take: () => string) => Promise<Result>,
): Promise<Result> {
  let isTaken = false;
  const take = (): string => {
    isTaken = true;
    return kept.reference;
  };
  try {
    return await work(take);
  } catch (error) {
    isTaken = false;
    throw error;
  } finally {
    if (!isTaken) deps.later(() => dropFiles(deps, kept.names));
  }
}

/** Removes files that no record holds any more. */
export async function dropFiles(deps: Pick<ServerDeps, 'files'>, names: readonly string[]): Promise<void> {
  for (const name of names) await deps.files.remove(name);
}
