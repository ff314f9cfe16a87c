/** Reads server-sent events out of text cut anywhere; gives what arrived whole. */
export type EventReader = { readonly read: (text: string) => readonly StreamEvent[] };
export type StreamEvent = { readonly event: string };

const LINE_LENGTH_MAX = 64 * 1024;

/** Comments (heartbeats) are no events; what an event says is not kept, since pokes carry no data. */
export function createEventReader(): EventReader {
  let rest = '';
  let name = '';
  let hasField = false;
  return {
    read: (text) => {
      const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
      rest = (lines.pop() ?? '').slice(-LINE_LENGTH_MAX);
      const events: StreamEvent[] = [];
      for (const line of lines) {
        if (line === '') {
          if (hasField) events.push({ event: name === '' ? 'message' : name });
          name = '';
          hasField = false;
        } else if (!line.startsWith(':')) {
          hasField = true;
          if (line.startsWith('event:')) name = line.slice('event:'.length).trim();
        }
      }
      return events;
    },
  };
}
