/** The one person who has an account on every pretend network, and the secrets that sign in as her. */

export const person = {
  displayName: 'Mara Lindt',
  note: 'Harbours, trains, kitchens, weather. Kiel, mostly on foot.',
  /** The password of every consent page; filled in already. */
  password: 'rehearsal',
  /** `dashboardToken` is what the app's dashboard makes for pasting. */
  instagram: { id: '17841400000000042', username: 'mara.photo', dashboardToken: 'IGAAmara0dashboard0rehearsal0token' },
  mastodon: { id: '109300000000000042', username: 'mara' },
  pixelfed: { id: '482000000000000042', username: 'mara' },
  bluesky: {
    did: 'did:plc:rehearsalmaralindt234567',
    handle: 'mara.bsky.rehearsal',
    /** Made for `createSession`, as an app password would be in Bluesky's settings. */
    appPassword: 'mara-rehe-arsa-lapp',
    email: 'mara@bsky.rehearsal',
  },
  threads: { id: '27400000000000042', username: 'mara.photo', dashboardToken: 'THAAmara0dashboard0rehearsal0token' },
  /** The person and the Pages that she looks after. */
  facebook: {
    id: '10220000000000042',
    username: 'mara',
    pages: [
      { id: '104200000000042', name: 'Mara Lindt Photography', username: 'maralindtphoto' },
      { id: '104200000000043', name: 'Fotofreunde Kiel', username: 'fotofreundekiel' },
    ],
  },
  x: { id: '1450000000000000042', username: 'maralindt' },
  linkedin: { sub: '782bMaraL', vanityName: 'mara-lindt' },
  youtube: { channelId: 'UCrehearsalMaraLindt0042', title: 'Mara Lindt', handle: '@maralindt' },
  tiktok: { openId: '-000rehearsalMaraLindt42', username: 'mara.lindt' },
} as const;

/** The developer apps that the pretend networks know: what a person would copy from their developer pages. */
export const apps = {
  instagram: {
    clientId: '990000000000042',
    clientSecret: 'rehearsal0secret0of0the0pretend0app',
    /** The one registered redirect; nothing answers there, the app catches it. */
    redirectUri: 'https://crosstie.example/signed-in/instagram',
  },
  threads: {
    clientId: '880000000000042',
    clientSecret: 'rehearsal0secret0of0pretend0threads',
    redirectUri: 'https://crosstie.example/signed-in/threads',
  },
  facebook: {
    clientId: '770000000000042',
    clientSecret: 'rehearsal0secret0of0pretend0facebook',
    redirectUri: 'http://localhost:47813/callback',
  },
  /** A Native App, which has no secret. */
  x: {
    clientId: 'cmVoZWFyc2FsLXByZXRlbmQteA',
    clientSecret: null,
    redirectUri: 'http://127.0.0.1:47813/callback',
  },
  linkedin: {
    clientId: '77rehearsal42',
    clientSecret: 'RehearsalLinkedIn42',
    redirectUri: 'http://localhost:47813/callback',
  },
  /** A Desktop app: any port of this machine is a redirect. */
  youtube: {
    clientId: '420042-rehearsal.apps.googleusercontent.example',
    clientSecret: 'GOCSPX-rehearsal-pretend-desktop',
    redirectUri: 'http://127.0.0.1',
  },
  /** The port may be any where it is registered as `*`. */
  tiktok: {
    clientId: 'awrehearsalkey42',
    clientSecret: 'rehearsal0secret0of0pretend0tiktok',
    redirectUri: 'http://127.0.0.1:*/callback',
  },
} as const;
