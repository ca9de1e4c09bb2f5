import type { App } from 'electron';

/**
 * Claims to be the only Crosstie of this profile: two would publish twice. Answers false when there is one already; it
 * is then asked to show itself, and this one should end. The profile must be chosen before, the claim belongs to it.
 */
export function claimSingleInstance(app: App, onSecondStart: () => void): boolean {
  app.on('second-instance', onSecondStart);
  return app.requestSingleInstanceLock();
}
