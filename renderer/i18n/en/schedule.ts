import type { AccountSchedule } from '../../../contract/rules.ts';

/** When and how much is published to an account. */
export const schedule = {
  purpose: 'When approved crossposts go out, for each account. A time chosen for one crosspost comes before these.',
  accounts: 'Accounts',
  empty: 'A schedule needs a linked account to publish to.',
  everyDay: 'Every day',
  timing: {
    title: 'When an approved crosspost goes out',
    word: { at_once: 'At once', next_slot: 'Next free slot' } satisfies Record<AccountSchedule['timing'], string>,
    at_once: 'After the seconds in which a yes can be undone.',
    next_slot: 'At the next of the times below that nothing else is planned for.',
  },
  week: {
    slots: 'Slots: {{slots}}.',
    quiet: 'Quiet from {{from}} to {{to}}.',
  },
  slots: {
    title: 'Slots',
    none: 'No slot is set.',
    add: 'Add a slot',
    days: 'Days of the slot {{slot}}',
    time: 'Time of the slot {{slot}}',
    remove: 'Remove the slot {{slot}}',
  },
  quiet: {
    title: 'Quiet hours',
    why: 'Nothing goes out by itself in these hours. It waits until they end.',
    from: 'From',
    to: 'To',
  },
  limits: {
    title: 'How much',
    none: 'no limit',
    spacing: 'Between two, at least',
    day: 'In a day, at most',
    crossposts_one: 'crosspost',
    crossposts_other: 'crossposts',
    month: 'In a month, at most',
    dollars_one: 'dollar',
    dollars_other: 'dollars',
    monthWhy:
      '{{network}} charges for what Crosstie asks and publishes there. At the limit, both wait for the next month.',
  },
  zone: {
    title: 'Time zone',
    machine: 'As this machine ({{zone}})',
    show: 'Show time zones',
  },
  note: {
    noSlot: 'There is no slot yet, so there is no next one. A slot below makes it work.',
    quietSlot: 'A slot within the quiet hours is not used.',
  },
};
