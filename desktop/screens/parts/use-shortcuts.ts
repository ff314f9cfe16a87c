import { useEffect, useRef } from 'react';

/** A key by its name: F2, Escape, Enter, ArrowUp, Delete, Ctrl+K, or a letter. On macOS, Cmd stands for Ctrl. */
export type Shortcuts = Readonly<Record<string, (event: KeyboardEvent) => void>>;

type Layer = { readonly current: Shortcuts };

/** The newest layer first: a panel answers before the page under it. */
const layers: Layer[] = [];

function nameOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  return event.ctrlKey || event.metaKey ? `Ctrl+${key}` : key;
}

function isText(target: EventTarget | null): boolean {
  return (
    (target instanceof HTMLInputElement && target.type !== 'checkbox' && target.type !== 'radio') ||
    target instanceof HTMLTextAreaElement
  );
}

/** Keys that mean something to what has the focus stay with it. */
function belongsToFocus(name: string, target: EventTarget | null): boolean {
  if (isText(target))
    return name.length === 1 || ['Enter', 'ArrowUp', 'ArrowDown', 'Delete', 'Ctrl+Z', 'Ctrl+Y'].includes(name);
  const isPressed = target instanceof HTMLButtonElement || target instanceof HTMLAnchorElement;
  return isPressed && name === 'Enter';
}

/** A key of the number pad is known by its place too, whatever NumLock says. */
function nameIn(shortcuts: Shortcuts, event: KeyboardEvent): string {
  return event.code.startsWith('Numpad') && shortcuts[event.code] !== undefined ? event.code : nameOf(event);
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  for (const layer of layers.toReversed()) {
    const name = nameIn(layer.current, event);
    const act = layer.current[name];
    if (act === undefined) continue;
    if (belongsToFocus(name, event.target)) return;
    event.preventDefault();
    act(event);
    return;
  }
}

/** Listens for the keys of a page or panel while it stands; what is opened later answers first. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const newest = useRef(shortcuts);
  // The newest callbacks are kept in place, so that a render does not move a page above the panel that it opened.
  useEffect(() => {
    newest.current = shortcuts;
  });
  // Keys come from the window; a layer stands as long as what it belongs to.
  useEffect(() => {
    if (layers.length === 0) window.addEventListener('keydown', onKey);
    layers.push(newest);
    return () => {
      layers.splice(layers.indexOf(newest), 1);
      if (layers.length === 0) window.removeEventListener('keydown', onKey);
    };
  }, []);
}
