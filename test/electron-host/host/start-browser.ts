import path from 'node:path';
import { app, announceReady } from '../api/app.ts';
import { launchChromium } from '../chromium/launch.ts';
import { serveDevTools } from '../chromium/relay.ts';
import { interceptRequests } from '../session/requests.ts';
import { realTextOf, virtualTextOf } from '../session/schemes.ts';
import { pageOfTarget } from '../window/registry.ts';
import { print, report } from './report.ts';
import { runtime } from './runtime.ts';
import type { Connection } from '../chromium/connection.ts';

/** Starts Chromium behind the app, unless it is to have no windows, then tells the app that it is ready. */
export async function startBrowser(debuggingPort: number | undefined): Promise<void> {
  if (!process.env['ELECTRON_STANDIN_WINDOWLESS']) await launch(debuggingPort);
  runtime.isReady = true;
  announceReady();
}

async function launch(debuggingPort: number | undefined): Promise<void> {
  const browser = await launchChromium({
    profileDirectory: path.join(app.getPath('sessionData'), 'chromium'),
    switches: runtime.switches,
    headed: Boolean(process.env['ELECTRON_STANDIN_HEADED']),
  });
  runtime.browser = browser;
  Object.assign(process.versions, { chrome: browser.version });
  const { connection } = browser;
  connection.onClosed(() => {
    if (runtime.isLeaving) return;
    print('Chromium went away');
    process.exit(1);
  });
  await followTargets(connection);
  await interceptRequests(connection);
  await connection.send('Browser.setDownloadBehavior', { behavior: 'deny' });
  if (debuggingPort !== undefined) {
    const endpoint = await serveDevTools(connection, debuggingPort, { virtualTextOf, realTextOf });
    process.stderr.write(`\nDevTools listening on ${endpoint}\n`);
  }
}

async function followTargets(connection: Connection): Promise<void> {
  connection.on('Target.targetDestroyed', ({ targetId }) => pageOfTarget(targetId)?.ended());
  // Full Chromium opens popups although it was told not to; no window of ours stands behind them.
  connection.on('Target.targetCreated', ({ targetInfo }) => {
    if (targetInfo.type !== 'page' || targetInfo.openerId === undefined) return;
    connection.send('Target.closeTarget', { targetId: targetInfo.targetId }).catch(report);
  });
  await connection.send('Target.setDiscoverTargets', { discover: true });
}
