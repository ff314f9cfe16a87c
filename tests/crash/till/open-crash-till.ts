import { httpNetwork } from '#devices/http-network.ts';
import type { Log } from '#till/ports/log.ts';
import type { Network } from '#till/ports/network.ts';
import { type TestTill, openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP } from '#tests/support/till/seeded-shop.ts';
import type { CrashTillSpec, Said } from './crash-till-spec.ts';

export type Say = (said: Said) => void;

export type CrashTill = {
  readonly till: TestTill;
  /** How many copies of the file came to their end, good or bad. */
  readonly backups: { ended: number };
};

/** A till on its folder, with the real files and, where there is an office, the real network; a manager is signed in. */
export async function openCrashTill(spec: CrashTillSpec, say: Say): Promise<CrashTill> {
  const backups = { ended: 0 };
  const deps = {
    log: spokenLog((said) => {
      if (said.kind === 'logged' && (said.event === 'backed_up' || said.event === 'upkeep_failed')) backups.ended += 1;
      say(said);
    }),
    ballastBytes: spec.ballastBytes,
    checksAnswers: false,
    // With each acknowledgement the second copy is written anew, so that kills fall into that too.
    cutLimits: { worthBytes: 1, smallBytes: Number.MAX_SAFE_INTEGER },
    ...(spec.migrationsDir === null ? {} : { migrationsDir: spec.migrationsDir }),
    ...(spec.isOnline ? { network: announcingNetwork(say) } : {}),
  };
  const till = await openTestTill({ folder: spec.folder, seed: spec.seed, deps });
  const { officeUrl } = spec;
  if (spec.seed && officeUrl !== null)
    await till.inFiles((store) =>
      store.write((writer) => {
        const identity = writer.meta.identity();
        if (identity !== null) writer.meta.setIdentity({ ...identity, officeUrl });
        return null;
      }),
    );
  await till.signIn(SHOP.manager);
  return { till, backups };
}

function spokenLog(say: Say): Log {
  const speak: Log['info'] = (event, fields) =>
    say({ kind: 'logged', event, message: String(fields?.['message'] ?? fields?.['code'] ?? '') });
  return { info: speak, warn: speak, error: speak };
}

/** Says when a page has come: it is applied before the till turns to anything else. */
function announcingNetwork(say: Say): Network {
  const line = httpNetwork();
  return {
    ...line,
    isUp: () => true,
    request: async (request) => {
      const answer = await line.request(request);
      if (answer.status === 200 && new URL(request.url).pathname === '/api/v1/sync/pull') {
        say({ kind: 'enter', phase: 'pull' });
        setImmediate(() => say({ kind: 'leave', phase: 'pull' }));
      }
      return answer;
    },
  };
}
