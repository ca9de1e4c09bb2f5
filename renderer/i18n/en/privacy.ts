import type { AccountRules, ToggleName } from '../../../contract/rules.ts';

/** What a copy may show and tell. */
export const privacy = {
  purpose:
    'What a copy may show and tell. A toggle can be set for everything, for an account and for a route: the strictest of all that are set counts.',
  group: { carried: 'What is carried', files: 'What pictures tell', words: 'Words and marks' },
  choice: { no: 'No', ask: 'Ask', yes: 'Yes', always: 'Always', asSource: 'As the source' },
  asOtherwise: 'Not set here ({{choice}})',
  counts: 'What counts is {{choice}}: it is stricter.',
  stricter: 'Stricter for {{what}}',
  stricterAccounts_one: '{{count}} account',
  stricterAccounts_other: '{{count}} accounts',
  stricterRoutes_one: '{{count}} route',
  stricterRoutes_other: '{{count}} routes',
  toggle: {
    carryNotPublic: {
      title: 'Carry posts that are not public',
      why: 'With No, a post for followers or for few, or one that is unlisted, is held. With Yes, it is carried where no more people see it.',
    },
    carryStories: {
      title: 'Carry stories',
      why: 'A story is gone after a day, its copy stays. With No, it is held.',
    },
    carryTagged: {
      title: 'Carry posts with other people tagged',
      why: 'Who is tagged in a picture may not want it elsewhere. With Ask, such a post waits for you in every mode; with No, it is held.',
    },
    carryPlace: {
      title: 'Carry the place that a post names',
      why: 'With No, the copy does not name the place.',
    },
    stripLocation: {
      title: 'Remove where it was taken',
      why: 'A picture or video file can tell the place to a few metres. With Yes, the copy’s file does not.',
    },
    stripMetadata: {
      title: 'Remove all else a file tells',
      why: 'Camera, software, times and the like. Creator and copyright have a toggle of their own.',
    },
    keepCredit: {
      title: 'Keep creator and copyright',
      why: 'The fields that say who made a picture and who has the rights stay in the copy’s file.',
    },
    plainMentions: {
      title: 'Turn @mentions into plain names',
      why: 'The same handle may be another person on another network. With Yes, nobody is mentioned by mistake.',
    },
    markSensitive: {
      title: 'Mark pictures as sensitive',
      why: 'With As the source, a copy is marked when its original is; with Always, every copy with pictures is, where its network has such a mark.',
    },
  } satisfies Record<ToggleName, { readonly title: string; readonly why: string }>,
  duplicates: {
    title: 'Duplicates',
    why: 'Ask before the same picture or nearly the same words go to an account again. With 0, Crosstie does not look.',
    within: 'Within',
  },
  accounts: {
    title: 'For an account alone',
    purpose:
      'An account can be stricter than what is set for everything, both where it is the source and the destination.',
    none: 'No account is linked yet.',
  },
  originals: {
    open: 'One question is open',
    question: 'Who sees the posts of {{handle}}?',
    word: { not_said: 'Not said', public: 'Everyone', followers: 'Followers' } satisfies Record<
      AccountRules['originals'],
      string
    >,
    not_said: 'Every copy carries a warning, so it waits for your yes.',
    public: 'The profile is open to everyone.',
    followers: 'The profile is private, so its posts count as not public.',
    why: '{{network}} does not tell through its API whether a profile is private.',
  },
};
