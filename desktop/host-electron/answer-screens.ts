import { type ScreenFiles, screenFileAt } from '#devices/screen-files.ts';
import { CONTENT_POLICY } from './content-policy.ts';
import { isScreensAddress } from './screens-address.ts';

/** Answers the window's requests from the files of the screens, each under the strict policy. */
export function answerScreens(
  files: ScreenFiles,
  request: { readonly method: string; readonly url: string },
): Response {
  const file =
    isScreensAddress(request.url) && request.method === 'GET'
      ? screenFileAt(files, new URL(request.url).pathname)
      : null;
  const headers = {
    'content-security-policy': CONTENT_POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  };
  if (file === null)
    return new Response('Not here.', { status: 404, headers: { ...headers, 'content-type': 'text/plain' } });
  return new Response(file.bytes, { headers: { ...headers, 'content-type': file.type, 'cache-control': 'no-cache' } });
}
