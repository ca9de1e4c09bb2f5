export const tiktokGuide = {
  what: 'TikTok lets a program in only through a developer app, and its key and secret must be your own.',
  steps: [
    'Open the developer page and sign in there with your TikTok account.',
    'Make a new app and choose Desktop as its platform.',
    'Add the products Login Kit and Content Posting API. Leave direct posting off: Crosstie puts drafts into your inbox.',
    'Enter this address as the redirect for Desktop, with the asterisk as it is: {{redirect}}',
    'Choose these permissions and no others: {{scopes}}',
    'If you want to send photos too, verify the web address where your pictures lie as a URL property of the app.',
    'Copy the client key and the client secret into the fields here.',
  ],
  costs: 'TikTok names no price for it.',
  notes: [
    'Everything arrives as a draft in the inbox of the TikTok app, and you publish it there. An app that TikTok has not audited can post only privately, and its guidelines do not accept tools for your own accounts.',
    'A video draft takes no text. You paste it in the TikTok app.',
    'TikTok fetches photos from a web address that is verified as yours. Videos go straight from this machine.',
    'At most 5 drafts may wait for you within 24 hours.',
    'TikTok shows your public videos and hands out no file of them, so they cannot be carried to other networks.',
    'Alt texts are not taken. What is there cannot be changed or deleted from here.',
  ],
} as const;
