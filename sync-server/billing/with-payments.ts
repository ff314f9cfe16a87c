import { Fault } from '#shared/base/fault.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { PaymentProvider } from './payment-provider.ts';
import { createPaystack } from './paystack/create-paystack.ts';

/** Gives the room the provider that the environment names, made the first time that one is needed. */
export function withPayments(): (deps: Pick<ServerDeps, 'config'>) => PaymentProvider {
  let made: PaymentProvider | null = null;
  return ({ config }) => {
    if (config.paystack === null)
      throw new Fault(
        'payments_off',
        'This server sells no plans, and limits nothing. Whoever runs it can set PAYSTACK_SECRET_KEY to take payments.',
      );
    return (made ??= createPaystack(config.paystack));
  };
}
