import type { Id } from '#shared/base/ids.ts';

/** The ids of golden messages: always the same, so that what is written twice is the same text. */
export function goldenId(number: number): Id {
  return `019a0000-0000-7000-8000-${number.toString().padStart(12, '0')}`;
}

/** Who the messages are of. A replay puts its own in their place. */
export const GOLDEN = {
  businessId: goldenId(1),
  storeId: goldenId(2),
  tillId: goldenId(3),
  actorId: goldenId(4),
  productId: goldenId(10),
  variantId: goldenId(11),
  customerId: goldenId(12),
  shiftId: goldenId(13),
  saleId: goldenId(14),
  lineId: goldenId(15),
  paymentId: goldenId(16),
  creditId: goldenId(17),
  noId: '00000000-0000-0000-0000-000000000000',
} as const;

/** Monday the first of June 2026, noon UTC. */
export const GOLDEN_MS = 1_780_315_200_000;
export const GOLDEN_EPOCH = '1-00000000000000aa';
