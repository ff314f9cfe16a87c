import type { Endpoint } from '#shared/api/endpoint.ts';

/** The API as a page to read: plain HTML without script or style, so that the strictest policy lets it through. */
export function docsPage(endpoints: readonly Endpoint[]): string {
  const areas = [...new Set(endpoints.map(({ area }) => area))].toSorted();
  const sections = areas.map((area) => {
    const rows = endpoints
      .filter((endpoint) => endpoint.area === area)
      .map(
        ({ method, path, doc, permission }) =>
          `<tr><td><code>${method.toUpperCase()}</code></td><td><code>/api/v1${escapeHtml(path)}</code></td><td>${escapeHtml(doc)}</td><td>${permission}</td></tr>`,
      );
    return `<h2>${escapeHtml(area)}</h2><table><thead><tr><th>Method</th><th>Path</th><th>What it does</th><th>Permission</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
  });
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Stockavoo API</title></head>
<body><h1>Stockavoo API</h1><p>Every field of every request and answer is in the <a href="/api/v1/openapi.json">OpenAPI document</a>.</p>${sections.join('')}</body></html>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
