import { html, raw } from 'hono/html';
import type { Build } from './builds.ts';

export const DOWNLOADS_STYLE = `
  body { font: 16px/1.5 system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif; color: #1c1c1c; background: #f2f2ef; margin: 0; }
  main { background: #fff; max-width: 40rem; margin: 1rem auto; padding: 1.5rem 1.25rem; box-sizing: border-box; }
  h1 { font-size: 1.5rem; margin: 0 0 .5rem; } h2 { font-size: 1.15rem; margin: 1.25rem 0 .25rem; }
  ul { padding: 0; list-style: none; } li { padding: .6rem 0; border-top: 1px solid #d9d9d4; }
  a { color: #1f5c2e; font-weight: 600; overflow-wrap: anywhere; } small { color: #55554f; display: block; }`;

/** As it is: the page's policy lets in this text alone, to the letter. */
const STYLE_TAG = raw(`<style>${DOWNLOADS_STYLE}</style>`);
const SYSTEMS = ['Windows', 'macOS', 'Linux'] as const;

/** The page of packages that an admin installs tills from: the newest version of each system, its size, how to go on. */
export function downloadsPage(builds: readonly Build[]): ReturnType<typeof html> {
  const body =
    builds.length === 0
      ? html`<p>
          There is nothing to download here yet. Whoever runs this server puts the signed packages of a release into its
          folder for downloads.
        </p>`
      : html`<p>Install the till, start it, and enter a code for it: in the office, a store’s page makes one.</p>
          ${SYSTEMS.map((os) =>
            systemPart(
              os,
              builds.filter((build) => build.os === os),
            ),
          )}`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Stockavoo Till: downloads</title>
        ${STYLE_TAG}
      </head>
      <body>
        <main>
          <h1>Stockavoo Till</h1>
          ${body}
        </main>
      </body>
    </html>`;
}

function systemPart(os: string, builds: readonly Build[]) {
  if (builds.length === 0) return '';
  return html`<h2>${os}</h2>
    <ul>
      ${builds.map(
        ({ fileName, version, processor, kind, bytes }) =>
          html`<li>
            <a href="/downloads/${fileName}" download>${os} ${processor}, .${kind}</a
            ><small>Version ${version}, ${megabytes(bytes)} MB</small>
          </li>`,
      )}
    </ul>`;
}

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);
