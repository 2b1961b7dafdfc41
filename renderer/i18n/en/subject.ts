// Erasing at a person's request.
import type { subject as zh } from '../zh-CN/subject.ts'
import type { Same } from '../same.ts'

export const subject = {
  title: 'Request to erase',
  tab: 'Personal data',
  none: 'No requests yet', noneText: 'When a customer wants their data erased, enter the request under “Keeping” on the dossier’s page.',
  column: { number: 'No.', customer: 'Customer', asked: 'Entered', dossier: 'Archive no.', car: 'Car', owned: 'Owned', why: 'Has to be kept?', until: 'Kept until', records: 'Records of that time' },
  state: { asked: 'Waits for customer director', endorsed: 'Waits for general manager', approved: 'To be erased', erased: 'Erased', declined: 'Declined', withdrawn: 'Withdrawn' },
  more: 'Only the newest {{count}} are listed.',
  act: { endorse: 'Endorse', approve: 'Approve', decline: 'Decline', withdraw: 'Withdraw', erase: 'Erase' },
  actText: {
    approve: 'What is kept of this customer is to be erased.', decline: 'Say what still has to be kept and until when, so that the customer can be told.',
    withdraw: 'The request is void and its number is not used again. Say why.',
  },
  did: { ask: 'entered the request', endorse: 'endorsed', approve: 'approved', decline: 'declined', withdraw: 'withdrawn', erase: 'erased' },
  shownLabel: 'Identity shown',
  shown: { identityCard: 'Identity card', passport: 'Passport', businessLicence: 'Business licence', authorisation: 'Authorisation' },
  why: { owned: 'Owns the car', term: 'In term', held: 'Held', bound: 'Bound in a volume', free: 'Not any more' },
  free: 'Nothing has to be kept; it can be erased.', notFree: 'Some of it still has to be kept and cannot be erased now. Tell the customer why.',
  erasing: 'Looking through every register and erasing. Please wait; do not close the program.',
  statement: 'The customer’s name, identity, phones and address, and contacts, notes and scans of the records of their time, are erased at once and for good. The dossier and its present owner’s data stay.',
  shred: 'Take the papers of these records out of the folder and shred them: {{records}}',
  erased: 'Dossiers: {{dossiers}}, records: {{records}}, scanned pages: {{scans}}',
  erasedOwner: 'Personal data erased at their request',
  ofOwners: 'Owners’ personal data',
  ask: 'Ask to erase', askFor: 'Ask to erase data of {{name}}', askText: 'Check their identity first. The customer director endorses, the general manager approves, the archivist carries it out.', asked: '{{number}} entered',
} as const satisfies Same<typeof zh>
