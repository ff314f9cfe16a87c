import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { except } from 'hono/combine';
import { HTTPException } from 'hono/http-exception';
import { compress } from 'hono/compress';
import type { Endpoint } from '#shared/api/endpoint.ts';
import { IMAGES_PATH } from '#shared/api/image-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import { mountOwnAccount } from './accounts/own-account-routes.ts';
import { mountPeople } from './accounts/people-routes.ts';
import { mountRoles } from './accounts/role-routes.ts';
import { mountAccounts, mountAdoption } from './accounts/routes.ts';
import { mountSecondFactor } from './accounts/second-factor-routes.ts';
import { mountStaffing } from './accounts/staffing-routes.ts';
import { mountAudit } from './audit/routes.ts';
import { mountBilling } from './billing/routes.ts';
import { mountExpenses } from './expenses/routes.ts';
import { mountCredits } from './customers/credit-routes.ts';
import { mountCustomers } from './customers/routes.ts';
import { mountInventory } from './inventory/routes.ts';
import { downloadsHeaders, downloadsRoutes } from './platform/downloads/downloads-routes.ts';
import { mountPictures } from './platform/files/picture-routes.ts';
import { mountNotifications } from './notifications/routes.ts';
import { type Api, createApi } from './platform/http/api.ts';
import { callerAddress } from './platform/http/caller-address.ts';
import { corsFor, limitedBodies, limitedUploads, sharedPictures, strictHeaders } from './platform/http/defences.ts';
import { docsPage } from './platform/http/docs-page.ts';
import { errorAnswer } from './platform/http/error-answer.ts';
import { healthRoutes } from './platform/http/health-routes.ts';
import { showMetrics } from './platform/http/metrics-route.ts';
import { openapiDocument } from './platform/http/openapi-document.ts';
import type { RequestEnv } from './platform/http/request-env.ts';
import { requestLog } from './platform/http/request-log.ts';
import { webApp } from './platform/http/web-app.ts';
import type { ServerDeps } from './platform/server-deps.ts';
import { mountProducts } from './products/routes.ts';
import { mountReports } from './reports/routes.ts';
import { mountInvoices } from './sales/invoice/invoice-routes.ts';
import { receiptHeaders, receiptRoutes } from './sales/receipt/receipt-routes.ts';
import { mountMoney } from './sales/money-routes.ts';
import { mountSales } from './sales/routes.ts';
import { mountSaleWriting } from './sales/writing-routes.ts';
import { mountSettings } from './stores/settings-routes.ts';
import { mountStores } from './stores/store-routes.ts';
import { mountJoins } from './stores/join-routes.ts';
import { mountTills } from './stores/till-routes.ts';
import { mountPurchaseOrders } from './suppliers/order-routes.ts';
import { mountSuppliers } from './suppliers/routes.ts';
import { syncRoutes } from './sync/sync-routes.ts';

const HEADERS_TIMEOUT_MS = 20_000;
/** Longer than tills rest between two pulls, and than a proxy in front keeps its connections. */
const KEEP_ALIVE_MS = 75_000;
/** A push of the largest size over a line of two kilobytes a second takes minutes, and moves all the while. */
const REQUEST_TIMEOUT_MS = 600_000;
const STOP_GRACE_MS = 10_000;

export interface Server {
  readonly endpoints: readonly Endpoint[];
  /** Listens; port 0 takes a free one. */
  readonly listen: (host: string, port: number) => Promise<Listening>;
  /** Answers one request in this process, as from a caller on this machine. */
  readonly fetch: (request: Request) => Promise<Response>;
}

export interface Listening {
  readonly url: string;
  /** Takes no more requests, lets those that run end, and closes every connection. */
  readonly close: () => Promise<void>;
}

