/** How a person lets Crosstie in to Threads: with a token from their own app at Meta, or with the keys of that app. */
export const threadsGuide = {
  what: 'Threads lets programs in only through an app at Meta, so Crosstie uses one of your own.',
  steps: [
    'Open Meta’s developer page and create an app with the use case “Access the Threads API”.',
    'Add these permissions to the use case: {{scopes}}',
    'Add the account as a Threads tester under the roles of the app, and accept that in the settings of Threads.',
    'Open “User token generator” in the settings of the use case, make a token for the account, and paste it into Crosstie. That is enough, and no keys are needed.',
    'To sign in through a window instead, enter a page with https that is yours as redirect. Threads refuses addresses of this computer. Crosstie catches the answer before that page is opened.',
    'Then copy the Threads app ID, the Threads app secret and the address of that page into the fields here, and test them. The ID and secret of the Meta app are different ones.',
  ],
  costs: 'Nothing.',
  notes: [
    'Threads takes no files. It fetches pictures and videos from a public web address, which the settings of Crosstie can provide. Texts need none.',
    'The API does not tell whether a profile is private, so Crosstie takes its posts for public and warns on each copy. Do not let Crosstie carry posts of a private profile to networks where everyone sees them.',
    'A text has 500 characters, of which an emoji takes several, and 5 different links at most.',
    'Published posts can be deleted, a hundred a day, but not changed.',
    'It is not certain that everyone sees what an app in development mode publishes. Look at the first post without being signed in to Threads.',
    'The sign-in renews itself while Crosstie is used. After 60 days without it, a new token is needed; with a private profile after 90 days in any case.',
    'The permission ends in the settings of Threads; Meta has no other way.',
  ],
} as const;
