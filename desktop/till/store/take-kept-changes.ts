import type { Sha256 } from '#shared/changes/hash-chain.ts';
import type { Log } from '../ports/log.ts';
import { replayJournal } from './replay-journal.ts';
import { keptChanges, noteReplayed } from './saved-changes.ts';
import type { TillStore } from './till-store.ts';

export type KeptDeps = { readonly dataDir: string; readonly log: Log; readonly sha256: Sha256 };

/**
 * Writes down what this machine had kept when its money file was lost with every backup, once it is a till again. What was
 * another shop's stays where it is.
 */
export function takeKeptChanges(store: TillStore, deps: KeptDeps): void {
  if (store.read((reader) => reader.meta.identity()) === null) return;
  const { files, entries } = keptChanges(deps.dataDir);
  if (files.length === 0) return;
  const replayed = store.write((writer) => replayJournal(writer, entries, deps.sha256, 'store'));
  deps.log.warn('kept_changes_replayed', replayed);
  if (replayed.leftOut === 0) noteReplayed(deps.dataDir, files);
}
