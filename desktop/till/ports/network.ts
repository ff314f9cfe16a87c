/** A request to the office. The caller decides when it has been silent for too long, and ends it by `signal`. */
export type NetworkRequest = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
  readonly signal: AbortSignal;
  /** Called whenever a part of the request went out or a part of the answer came in. */
  readonly onBytes: () => void;
  /** A longer answer is cut off and counts as a failure. */
  readonly answerBytesMax: number;
};

export type NetworkAnswer = {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decoded where it was compressed. */
  readonly body: Uint8Array;
};

export type StreamRequest = Pick<NetworkRequest, 'url' | 'headers' | 'signal' | 'onBytes'> & {
  /** Text as it arrives, cut anywhere. */
  readonly onText: (text: string) => void;
};

/** No connection came about, so nothing of a request went out: thrown where that is certain. */
export class NotConnected extends Error {
  override name = 'NotConnected';
}

/** The way to the office. Nothing here knows what is said over it; every failure is thrown. */
export type Network = {
  readonly request: (request: NetworkRequest) => Promise<NetworkAnswer>;
  /** Holds a stream of text open; gives its status once it ends, and at once where that is not 200. */
  readonly openStream: (request: StreamRequest) => Promise<{ readonly status: number }>;
  /** Whether the machine has a network at all, whoever answers on it. */
  readonly isUp: () => boolean;
  /** Tells when a network came back; gives the way to stop being told. */
  readonly onReturn: (listener: () => void) => () => void;
  /** Ends every socket, also those that only look alive. */
  readonly tearDown: () => void;
};
