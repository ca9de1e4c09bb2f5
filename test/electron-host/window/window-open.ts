import type { EventDetails } from '../chromium/protocol.ts';
import { print } from '../host/report.ts';
import { virtualUrlOf } from '../session/schemes.ts';
import type { Page } from './page.ts';

/**
 * The page has called `window.open` or followed a link to a new window. Chromium opens nothing, `window.open` returns
 * null, and the app's handler is asked. Only a refusal is implemented.
 */
export function openedFromPage(page: Page, wanted: EventDetails<'Page.windowOpen'>): void {
  const features = wanted.windowFeatures.filter((feature) => feature.includes('=')).join(',');
  const answer = page.windowOpenHandler?.({
    url: virtualUrlOf(wanted.url),
    frameName: wanted.windowName === '_blank' ? '' : wanted.windowName,
    features,
    disposition: features === '' ? 'foreground-tab' : 'new-window',
    referrer: { url: page.url, policy: 'strict-origin-when-cross-origin' },
  });
  if (answer?.action === 'deny') return;
  print(`setWindowOpenHandler: only { action: 'deny' } is implemented; ${wanted.url} is not opened`);
}
