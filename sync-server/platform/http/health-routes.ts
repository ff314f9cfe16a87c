import { Hono } from 'hono';
import type { Pool } from '../../store/pool.ts';
import type { RequestEnv } from './request-env.ts';

/** `live`: the process answers. `ready`: so does its database, and it is not stopping. */
export function healthRoutes(pool: Pool, stopping: AbortSignal): Hono<RequestEnv> {
  const app = new Hono<RequestEnv>();
  app.get('/live', (context) => context.json({ status: 'live' }));
  app.get('/ready', async (context) => {
    if (stopping.aborted) return context.json({ status: 'stopping' }, 503);
    try {
      await pool`select 1`;
      return context.json({ status: 'ready' });
    } catch {
      return context.json({ status: 'waiting for the database' }, 503);
    }
  });
  return app;
}
