import {
  type NoticeChannel,
  type NoticePreference,
  type NoticeType,
  noticeChannelSchema,
  noticeTypeSchema,
} from '#shared/api/notification-endpoints.ts';
import type { Permission } from '#shared/people/permissions.ts';

/** Who hears of a kind of thing: whoever may see it; and whether by e-mail too, where a person chose nothing. */
export const NOTICE_KINDS: Readonly<Record<NoticeType, { readonly needs: Permission; readonly byEmail: boolean }>> = {
  low_stock: { needs: 'inventory.read', byEmail: false },
  expiring: { needs: 'inventory.read', byEmail: false },
  oversold: { needs: 'inventory.adjust', byEmail: false },
  case: { needs: 'sync.settle', byEmail: false },
  quarantine: { needs: 'sync.settle', byEmail: true },
  silent_till: { needs: 'tills.read', byEmail: true },
  drawer_variance: { needs: 'shifts.read', byEmail: false },
  end_of_day: { needs: 'reports.read', byEmail: true },
};

/** All that a person may choose, as it stands where nothing was chosen. Whoever lets a browser be told wants to be told there. */
export function preferencesWith(chosen: readonly NoticePreference[]): NoticePreference[] {
  const isOn = (type: NoticeType, channel: NoticeChannel): boolean =>
    chosen.find((one) => one.type === type && one.channel === channel)?.isOn ??
    (channel === 'email' ? NOTICE_KINDS[type].byEmail : true);
  return noticeTypeSchema.options.flatMap((type) =>
    noticeChannelSchema.options.map((channel) => ({ type, channel, isOn: isOn(type, channel) })),
  );
}
