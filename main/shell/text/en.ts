import type { ShellText } from '../text.ts';
import { countedIn, timesIn } from './times.ts';

const counted = countedIn('en');

export const en: ShellText = {
  times: timesIn('en', 'just now'),
  windows: { approval: 'Crosstie', settings: 'Crosstie settings' },
  tooltip: {
    waiting: (count) => counted(count, { one: '# waiting for you', other: '# waiting for you' }),
    offers: (count) => counted(count, { one: '# original changed', other: '# originals changed' }),
    nothingWaiting: 'Nothing waiting',
    problems: (count) => counted(count, { one: '# problem', other: '# problems' }),
    checked: (ago) => `checked ${ago}`,
    working: 'Working',
    offline: 'Offline',
    clockIsWrong: 'The clock is wrong',
    pausedUntil: (time) => `Paused until ${time}`,
    pausedForNow: 'Paused until you resume',
  },
  menu: {
    waiting: (count) =>
      count === 0
        ? 'Nothing waiting for approval…'
        : counted(count, { one: '# waiting for approval…', other: '# waiting for approval…' }),
    offers: (count) => counted(count, { one: '# original was changed…', other: '# originals were changed…' }),
    next: (title, network, time) => `Next: “${title}” → ${network}, ${time}`,
    last: (network, time) => `Last: published to ${network}, ${time}`,
    clockIsWrong: 'This machine’s clock is wrong, nothing is sent…',
    checkNow: 'Check now',
    pause: 'Pause',
    pauseHour: '1 hour',
    pauseTomorrow: 'Until tomorrow',
    pauseForNow: 'Until I resume',
    resume: 'Resume',
    settings: 'Settings…',
    quit: 'Quit Crosstie',
  },
  problem: {
    link_again: ({ name }) => `${name} needs to be linked again`,
    wait: ({ name, until }) =>
      until === null ? `${name} asked for a pause` : `${name} asked for a pause until ${until}`,
    try_again: ({ name }) => `${name} did not answer, try again`,
    open_network: ({ name }) => `${name} wants a look at the account there`,
    edit: ({ name }) => `${name} did not take a post, edit it`,
    settle: ({ name }) => `Look whether ${name} has the post`,
    raise_budget: ({ name }) => `${name} has reached the monthly limit set for it`,
    pay: ({ name }) => `${name} wants to be paid before it takes more`,
    by_hand: ({ name }) => `A post to ${name} has to be finished by hand`,
    keys: ({ name }) => `${name} does not know the keys of your developer app`,
    check_address: ({ name }) => `${name} is not at its address, check it`,
    free_space: ({ name }) => `Nothing can be saved for ${name}, make room on the disk`,
    report: ({ name }) => `${name} met a fault in Crosstie, see the log`,
    none: ({ name }) => `${name} has a problem, see why`,
  },
  untitled: 'A post without words',
  notification: {
    waitingOne: 'Waiting for your approval.',
    waitingTitle: (count) =>
      counted(count, { one: '# post is waiting for your approval', other: '# posts are waiting for your approval' }),
    waitingBody: 'Nothing is published before you say yes.',
    published: (network) => `Published to ${network}.`,
    goesByItselfTitle: (count) => counted(count, { one: '# post goes by itself', other: '# posts go by themselves' }),
    goesByItself: (time) => `Goes at ${time} without a question. It can be stopped until then.`,
    problem: 'Nothing is lost. Open Crosstie to put it right.',
  },
  saveLedger: { title: 'Export the ledger', kind: 'JSON Lines file' },
  signIn: {
    title: (network) => `Sign in to ${network}`,
    doneTitle: 'Back to Crosstie',
    doneSentence: 'Crosstie goes on from here. You can close this tab.',
  },
  startup: {
    title: {
      newer: 'This data was written by a newer Crosstie',
      corrupt: 'The database is damaged',
      locked: 'Another program has the database open',
      read_only: 'The database cannot be written to',
      disk_full: 'The disk is full',
      not_ours: 'The database file is not from Crosstie',
      migration_failed: 'The update of the database did not work',
    },
    meaning: {
      newer: 'Nothing was changed. Install the newer version again to use it.',
      corrupt:
        'Nothing is published from it, so that nothing goes out twice. Put the backup in its place, or ask for help with it.',
      locked: 'Nothing was changed. Close the other program, then start Crosstie again.',
      read_only: 'Nothing was changed. Allow your user to write to the folder, then start Crosstie again.',
      disk_full: 'Nothing was changed. Free some space, then start Crosstie again.',
      not_ours: 'Nothing was changed. Move the file away, then start Crosstie again.',
      migration_failed: 'The data is as it was before. Start the version of Crosstie that you had, or report this.',
    },
    file: (file) => `File: ${file}`,
    backup: (file) => `Backup: ${file}`,
    openFolder: 'Open folder',
    quit: 'Quit',
  },
  appMenu: {
    file: 'File',
    edit: 'Edit',
    window: 'Window',
    hide: 'Hide Crosstie',
    hideOthers: 'Hide others',
    close: 'Close window',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    minimize: 'Minimise',
  },
};
