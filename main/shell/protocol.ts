import { protocol, type Session } from 'electron';
import { respond, type AppFiles } from './app-files.ts';
import { appScheme } from './security.ts';

/** Makes `app:` a scheme like https, with an origin of its own and videos that come in stretches. Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ]);
}

/** Serves our pages to the windows of one session; sign-in windows have others, and there is no `app:` for them. */
export function serveApp(session: Session, files: AppFiles): void {
  session.protocol.handle(appScheme, (request) => respond(request, files));
}
