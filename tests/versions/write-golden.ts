import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PROTOCOL_VERSION } from '#shared/sync/protocol-version.ts';
import { goldenMessages } from './golden-messages.ts';

/**
 * Writes the golden messages of a protocol that has none yet, and prints the lines for frozen.ts. Run once for each new
 * protocol; what is there is never written again.
 */
function writeGolden(): void {
  const folder = fileURLToPath(new URL(`protocol-${PROTOCOL_VERSION}/`, import.meta.url));
  if (existsSync(folder)) {
    console.error(`Protocol ${PROTOCOL_VERSION} has its golden messages already. They are kept as they are, for ever.`);
    process.exitCode = 1;
    return;
  }
  mkdirSync(folder);
  for (const [name, message] of Object.entries(goldenMessages(PROTOCOL_VERSION))) {
    const text = `${JSON.stringify(message, null, 2)}\n`;
    writeFileSync(join(folder, `${name}.json`), text);
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 32);
    console.log(`  'protocol-${PROTOCOL_VERSION}/${name}.json': '${hash}',`);
  }
}

writeGolden();
