/** How a person makes their own app at Meta for Facebook Pages. */
export const facebookGuide = {
  what: 'Facebook lets programs publish to a Page only through an app at Meta, so Crosstie uses one of your own.',
  steps: [
    'Open Meta’s developer page and create an app. Its name is up to you.',
    'Leave the app in development mode. It then works for your own Pages without a review by Meta.',
    'Add Facebook Login to it. In development mode Meta allows addresses of this computer by itself; should the page ask for one, enter {{redirect}}',
    'Add these permissions to it: {{scopes}}',
    'Copy the app ID and the app secret from the basic settings of the app into the fields here, and test them.',
    'Sign in, and choose the Pages that Crosstie may use. Each becomes an account of its own.',
  ],
  costs: 'Nothing.',
  notes: [
    'It is not certain that everyone sees what an app in development mode publishes. Look at the first post without being signed in to Facebook.',
    'Only Pages can be published to. Facebook has no way for personal profiles and groups.',
    'Posts of a Page are public. A smaller audience, content warnings, marks for sensitive pictures and threads are not possible, nor is an alt text with a video.',
    'Facebook wants you to sign in again after 90 days.',
    'Unlinking one Page ends the permission for all Pages of the same sign-in, because Facebook knows no other way.',
    'Facebook does not hand out the alt texts of your pictures. Crosstie carries the pictures and asks you for the texts.',
  ],
} as const;
