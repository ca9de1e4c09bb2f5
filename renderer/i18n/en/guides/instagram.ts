/** How a person lets Crosstie in to Instagram: with a token from their own app at Meta, or with the keys of that app. */
export const instagramGuide = {
  what: 'Instagram lets programs in only through an app at Meta, so Crosstie uses one of your own.',
  steps: [
    'In Instagram’s settings, make sure that the account is a professional one: business or creator. Meta serves no others.',
    'Open Meta’s developer page, create an app and add the product Instagram. Choose “API setup with Instagram login”.',
    'Add the account as an Instagram tester under the roles of the app, and accept that on Instagram’s page for apps and websites.',
    'Check that the app has these permissions: {{scopes}}',
    'Press “Generate access tokens” there for the account, and paste the token into Crosstie. That is enough, and no keys are needed.',
    'To sign in through a window instead, enter a page with https that is yours as redirect. Crosstie catches the answer before that page is opened.',
    'Then copy the Instagram app ID, the Instagram app secret and the address of that page into the fields here, and test them. The ID and secret of the Meta app are different ones.',
  ],
  costs: 'Nothing.',
  notes: [
    'Instagram takes no files. It fetches pictures and videos from a public web address, which the settings of Crosstie can provide.',
    'A single picture and each of several must be a JPEG between 4:5 and 1.91:1. A video becomes a reel.',
    'Everything is public. Content warnings and marks for sensitive pictures are not possible, nor is an alt text with a video.',
    'What was published can neither be changed nor deleted from here.',
    'It is not certain that everyone sees what an app in development mode publishes. Look at the first post without being signed in to Instagram.',
    'The sign-in renews itself while Crosstie is used. After 60 days without it, a new token is needed.',
    'The permission ends on Instagram’s page for apps and websites; Meta has no other way.',
  ],
} as const;
