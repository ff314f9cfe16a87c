import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import { z } from 'zod';

const portSchema = z.coerce.number().int().min(1).max(65_535);

const environmentSchema = z.object({
  PORT: portSchema.default(8080),
  TILL_PORT: portSchema.default(8081),
  STOCKAVOO_DATA_DIR: z.string().min(1).default('.data'),
});

export type ShopOptions = {
  readonly port: number;
  readonly tillPort: number;
  readonly dataDir: string;
  readonly tills: number;
  readonly demo: boolean;
};

/** What `npm start` was told: `--empty`, `--tills N`, and the ports and folder from the environment. */
export function shopOptions(args: readonly string[], environment: NodeJS.ProcessEnv): ShopOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { empty: { type: 'boolean', default: false }, tills: { type: 'string', default: '1' } },
  });
  const read = environmentSchema.parse(environment);
  const tills = z.coerce.number().int().min(1).max(8).parse(values.tills);
  return {
    port: read.PORT,
    tillPort: read.TILL_PORT,
    dataDir: resolve(read.STOCKAVOO_DATA_DIR),
    tills,
    demo: !values.empty,
  };
}
