/** How a person makes their own Google project for YouTube. */
export const youtubeGuide = {
  what: 'YouTube takes uploads from programs only through a Google project, so Crosstie uses one of your own.',
  steps: [
    'Open the Google Cloud console and create a project. Its name is up to you.',
    'In the library of APIs, look for “YouTube Data API v3” and enable it.',
    'Set up the consent screen for external users, with a name and your e-mail address.',
    'Add these permissions to it: {{scopes}}',
    'Publish the app, so that it is “In production” and no longer in “Testing”. It does not have to be verified for you alone.',
    'Create an OAuth client of the type “Desktop app”. No redirect address is asked for: Crosstie comes back to a free port of this computer.',
    'Copy the client ID and the client secret into the fields here, and test them.',
    'Sign in. Your browser opens; Google warns of an app that it has not verified, which is yours. Leave every permission ticked.',
  ],
  costs: 'Nothing. A project may upload 100 videos a day; the day ends at midnight in California.',
  notes: [
    'Google keeps uploads of a project that it has not audited private, whatever audience you approve. Only you see such a video, and only an audit by Google lifts this.',
    'In “Testing”, Google ends every sign-in after seven days. Crosstie cannot see which projects are.',
    'YouTube takes one video with a title and a description. Pictures, texts alone, alt texts, and videos for followers only are not possible.',
    'Crosstie says of every upload that it is not made for children, and puts it into “People & Blogs”. You can change both in YouTube Studio.',
    'YouTube hands out no video files. Crosstie notices your videos there, but cannot carry them elsewhere.',
  ],
} as const;
