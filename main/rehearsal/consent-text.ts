/** The sentences of the consent pages. */
export const consentLanguages = ['en', 'de'] as const;
export type ConsentLanguage = (typeof consentLanguages)[number];

export const permissions = ['profile', 'read', 'publish', 'whole'] as const;
export type PermissionName = (typeof permissions)[number];

interface ConsentText {
  readonly rehearsal: (network: string) => string;
  readonly title: (app: string) => string;
  readonly intro: (app: string, network: string) => string;
  readonly permissions: Readonly<Record<PermissionName, string>>;
  /** Above what the permission may be given for. */
  readonly choices: string;
  readonly username: string;
  readonly password: string;
  readonly wrongPassword: string;
  readonly allow: string;
  readonly deny: string;
  readonly note: string;
  readonly failed: string;
}

export const consentTexts: Readonly<Record<ConsentLanguage, ConsentText>> = {
  en: {
    rehearsal: (network) => `Rehearsal – a pretend ${network}`,
    title: (app) => `Allow ${app}?`,
    intro: (app, network) => `${app} would like to use your ${network} account. It asks to:`,
    permissions: {
      profile: 'See your profile',
      read: 'Read your posts',
      publish: 'Publish posts and pictures for you',
      whole: 'Use your account as you can, except for settings and sign-in',
    },
    choices: 'For:',
    username: 'Username',
    password: 'Password',
    wrongPassword: 'That username and password do not belong together.',
    allow: 'Allow',
    deny: 'Deny',
    note: 'Nothing here leaves this computer. The password is filled in for you.',
    failed: 'This sign-in cannot go on',
  },
  de: {
    rehearsal: (network) => `Probe – ein vorgespieltes ${network}`,
    title: (app) => `${app} erlauben?`,
    intro: (app, network) => `${app} möchte dein Konto bei ${network} verwenden und bittet darum:`,
    permissions: {
      profile: 'Dein Profil zu sehen',
      read: 'Deine Beiträge zu lesen',
      publish: 'Für dich Beiträge und Bilder zu veröffentlichen',
      whole: 'Dein Konto zu benutzen wie du, außer Einstellungen und Anmeldung',
    },
    choices: 'Und zwar für:',
    username: 'Benutzername',
    password: 'Passwort',
    wrongPassword: 'Benutzername und Passwort passen nicht zusammen.',
    allow: 'Erlauben',
    deny: 'Ablehnen',
    note: 'Nichts davon verlässt diesen Computer. Das Passwort ist schon eingetragen.',
    failed: 'Diese Anmeldung kann nicht weitergehen',
  },
};

/** The first language of an Accept-Language header that there are sentences for; English otherwise. */
export function consentLanguage(header: string | undefined): ConsentLanguage {
  const asked = (header ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase());
  return (
    asked.map((code) => consentLanguages.find((language) => language === code)).find((code) => code !== undefined) ??
    'en'
  );
}
