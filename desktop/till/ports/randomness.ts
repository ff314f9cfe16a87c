/** Bytes of the operating system's secure randomness. */
export type RandomBytes = (count: number) => Uint8Array;
