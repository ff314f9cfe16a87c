const SEED = 20_260_601;
const RUN_MS_MAX = 3_600_000;

/** How many histories a model runs and from which seed: fixed in `npm test`, given by hand for a long run. */
export function modelSize(histories: number): { readonly seed: number; readonly numRuns: number } {
  const given = Number(process.env['MODEL_HISTORIES'] ?? histories);
  return { seed: Number(process.env['MODEL_SEED'] ?? SEED), numRuns: given };
}

/** A long run takes its time. */
export const MODEL_MS_MAX = process.env['MODEL_HISTORIES'] === undefined ? 60_000 : RUN_MS_MAX;
