import { Fault } from '#shared/base/fault.ts';
import type { RequestContext } from './request-env.ts';

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;

/**
 * The caller's address. A proxy's word is taken only where the proxy is named; plain HTTP only on this machine.
 *
 * @throws {Fault} `forbidden` for plain HTTP from another machine
 */
export function callerAddress(context: RequestContext, trustedProxies: readonly string[]): string {
  const remote = context.env.incoming?.socket.remoteAddress ?? '';
  const forwarded = context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim();
  if (trustedProxies.includes(remote)) {
    const isLocal = LOOPBACK.test(forwarded ?? remote);
    if (context.req.header('x-forwarded-proto') !== 'https' && !isLocal) refusePlainHttp();
    return forwarded ?? remote;
  }
  if (!LOOPBACK.test(remote)) refusePlainHttp();
  return remote;
}

function refusePlainHttp(): never {
  throw new Fault(
    'forbidden',
    'This address needs HTTPS. Use https://, or name the proxy in front of the server in TRUSTED_PROXIES.',
  );
}
