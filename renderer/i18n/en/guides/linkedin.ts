/** How a person makes a developer app at LinkedIn. `{{redirect}}` and `{{scopes}}` are filled in. */
export const linkedinGuide = {
  what: 'LinkedIn lets only registered apps post, so you register one of your own: its keys stay on this machine.',
  steps: [
    'Open LinkedIn’s developer page and press “Create app”.',
    'Give the app a name and a logo, and choose a LinkedIn Page that it belongs to. LinkedIn wants one; an empty Page of your own will do.',
    'On the tab “Products”, request “Share on LinkedIn” and “Sign In with LinkedIn using OpenID Connect”. Both are given at once.',
    'On the tab “Auth”, enter {{redirect}} under “Authorized redirect URLs for your app”.',
    'On the same tab, check that the scopes {{scopes}} are listed.',
    'Copy “Client ID” and “Primary Client Secret” from there into the fields here, and test them.',
  ],
  costs: 'Nothing. The LinkedIn Page is free too.',
  notes: [
    'Without keys it works as well: open “Token Generator” under “Docs and tools”, choose your app and {{scopes}}, and paste the token here.',
    'The sign-in ends after 60 days. Crosstie tells you ahead; then you sign in again.',
    'LinkedIn shows such an app none of your posts. Crosstie can publish there and read nothing.',
    'When an answer of LinkedIn is lost, Crosstie cannot look for the post. It asks you whether it is there.',
    'A post for followers goes to your connections.',
    'LinkedIn has no call that ends the permission. You remove the app in LinkedIn’s settings, under “Permitted services”.',
  ],
} as const;
