/** Asks again and again until the answer is there; undefined after the time is up. */
export async function waitUntil<Answer>(
  ask: () => Promise<Answer | undefined>,
  limit: { everyMs: number; withinMs: number },
): Promise<Answer | undefined> {
  const endMs = Date.now() + limit.withinMs;
  while (Date.now() < endMs) {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, limit.everyMs));
  }
  return undefined;
}
