import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { NOTHING, defineEndpoint } from './endpoint.ts';

/** A browser that is told: `agent` is what it called itself when it subscribed. */
const pushSubscriptionSchema = z.object({ id: idSchema, agent: z.string(), createdAt: z.string() });

const common = { area: 'notifications', permission: 'own', params: NOTHING, query: NOTHING, body: NOTHING } as const;

export const pushSubscriptionsEndpoint = defineEndpoint({
  ...common,
  method: 'get',
  path: '/notifications/push-subscription',
  doc: 'The key to subscribe a browser with (its applicationServerKey), and the caller’s browsers that are told.',
  answer: z.object({ publicKey: z.string(), subscriptions: z.array(pushSubscriptionSchema) }),
});

export const addPushSubscriptionEndpoint = defineEndpoint({
  ...common,
  method: 'post',
  path: '/notifications/push-subscription',
  status: 201,
  doc: 'Tells this browser of what its caller is told, by web push. The body is what the browser’s PushSubscription gives as JSON.',
  body: z.object({
    endpoint: z.url({ error: 'Give the address that the browser gave.' }).max(2000),
    expirationTime: z.number().nullable().optional(),
    keys: z.object({
      p256dh: z.string().regex(/^[\w-]{87}=?$/, 'Give the key that the browser gave.'),
      auth: z.string().regex(/^[\w-]{22}={0,2}$/, 'Give the secret that the browser gave.'),
    }),
  }),
  answer: pushSubscriptionSchema,
  example: {
    body: {
      endpoint:
        'https://fcm.googleapis.com/fcm/send/dpH5lCsTSSM:APA91bHqjZxM0VImWWqDRN7U0a3AycjUf4O-byuxb_wJsKRaKvV_iKw',
      expirationTime: null,
      keys: {
        p256dh: 'BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8',
        auth: 'DGv6ra1nlYgDCS1FRnbzlw',
      },
    },
  },
});

export const removePushSubscriptionEndpoint = defineEndpoint({
  ...common,
  method: 'delete',
  path: '/notifications/push-subscription',
  doc: 'Tells a browser no more: the one of this id.',
  query: z.object({ id: idSchema }),
  answer: z.object({ id: idSchema }),
  example: { query: { id: '0198f3c2-7a10-7c3e-9b1d-5f2a6c8e4d70' } },
});
