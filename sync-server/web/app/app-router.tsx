import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import {
  checkMailSearchSchema,
  parseAddress,
  reportSearchSchema,
  salesSearchSchema,
  signInSearchSchema,
  todaySearchSchema,
  writeAddress,
} from './address-search.ts';
import { loadSalesWords, loadStoresWords } from '../words/words.ts';
import { CrashPage } from './crash-page.tsx';
import { MissingPage } from './missing-page.tsx';
import { RootFrame } from './root-frame.tsx';
import type { RouterContext } from './router-context.ts';

const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: RootFrame,
  errorComponent: CrashPage,
  notFoundComponent: MissingPage,
});

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: signInSearchSchema,
  component: lazyRouteComponent(() => import('../session/sign-in-page.tsx'), 'SignInPage'),
});
const registerRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/register',
  component: lazyRouteComponent(() => import('../session/register-page.tsx'), 'RegisterPage'),
});
const checkMailRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/check-mail',
  validateSearch: checkMailSearchSchema,
  component: lazyRouteComponent(() => import('../session/check-mail-page.tsx'), 'CheckMailPage'),
});
const verifyEmailRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/verify-email/$token',
  component: lazyRouteComponent(() => import('../session/verify-email-page.tsx'), 'VerifyEmailPage'),
});
const forgotPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/forgot-password',
  component: lazyRouteComponent(() => import('../session/forgot-password-page.tsx'), 'ForgotPasswordPage'),
});
const resetPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reset-password/$token',
  component: lazyRouteComponent(() => import('../session/reset-password-page.tsx'), 'ResetPasswordPage'),
});
const inviteRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invite/$token',
  component: lazyRouteComponent(() => import('../session/invite-page.tsx'), 'InvitePage'),
});

/** Everything below needs somebody signed in; the cookie is asked before a page is drawn. */
const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  beforeLoad: async ({ context, location }) => {
    // A line that is cut is no reason to ask for a password: the frame says so and tries again.
    const isSignedIn = await context.office.isSignedIn().catch(() => true);
    if (!isSignedIn)
      redirect({ to: '/sign-in', search: location.href === '/' ? {} : { to: location.href }, throw: true });
  },
  component: lazyRouteComponent(() => import('./signed-in-frame.tsx'), 'SignedInFrame'),
});
const todayRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/',
  validateSearch: todaySearchSchema,
  component: lazyRouteComponent(() => import('../today/today-page.tsx'), 'TodayPage'),
});
const salesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/sales',
  loader: loadSalesWords,
  validateSearch: salesSearchSchema,
  component: lazyRouteComponent(() => import('../sales/sales-page.tsx'), 'SalesPage'),
});
const saleRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/sales/$saleId',
  loader: loadSalesWords,
  component: lazyRouteComponent(() => import('../sales/sale-page.tsx'), 'SalePage'),
});
const reportRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/reports',
  loader: loadSalesWords,
  validateSearch: reportSearchSchema,
  component: lazyRouteComponent(() => import('../reports/sales-summary-page.tsx'), 'SalesSummaryPage'),
});
const storesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/stores',
  loader: loadStoresWords,
  component: lazyRouteComponent(() => import('../stores/stores-page.tsx'), 'StoresPage'),
});
const moreRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/more',
  component: lazyRouteComponent(() => import('./more-page.tsx'), 'MorePage'),
});

const routeTree = rootRoute.addChildren([
  signInRoute,
  registerRoute,
  checkMailRoute,
  verifyEmailRoute,
  forgotPasswordRoute,
  resetPasswordRoute,
  inviteRoute,
  signedInRoute.addChildren([todayRoute, salesRoute, saleRoute, reportRoute, storesRoute, moreRoute]),
]);

/** The addresses of the app; all but the frame loads when its address is opened. */
export function createAppRouter(context: RouterContext) {
  return createRouter({
    routeTree,
    context,
    parseSearch: parseAddress,
    stringifySearch: writeAddress,
    defaultPreload: 'intent',
    scrollRestoration: true,
  });
}
export type AppRouter = ReturnType<typeof createAppRouter>;

declare module '@tanstack/react-router' {
  interface Register {
    readonly router: AppRouter;
  }
}
