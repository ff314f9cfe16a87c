import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { createActiveUsers } from './active-users.ts';
import { queryKind } from './query-kind.ts';
import type { Waiting } from './waiting.ts';

const REQUEST_BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const QUERY_BUCKETS_S = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5, 30];

/** What this process counts for whoever runs it. Labels are words of fixed lists: no ids, no names, no addresses. */
export interface Metrics {
  readonly request: (seen: {
    readonly method: string;
    /** The pattern of the route. */
    readonly route: string;
    readonly status: number;
    readonly seconds: number;
    readonly userId: string | undefined;
  }) => void;
  readonly query: (text: string, ms: number) => void;
  readonly cacheRead: (cache: string, outcome: 'hit' | 'miss' | 'stale' | 'failed') => void;
  /** Changes that tills sent, by what became of them. */
  readonly pushed: (outcome: string) => void;
  /** A payment that was taken or settled, by its state. */
  readonly paid: (method: string, state: string) => void;
  readonly contentType: string;
  /** Everything as Prometheus reads it. */
  readonly text: () => Promise<string>;
}

/** @param readWaiting asked at each reading; while the database is away its figures are left out, and never 0 */
export function createMetrics(nowMs: () => number, readWaiting: () => Promise<Waiting>): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: 'stockavoo_' });
  const requests = new Histogram({
    name: 'stockavoo_http_request_seconds',
    help: 'Time from a request to its answer. The error rate is the share of its count by status.',
    labelNames: ['method', 'route', 'status'],
    buckets: REQUEST_BUCKETS_S,
    registers,
  });
  const queries = new Histogram({
    name: 'stockavoo_query_seconds',
    help: 'Time of a query of the database, with its wait for a connection.',
    labelNames: ['kind'],
    buckets: QUERY_BUCKETS_S,
    registers,
  });
  const count = (name: string, help: string, labelNames: string[]): Counter =>
    new Counter({ name, help, labelNames, registers });
  const caches = count('stockavoo_cache_reads_total', 'Readings of a cache by outcome; the hit rate is hit of all.', [
    'cache',
    'outcome',
  ]);
  const pushed = count('stockavoo_pushed_changes_total', 'Changes that tills sent, by what became of them.', [
    'outcome',
  ]);
  const payments = count(
    'stockavoo_payments_total',
    'Payments of tills and the web, taken or settled, by method and state.',
    ['method', 'state'],
  );
  const users = createActiveUsers(nowMs);
  new Gauge({
    name: 'stockavoo_active_users',
    help: 'People who asked anything of this process in the last five minutes.',
    registers,
    collect() {
      this.set(users.count());
    },
  });
  waitingGauge(registers, readWaiting);
  return {
    request: ({ method, route, status, seconds, userId }) => {
      requests.observe({ method, route, status: String(status) }, seconds);
      if (userId !== undefined) users.see(userId);
    },
    query: (text, ms) => queries.observe({ kind: queryKind(text) }, ms / 1000),
    cacheRead: (cache, outcome) => caches.inc({ cache, outcome }),
    pushed: (outcome) => pushed.inc({ outcome }),
    paid: (method, state) => payments.inc({ method, state }),
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}

function waitingGauge(registers: Registry[], readWaiting: () => Promise<Waiting>): void {
  new Gauge({
    name: 'stockavoo_waiting',
    help: 'What waits in all businesses: changes in quarantine, open cases, changes known to lie in tills; and tills, active and silent.',
    labelNames: ['what'],
    registers,
    async collect() {
      this.reset();
      const waiting = await readWaiting().catch(() => null);
      if (waiting === null) return;
      this.set({ what: 'quarantine' }, waiting.quarantine);
      this.set({ what: 'cases' }, waiting.cases);
      this.set({ what: 'till_outboxes' }, waiting.outboxes);
      this.set({ what: 'tills_active' }, waiting.tillsActive);
      this.set({ what: 'tills_silent' }, waiting.tillsSilent);
    },
  });
}
