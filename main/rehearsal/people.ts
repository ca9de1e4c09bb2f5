/** The one person who has an account on every pretend network, and the secrets that sign in as her. */

export const person = {
  displayName: 'Mara Lindt',
  note: 'Harbours, trains, kitchens, weather. Kiel, mostly on foot.',
  /** The password of every consent page; filled in already. */
  password: 'rehearsal',
  instagram: { id: '17841400000000042', username: 'mara.photo' },
  mastodon: { id: '109300000000000042', username: 'mara' },
  pixelfed: { id: '482000000000000042', username: 'mara' },
  bluesky: {
    did: 'did:plc:rehearsalmaralindt234567',
    handle: 'mara.bsky.rehearsal',
    /** Made for `createSession`, as an app password would be in Bluesky's settings. */
    appPassword: 'mara-rehe-arsa-lapp',
    email: 'mara@bsky.rehearsal',
  },
} as const;

/** The app that the pretend Instagram knows: what a person would copy from Meta's dashboard. */
export const instagramApp = {
  clientId: '990000000000042',
  clientSecret: 'rehearsal0secret0of0the0pretend0app',
  /** The one registered redirect; nothing answers there, the app catches it. */
  redirectUri: 'https://crosstie.example/signed-in/instagram',
} as const;
