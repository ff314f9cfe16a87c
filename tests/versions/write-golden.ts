import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PROTOCOL_VERSION } from '#shared/sync/protocol-version.ts';
import { goldenMessages } from './golden-messages.ts';

/**
 * Writes the golden messages that the present protocol does not have yet, and prints the lines for frozen.ts. What is there is
 * never written again.
 */
function writeGolden(): void {
  const folder = fileURLToPath(new URL(`protocol-${PROTOCOL_VERSION}/`, import.meta.url));
  mkdirSync(folder, { recursive: true });
  const lacking = Object.entries(goldenMessages(PROTOCOL_VERSION)).filter(
    ([name]) => !existsSync(join(folder, `${name}.json`)),
  );
  if (lacking.length === 0)
    console.log(`Protocol ${PROTOCOL_VERSION} has its golden messages already. They are kept as they are, for ever.`);
  for (const [name, message] of lacking) {
    const text = `${JSON.stringify(message, null, 2)}\n`;
    writeFileSync(join(folder, `${name}.json`), text);
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 32);
    console.log(`  'protocol-${PROTOCOL_VERSION}/${name}.json': '${hash}',`);
  }
}

writeGolden();
