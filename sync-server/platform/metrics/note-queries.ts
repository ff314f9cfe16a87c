import type { QueryWatch } from '../../store/watch-queries.ts';
import type { Logger } from '../log/logger.ts';
import type { Metrics } from './metrics.ts';

const SLOW_MS = 1_000;
const TEXT_MAX = 500;

/** Counts each query, and names the slow ones: by their text, which holds no values. */
export function noteQueries(log: Logger, metrics: Pick<Metrics, 'query'>): QueryWatch {
  return (text, ms) => {
    metrics.query(text, ms);
    const level = ms >= SLOW_MS ? 'warn' : 'debug';
    if (!log.isLevelEnabled(level)) return;
    log[level](
      { ms: Math.round(ms * 10) / 10, sql: text.replaceAll(/\s+/g, ' ').trim().slice(0, TEXT_MAX) },
      ms >= SLOW_MS ? 'a query was slow' : 'a query',
    );
  };
}
