import type {
  Audience,
  CrosspostState,
  PermissionSentence,
  QueueTab,
  RouteMode,
  SignInMethod,
} from '../../../contract/model.ts';
import type { AccountHealth, Language, LinkProgress, QueueMark, Theme } from '../../../contract/views.ts';

export const words = {
  justNow: 'just now',
  audience: {
    direct: 'Direct',
    close_friends: 'Close friends',
    followers: 'Followers',
    unlisted: 'Unlisted',
    public: 'Public',
  } satisfies Record<Audience, string>,
  state: {
    held: 'Held',
    waiting: 'Waiting for your yes',
    approved: 'Scheduled',
    publishing: 'Publishing',
    published: 'Published',
    unknown: 'Not sure it arrived',
    failed: 'Not published',
    skipped: 'Skipped',
    withdrawn: 'Withdrawn',
  } satisfies Record<CrosspostState, string>,
  mark: {
    clean: 'ready',
    look: 'needs a look',
    held: 'held',
    going: 'on its way',
    done: 'published',
    trouble: 'has a problem',
    skipped: 'skipped',
  } satisfies Record<QueueMark['mark'], string>,
  tab: {
    waiting: 'Waiting',
    scheduled: 'Scheduled',
    published: 'Published',
    problems: 'Problems',
    skipped: 'Skipped',
  } satisfies Record<QueueTab, string>,
  health: {
    working: 'Working',
    checking: 'Checking',
    link_again: 'Link again',
    trouble: 'Trouble',
  } satisfies Record<AccountHealth, string>,
  permission: {
    see_profile: 'see who you are',
    read_posts: 'read your posts',
    publish_posts: 'publish posts you approved',
    upload_pictures: 'upload pictures',
    whole_account: 'do everything this account can do',
  } satisfies Record<PermissionSentence, string>,
  mode: { review: 'Review', delayed: 'Delayed', hands_off: 'Hands-off' } satisfies Record<RouteMode, string>,
  method: {
    window: 'Sign in here',
    browser: 'Sign in in my browser',
    app_password: 'Use an app password',
  } satisfies Record<SignInMethod, string>,
  stage: {
    finding_server: 'Looking for the server',
    waiting_for_you: 'Waiting for you to sign in',
    finishing: 'Finishing',
    idle: 'Starting',
  } satisfies Record<LinkProgress['stage'], string>,
  /** What seals sign-ins, by the name the system gives it. */
  keyring: {
    gnome_libsecret: 'GNOME Keyring',
    kwallet: 'KWallet',
    kwallet5: 'KWallet',
    kwallet6: 'KWallet',
    keychain: 'the macOS keychain',
    dpapi: 'Windows data protection (DPAPI)',
    other: 'the keyring of the system',
  },
  theme: { system: 'As the system', light: 'Light', dark: 'Dark' } satisfies Record<Theme, string>,
  language: { system: 'As the system', en: 'English', de: 'Deutsch' } satisfies Record<Language | 'system', string>,
};
