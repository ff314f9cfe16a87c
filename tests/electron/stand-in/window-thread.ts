import { createRequire } from 'node:module';
import { workerData } from 'node:worker_threads';
import { z } from 'zod';

const { preload } = z.object({ preload: z.string() }).parse(workerData);

createRequire(import.meta.url)(preload);
