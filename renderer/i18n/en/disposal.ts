// Terms, holds, appraisal, destruction lists, a person's data sheet.
import type { disposal as zh } from '../zh-CN/disposal.ts'
import type { Same } from '../same.ts'

export const disposal = {
  title: 'Disposal',
  intro: 'Terms run from the last record. What has expired is appraised: extended, or put on a destruction list, which takes two approvals and two witnesses.',
  tabs: 'Disposal',
  tab: { expired: 'Expired, to appraise', lists: 'Destruction lists' },
  expired: {
    none: 'Nothing has expired', noneText: 'Expired dossiers show up here. Nothing is destroyed by itself.', more: '{{total}} have expired; the oldest {{count}} are listed.',
    chosen_one: '{{count}} chosen', chosen_other: '{{count}} chosen', draft: 'Draft destruction list', remark: 'Remark (optional)', drafted: '{{number}} drafted',
    choose: 'Choose {{number}}', opinion: 'Appraisal of {{number}}', years: 'Years to extend {{number}} by', words: 'Opinion or reason for {{number}}',
    opinionHint: 'Opinion', reasonHint: 'Reason (required)',
  },
  column: {
    choose: 'Pick', number: 'Archive no.', car: 'Car', span: 'Records from – to', expired: 'Expired on', records: 'Records', pages: 'Pages', held: 'Held for', opinion: 'Appraisal', words: 'Opinion or reason',
    list: 'List', state: 'State', counts: 'Dossiers', drafted: 'Drafted', position: 'No.', outcome: 'Result',
  },
  term: { permanent: 'Permanent', long: 'Long (30 years)', short: 'Short (10 years)', years_one: '{{count}} year', years_other: '{{count}} years' },
  appraisal: { destroy: 'Destroy', extend: 'Extend' },
  extendBy_one: 'Extend by {{count}} year', extendBy_other: 'Extend by {{count}} years',
  state: { drafted: 'Being appraised', submitted: 'Waits for customer director', endorsed: 'Waits for general manager', approved: 'To be destroyed', destroyed: 'Destroyed', settled: 'Settled', withdrawn: 'Withdrawn' },
  act: { appraise: 'Appraise again', submit: 'Submit', endorse: 'Endorse', approve: 'Approve', settle: 'Approve', decline: 'Send back', withdraw: 'Withdraw', destroy: 'Destroy' },
  did: { appraise: 'appraised again', submit: 'submitted', endorse: 'endorsed', approve: 'approved', settle: 'approved (nothing to destroy)', decline: 'sent back', withdraw: 'withdrawn', destroy: 'destroyed' },
  actText: {
    submit: 'Goes to the customer director. Dossiers that are held by now drop out.', approve: 'You agree to the appraisals on this list.', decline: 'Goes back to be appraised again. Say why.', withdraw: 'The list is void and its number is not used again. Say why.',
  },
  remark: 'Remark',
  done: '{{number}} {{did}}',
  droppedNow_one: '{{count}} dossier dropped out, being held', droppedNow_other: '{{count}} dossiers dropped out, being held',
  counts: '{{destroy}} destroy · {{extend}} extend', countsDropped: '{{destroy}} destroy · {{extend}} extend · {{dropped}} dropped',
  mine: 'Waits for you',
  open: 'Open {{number}}',
  none: 'No destruction lists yet', noneText: 'Choose dossiers under “Expired” and draft the first.',
  all: 'All lists',
  held: {
    onLoan: 'loan not settled', correction: 'correction open', violation: 'violation not decided', recordOwed: 'papers still owed', recordIncomplete: 'papers promised', stocktaking: 'stock-taking difference open', copyAsked: 'copy asked for', readingAsked: 'reading asked for', binding: 'being bound', byHand: 'held by hand',
    onAnotherList: 'on another list', notExpired: 'not expired', gone: 'not there any more',
  },
  dropped: 'Dropped out: {{reason}}',
  destroyed: 'Destroyed',
  hidden_one: '{{count}} more you may not see; somebody who sees all has to approve.', hidden_other: '{{count}} more you may not see; somebody who sees all has to approve.',
  history: 'History',
  print: 'Print list',
  sign: {
    title: 'Carry out', way: 'Way', ways: { shredded: 'Shredded', pulped: 'Pulped', burnt: 'Burnt' }, keeper: 'Carried out by', witness: 'Witness {{number}}', choose: 'Choose a colleague',
    password: 'Password of {{name}}', passwordOf: 'Password',
    statement: 'All three check the papers against the list and sign when every one is destroyed. Scans, customer and car data are then erased at once and for good; numbers, days and signatures stay.',
    submit: 'Sign and destroy', done: '{{number}}: {{count}} destroyed', begin: 'Carry out', warning: 'Print the list first and check the papers one by one.',
  },
  result: {
    title: 'Result', line: 'Line {{seq}} of the register', way: 'Way', keeper: 'Carried out by', witnesses: 'Witnesses', entries_one: '{{count}} entry erased', entries_other: '{{count}} entries erased', swept: 'Traces wiped',
    sweeping: 'Wiping traces', sweep: 'Show progress', notSwept: 'Traces not wiped yet',
    backups: 'Older backups and complete exports that still hold this data', backupsNone: 'No earlier backups or exports are known.', backup: '{{folder}}: {{from}} to {{to}}, {{count}} in all', byHand: 'kept until removed by hand',
    goesOn: 'rotation removes the last on {{date}}', rotated: 'removed by rotation ({{date}})',
    removed: 'removed ({{date}}, {{name}})', noteRemoved: 'Note as removed', noted: 'Noted',
  },
  keeping: {
    title: 'Keeping', term: 'Term', own: '(its own)', default: '(store’s rule)', last: 'Last record', expires: 'Expires on', expired: 'expired', forever: 'never', onList: 'On list', heldBy: 'Held',
    set: 'Set term', hold: 'Hold', lift: 'Lift', holdTitle: 'Hold from destruction', liftTitle: 'Lift hold', setTitle: 'Set term', kind: 'Because of', reason: 'Reason', years: 'Years', history: 'Changes of term',
    kinds: { complaint: 'Complaint', dispute: 'Dispute', court: 'Court case', other: 'Other' }, save: 'OK', saved: 'Saved', lifted: 'Lifted', sheet: 'Personal data sheet',
    termKind: { permanent: 'Permanent', long: 'Long', short: 'Short', years: 'Years' },
  },
  sheet: {
    title: 'Destruction list', no: 'No.', columns: {
      position: 'No.', number: 'Archive no.', title: 'Title (car)', span: 'From – to', records: 'Records', pages: 'Pages', term: 'Term', expired: 'Expired on', opinion: 'Appraisal', note: 'Remark',
    },
    car: 'Dossier of car {{plate}}', sum: '{{count}} to destroy, {{pages}} pages', draftedBy: 'Appraised by', endorsedBy: 'Head of department (customer director)', approvedBy: 'General manager', keeper: 'Carried out by', witness: 'Witness',
    way: 'Way: {{way}}', destroyedOn: 'Destroyed on', secret: 'Papers are shredded or the like; scans and personal data are erased with them. This list is kept for good.', line: 'Line {{seq}} of the register',
  },
  subject: {
    title: 'Personal data sheet', intro: 'Everything this store keeps about the customer below (Personal Information Protection Law).', person: 'Customer', name: 'Name', identity: 'Identity number', mobile: 'Mobile', landline: 'Landline', address: 'Address',
    dossiers: 'Dossiers', columns: { number: 'Archive no.', car: 'Car', owned: 'Owned', kept: 'Kept until', records: 'Records' },
    until: 'now', forever: 'for ever', held: 'held: {{reason}}', record: '{{date}} {{kind}} {{number}}, contact {{name}} {{phone}}, {{pages}} pages', changes: 'Changes of data',
    changeColumns: { at: 'When', field: 'What', before: 'Before', after: 'After', by: 'By' }, hidden_one: '{{count}} more dossier that whoever printed this may not see.', hidden_other: '{{count}} more dossiers that whoever printed this may not see.',
    rights: 'You may ask for corrections, and to have erased what no term keeps.', drawnOn: 'Drawn up on', receiver: 'Received by customer',
  },
} as const satisfies Same<typeof zh>
