// English. This file says which texts there are: every other language must have the same (`Texts`). A text that counts
// something is an object of plural forms, chosen by {count}.
export const en = {
  'app.name': 'Hearth',
  'app.loading': 'Loading…',
  'app.retry': 'Try again',
  'app.close': 'Close',
  'app.cancel': 'Cancel',
  'app.save': 'Save',
  'app.missing': 'There is no such page',
  'app.missing.detail': 'The address {address} leads nowhere.',
  'app.home': 'New conversation',
  'app.offline': 'Hearth does not answer. Trying again…',
  'app.skip': 'Skip to the conversation',
  'login.title': 'You are not logged in',
  'login.detail': 'A login link works once, and only for one tab. In a terminal, this opens a new one:',

  'sidebar.label': 'Sessions and pages',
  'sidebar.new': 'New conversation',

  'conversation.empty': 'What shall we do?',
} as const satisfies Record<string, Text>

export type Text = string | ({ other: string } & Partial<Record<Intl.LDMLPluralRule, string>>)
export type Key = keyof typeof en
export type Texts = Record<Key, Text>
