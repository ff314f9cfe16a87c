import { useEffect, useRef } from 'react';
import { type BurstAct, NO_BURST, QUIET_MS, readBurst } from './burst.ts';

type ScannerListener = {
  /** A code was scanned, wherever the focus is. */
  readonly onScan: (code: string) => void;
  /** Somebody typed outside of every field. */
  readonly onTyped: (text: string) => void;
};

type Leak = { readonly field: HTMLInputElement | HTMLTextAreaElement; readonly before: string };

const CHOICES = new Set(['checkbox', 'radio', 'button']);

/** What takes text; a choice that has the focus doesn't. */
function fieldOf(target: EventTarget | null): HTMLInputElement | HTMLTextAreaElement | null {
  if (target instanceof HTMLInputElement) return CHOICES.has(target.type) ? null : target;
  return target instanceof HTMLTextAreaElement ? target : null;
}

/** Gives a field back what it held before a scan leaked into it; the event tells React. */
function takeBack({ field, before }: Leak): void {
  const shape = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(shape, 'value')?.set?.call(field, before);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Listens to the whole window for scans and stray typing while `isOn`. */
export function useScanner({ onScan, onTyped }: ScannerListener, isOn = true): void {
  const listener = useRef<ScannerListener>({ onScan, onTyped });
  // The newest callbacks are kept outside of the listener, so that a render never cuts a burst in two.
  useEffect(() => {
    listener.current = { onScan, onTyped };
  });
  // Keys come from the window, before anybody else sees them.
  useEffect(() => {
    if (!isOn) return undefined;
    return listenForBursts(window, listener);
  }, [isOn]);
}

function listenForBursts(target: Window, listener: { readonly current: ScannerListener }): () => void {
  let state = NO_BURST;
  let leak: Leak | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tell = (act: BurstAct): void => {
    if (act.kind === 'scan') {
      if (act.leaked && leak !== null) takeBack(leak);
      listener.current.onScan(act.code);
    } else if (act.typed !== '') listener.current.onTyped(act.typed);
  };

  const onKey = (event: KeyboardEvent): void => {
    const field = fieldOf(event.target);
    // A PIN that is typed quickly is never a scan.
    const isSecret = field?.type === 'password';
    if (isSecret || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    clearTimeout(timer);
    const step = readBurst(state, {
      kind: 'key',
      key: event.key,
      atMs: event.timeStamp,
      inField: field !== null,
      isRepeat: event.repeat,
    });
    // The end of a burst is no beginning of another: what the field held before it is still wanted.
    const begins = step.state.text !== '' && step.state.startedMs !== state.startedMs;
    if (begins) leak = field === null ? null : { field, before: field.value };
    state = step.state;
    if (step.act.kind !== 'pass') {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    tell(step.act);
    if (state.text !== '') {
      timer = setTimeout(() => {
        const quiet = readBurst(state, { kind: 'quiet', atMs: performance.now() });
        state = quiet.state;
        tell(quiet.act);
      }, QUIET_MS);
    }
  };

  target.addEventListener('keydown', onKey, { capture: true });
  return () => {
    clearTimeout(timer);
    target.removeEventListener('keydown', onKey, { capture: true });
  };
}
