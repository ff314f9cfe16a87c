/**
 * Waits for something outside the process, and not for ever: what comes later is not waited for.
 *
 * @throws {Error} with `late` as its words
 */
export async function within<Result>(timeMs: number, work: Promise<Result>, late: string): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const isLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(late)), timeMs);
  });
  try {
    return await Promise.race([work, isLate]);
  } finally {
    clearTimeout(timer);
  }
}
