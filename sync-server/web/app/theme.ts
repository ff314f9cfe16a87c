import { useSyncExternalStore } from 'react';

export type ThemeChoice = 'auto' | 'light' | 'dark';

const STORED_AS = 'stockavoo-theme';
const darkDevice = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

function isChoice(text: string | null): text is ThemeChoice {
  return text === 'auto' || text === 'light' || text === 'dark';
}

function chosenTheme(): ThemeChoice {
  const stored = window.localStorage.getItem(STORED_AS);
  return isChoice(stored) ? stored : 'auto';
}

function showTheme(): void {
  const choice = chosenTheme();
  const isDark = choice === 'auto' ? darkDevice.matches : choice === 'dark';
  document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
  for (const listener of listeners) listener();
}

/** Puts light or dark on the page, and follows the device and other tabs while nothing else was chosen. */
export function startTheme(): void {
  darkDevice.addEventListener('change', showTheme);
  window.addEventListener('storage', showTheme);
  showTheme();
}

/** The choice, and the way to change it; it is kept on this device. */
export function useTheme(): readonly [ThemeChoice, (choice: ThemeChoice) => void] {
  const choice = useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, chosenTheme);
  return [
    choice,
    (next) => {
      window.localStorage.setItem(STORED_AS, next);
      showTheme();
    },
  ];
}
