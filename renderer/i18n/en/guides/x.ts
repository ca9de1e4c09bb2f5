/** How a person makes their own app at X. */
export const xGuide = {
  what: 'X answers programs only through an app that somebody pays for by the call, so Crosstie uses one of your own.',
  steps: [
    'Open X’s developer console and sign in with the account that will post. Accept the agreement there.',
    'Buy credits in the console. Five dollars are enough for about three hundred posts without links.',
    'Create an app. Its name and description are up to you.',
    'Open its user authentication settings and set them up.',
    'As app permissions choose “Read and write”.',
    'As type of app choose “Native App”. It is the one without a secret.',
    'Enter this as callback address, letter by letter: {{redirect}} – and any web address of yours as website.',
    'Copy the OAuth 2.0 client ID into the field here, and test it. A client secret is not needed.',
    'Sign in. Crosstie asks for these permissions: {{scopes}}',
  ],
  costs:
    'X takes 0.015 US dollars for a post, 0.200 for a post with a link, 0.005 for an alt text, 0.010 for a deletion, 0.001 for each of your own posts that Crosstie reads, and 0.010 on a day on which it looks at your profile. You pay in advance; when the credits are used up, X refuses every call. Crosstie shows the price before you approve.',
  notes: [
    'X refuses posts from programs that mention certain people. Crosstie warns of every name with an @.',
    'A post takes four pictures or one video, and one cashtag.',
    'X takes no mark for sensitive media from programs, so Crosstie holds such posts back. Videos have no alt texts there.',
    'Published posts cannot be changed through Crosstie: X allows that to paying accounts alone and for less than an hour.',
    'Who sees your posts is a setting of your whole account. Crosstie does not change it.',
  ],
} as const;
