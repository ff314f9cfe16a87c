/** What moved: something of one store, or, where `storeId` is null, of the whole business. */
export interface Poke {
  readonly businessId: string;
  readonly storeId: string | null;
}

/** A poke as it goes from server to server: ids alone, since it says where to look and not what is there. */
export function pokeMessage({ businessId, storeId }: Poke): string {
  return storeId === null ? businessId : `${businessId} ${storeId}`;
}

export function readPoke(message: string): Poke {
  const [businessId = '', storeId] = message.split(' ');
  return { businessId, storeId: storeId ?? null };
}
