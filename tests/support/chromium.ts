import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { findProgram } from './find-program.ts';

/** The shell draws no window of its own, which takes a third less of a small machine; it is what Playwright would install. */
const SHELL = 'chromium-headless-shell';
const NAMES = [SHELL, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const INSTALL_TIMEOUT_MS = 10 * 60_000;

/** What makes Chromium calm in a container and on a developer's machine: no calls home, no GPU, no sandbox for root. */
export const CHROMIUM_ARGUMENTS: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-features=Translate,OptimizationHints,MediaRouter',
];

/** The Chromium this machine has: CHROMIUM_PATH, then one on PATH, then Playwright's own. */
export function findChromium(): string | undefined {
  const given = process.env['CHROMIUM_PATH'];
  if (given !== undefined && given !== '') {
    if (existsSync(given)) return given;
    throw new Error(`CHROMIUM_PATH names ${given}, and there is nothing. Set it to a Chromium, or leave it unset.`);
  }
  return onPath() ?? playwrightsOwn();
}

/** As `findChromium`, but installs one where it can: from Debian when root there, else by Playwright. */
export function obtainChromium(): string | undefined {
  const found = findChromium();
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    attempt('apt-get', ['update']);
    for (const name of [SHELL, 'chromium']) {
      attempt('apt-get', ['install', '-y', '--no-install-recommends', name, 'fonts-noto-core']);
      const installed = onPath();
      if (installed !== undefined) return installed;
    }
  }
  attempt(process.execPath, [join('node_modules', 'playwright', 'cli.js'), 'install', 'chromium']);
  return playwrightsOwn();
}

function onPath(): string | undefined {
  return findProgram(NAMES);
}

function playwrightsOwn(): string | undefined {
  const path = chromium.executablePath();
  return existsSync(path) ? path : undefined;
}

/** A browser that can't be had is no error here: the caller declares its tests skipped. */
function attempt(program: string, args: readonly string[]): void {
  console.log(`no Chromium yet: ${program} ${args.join(' ')}`);
  try {
    execFileSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'], timeout: INSTALL_TIMEOUT_MS });
  } catch (cause) {
    console.log(`that did not work: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}
