/** Crosstie's windows, as main and they themselves call them. */

export const windowNames = ['approval', 'settings'] as const;
export type WindowName = (typeof windowNames)[number];

/** The pages of the settings window, in their order. */
export const settingsPages = [
  'accounts',
  'routes',
  'privacy',
  'schedule',
  'networks',
  'data',
  'general',
  'about',
] as const;
export type SettingsPage = (typeof settingsPages)[number];
