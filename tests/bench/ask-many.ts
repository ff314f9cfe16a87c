import { Agent, get } from 'node:http';

/** Asks the same of a server so many times, over so many connections that stay open. Gives how long each took, in milliseconds. */
export async function askMany(
  url: string,
  headers: Readonly<Record<string, string>>,
  { times, connections }: { readonly times: number; readonly connections: number },
): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const tookMs: number[] = [];
  let left = times;
  const askOn = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const from = performance.now();
      const status = await askOnce(url, { agent, headers });
      if (status !== 200) throw new Error(`${url} answered ${status}`);
      tookMs.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: connections }, askOn));
  agent.destroy();
  return tookMs;
}

function askOnce(
  url: string,
  options: { readonly agent: Agent; readonly headers: Readonly<Record<string, string>> },
): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = get(url, options, (response) => {
      response.on('error', reject).on('end', () => resolve(response.statusCode ?? 0));
      response.resume();
    });
    request.on('error', reject);
  });
}
