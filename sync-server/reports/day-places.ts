import type { Id } from '#shared/base/ids.ts';

/** Where something of a day happened; sales of the web have no shift. */
export type DayPlace = { readonly storeId: Id; readonly tillId: Id; readonly shiftId: Id | null };

/** Picks the rows of a store, a till or a shift. */
export type Belongs = (place: DayPlace) => boolean;