/** Puts the server together: defences, the rooms' routes under /api/v1, health, and the owner's web app. */
export function createServer(deps: ServerDeps): Server {
  const api = createApi(deps);
  mountRooms(api);
  const app = new Hono<RequestEnv>();
  app.use('*', async (context, next) => {
    context.set('requestId', deps.makeId());
    context.set('route', 'other');
    context.header('x-request-id', context.get('requestId'));
    // The clock by which tokens are judged: a till whose own is far off dates its next try by it.
    context.header('date', new Date(deps.nowMs()).toUTCString());
    await next();
  });
  app.use(`/api/v1${IMAGES_PATH}/*`, sharedPictures);
  app.use('/r/*', receiptHeaders);
  app.use('/downloads/*', downloadsHeaders);
  app.use('*', requestLog(deps.log, deps.metrics), strictHeaders);
  app.use('*', async (context, next) => {
    context.set('address', callerAddress(context, deps.config.trustedProxies));
    await next();
  });
  app.get('/metrics', (context) => showMetrics(context, deps));
  app.route('/health', healthRoutes(deps.pool, deps.stopping));
  app.route('/r', receiptRoutes(deps));
  app.route('/downloads', downloadsRoutes(deps.config.downloadsDir));
  if (deps.config.corsOrigins.length > 0) app.use('/api/v1/*', corsFor(deps.config.corsOrigins));
  app.use('/api/v1/*', except('/api/v1/sync/*', limitedBodies(api.endpoints), compress()));
  app.use('/api/v1/sync/*', limitedUploads(api.endpoints));
  let document: ReturnType<typeof openapiDocument> | undefined;
  // Made at the first question: with its examples it takes a good part of a second, and it never changes.
  app.get('/api/v1/openapi.json', (context) => context.json((document ??= openapiDocument(api.endpoints))));
  app.get('/api/v1/docs', (context) => context.html(docsPage(api.endpoints)));
  app.route('/api/v1', api.routes);
  app.all('/api/*', () => {
    throw new Fault('not_found', 'There is no such route. The routes are listed at /api/v1/docs.');
  });
  app.route('/', webApp(deps.config.webDir));
  app.notFound((context) => errorAnswer(context, new HTTPException(404), deps.log));
  app.onError((error, context) => errorAnswer(context, error, deps.log));
  return {
    endpoints: api.endpoints,
    listen: (host, port) => listen(app, host, port),
    fetch: async (request) => app.fetch(request, { incoming: { socket: { remoteAddress: '127.0.0.1' } } }),
  };
}

/** Every room's routes; a room is reached over HTTP only where it stands here. */
const ROOMS: readonly ((api: Api) => void)[] = [
  syncRoutes,
  mountAccounts,
  mountAdoption,
  mountOwnAccount,
  mountSecondFactor,
  mountPeople,
  mountStaffing,
  mountRoles,
  mountStores,
  mountTills,
  mountJoins,
  mountSettings,
  mountProducts,
  mountPictures,
  mountInventory,
  mountSuppliers,
  mountPurchaseOrders,
  mountSales,
  mountMoney,
  mountSaleWriting,
  mountInvoices,
  mountExpenses,
  mountCustomers,
  mountCredits,
  mountReports,
  mountAudit,
  mountBilling,
  mountNotifications,
];

function mountRooms(api: Api): void {
  for (const mount of ROOMS) mount(api);
}

/** All routes of /api/v1, without a server behind them. */
export function listEndpoints(): readonly Endpoint[] {
  const api = createApi(null);
  mountRooms(api);
  return api.endpoints;
}

function listen(app: Hono<RequestEnv>, host: string, port: number): Promise<Listening> {
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: {
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
    },
  });
  return new Promise((resolve, reject) => {
    server.once('error', (cause: Error) =>
      reject(new Fault('server_config', `PORT: ${host}:${port} can’t be listened on (${cause.message}).`, { cause })),
    );
    server.listen(port, host, () => {
      const address = server.address();
      const taken = address !== null && typeof address === 'object' ? address.port : port;
      resolve({ url: `http://${host}:${taken}`, close: () => closeGently(server) });
    });
  });
}

function closeGently(server: ReturnType<typeof createAdaptorServer>): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => {
      if ('closeAllConnections' in server) server.closeAllConnections();
    }, STOP_GRACE_MS);
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    if ('closeIdleConnections' in server) server.closeIdleConnections();
  });
}
