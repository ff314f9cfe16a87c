import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Fault } from '#shared/base/fault.ts';

const KEY_BYTES = 32;
const MARK_BYTES = 8;

/** A key of the operator; `mark` names it in what it sealed and says nothing about it. */
export interface OperatorKey {
  readonly bytes: Uint8Array;
  readonly mark: Uint8Array;
}

/**
 * Reads the operator's keys, one a line as base64 of 32 bytes (`openssl rand -base64 32`); lines that begin with # are remarks.
 *
 * The first seals; all of them open, so that a key is changed by writing a new one above the old.
 *
 * @throws {Fault} `server_config`, naming the file
 */
export async function readOperatorKeys(path: string): Promise<readonly OperatorKey[]> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Fault('server_config', `STOCKAVOO_OPERATOR_KEY_FILE: ${path} can’t be read. Check its path and rights.`, {
      cause,
    });
  });
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const keys = lines.map((line) => new Uint8Array(Buffer.from(line, 'base64')));
  if (keys.length === 0 || keys.some(({ length }) => length !== KEY_BYTES)) {
    throw new Fault(
      'server_config',
      `STOCKAVOO_OPERATOR_KEY_FILE: each line of ${path} must be a key of 32 bytes in base64. Make one with: openssl rand -base64 32`,
    );
  }
  return keys.map((bytes) => ({
    bytes,
    mark: createHash('sha256').update('stockavoo operator key').update(bytes).digest().subarray(0, MARK_BYTES),
  }));
}
