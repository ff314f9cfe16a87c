type Answer = (request: Request) => Response | Promise<Response>;

const answers = new Map<string, Answer>();

export const privileged: unknown[] = [];

export const protocol = {
  registerSchemesAsPrivileged: (schemes: readonly unknown[]): void => void privileged.push(...schemes),
  handle: (scheme: string, answer: Answer): void => void answers.set(scheme, answer),
};

/** Asks the program for a page under its own scheme. */
export async function protocolAnswer(
  method: string,
  url: string,
): Promise<{ status: number; headers: Record<string, string>; body: string }> {
  const answer = answers.get(new URL(url).protocol.slice(0, -1));
  if (answer === undefined) return { status: 0, headers: {}, body: '' };
  const response = await answer(new Request(url, { method }));
  return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
}
