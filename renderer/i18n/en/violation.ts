// Violations and penalties: the month, the decision, the person’s own, slip and list.
import { RULE_NAMES } from '#shared/domain/violation.ts'
import type { violation as zh } from '../zh-CN/violation.ts'
import type { Same } from '../same.ts'

export const violation = {
  title: 'Penalties',
  mine: { title: 'My penalties', intro: 'Violations in your name. What is not decided is a proposal; you may object, and appeal to the general manager against the answer.', empty: 'No violations in your name', emptyToAnswer: 'Nothing to object to or appeal against' },
  intro: 'The program proposes amounts by the rules, the customer director decides; what is not decided does not count, and payroll law has the last word.',
  month: 'Month',
  allMonths: 'All months',
  monthLine: '{{month}} (closed)',
  filter: { label: 'Show', all: 'All', pending: 'Pending', decided: 'Settled', toDecide: 'To decide', appealed: 'Appealed', toAnswer: 'To object or appeal' },
  person: 'Person',
  empty: 'No violations this month',
  emptyAll: 'No violations are waiting',
  emptyText: '“Check the facts” finds the month’s violations in the sign-in book and the corrections.',
  closed: 'Closed by {{name}} on {{at}}: nothing changes any more; an adjustment is a new entry.',
  sums: {
    label: 'Sums', count_one: '{{count}} violation', count_other: '{{count}} violations', pending: '{{count}} pending', proposed: 'proposed {{amount}}', decided: 'decided {{amount}}',
  },
  act: {
    propose: 'Check the facts', proposed: '{{added}} new, {{changed}} changed, {{removed}} taken out.', nothingNew: 'As the facts are: nothing has changed.',
    more: 'More', enter: 'Enter by hand', print: 'Print the month', sheet: 'Export to Excel', close: 'Close the month', slip: 'Print slip',
    closeTitle: 'Close {{month}}', closeText: 'Once closed, the month’s penalties do not change any more; only adjustments are entered anew. Total {{amount}}.', closeDone: '{{month}} is closed, total {{amount}}.',
  },
  column: {
    number: 'Number', on: 'Day', rule: 'Rule', record: 'Record', items: 'Items', amount: 'Amount', state: 'State', person: 'Name', department: 'Department',
  },
  state: {
    proposed: 'proposed', objected: 'proposed · objected to', confirmed: 'decided', contested: 'objected to', upheld: 'answered', appealed: 'appealed', final: 'appeal decided', waived: 'waived',
  },
  rule: RULE_NAMES.en,
  text: {
    V1: 'A sales consultant who hands a record over later than 3 working days after delivery: ¥50 per record ($t(common.regulation) 五.1).',
    V2: 'An inspection paper handed over without the customer’s signature, or wrongly signed: ¥20 per item ($t(common.regulation) 五.2).',
    V3: 'A service advisor who did not confirm the visit’s contact person and the one number to reach them: ¥50 per record ($t(common.regulation) 五.3).',
    V4: 'A service advisor who did not hand over or complete the whole record within 1 working day: ¥50 per record ($t(common.regulation) 五.4).',
    V5: 'Service papers incomplete, wrong or not as required: ¥20 per item; without the customer’s signature ¥50, without the staff’s ¥20; a paper counts once, at its highest ($t(common.regulation) 五.5).',
    V7: 'A paper lost or damaged because files were not tidied and kept in time, or lending rules not followed: a further ¥20 per piece ($t(common.regulation) 五.7).',
    V10: 'Not corrected within 1 working day: may be penalised again at the same amount until it is; never doubled, not counted ($t(common.regulation) 五.10).',
    L4: 'A loan not returned in time (lending rules, chapter 4).',
    adjustment: 'Corrects a penalty of a closed month.',
  },
  policyNote: 'The amount is the one in force on the day of the violation, the deadline the one of the day of delivery.',
  nth: 'No. {{count}} of the month',
  doubled: 'doubled',
  hidden: '(withheld from you)',
  lacks: ' ({{lacks}})',
  whole: 'the whole record',
  pieces_one: '{{count}} piece',
  pieces_other: '{{count}} pieces',
  detail: {
    label: 'Evidence of {{number}}',
    person: 'Person', record: 'Record', due: 'Due', received: 'Received', never: 'never', line: 'line {{seq}} of the book', correction: 'Correction', correctedOn: 'Put right',
    notYet: 'not yet', contact: 'Contact', unconfirmed: 'not confirmed', on: 'Day', settled: 'settled in {{month}}', items: 'Items', amount: 'Amount', proposed: 'Proposed amount',
    share: 'Performance pay withheld', adjusts: 'Adjusts', words: 'Remarks', rule: 'Rule', history: 'What was done', first: 'Decide {{number}} first (a person’s penalties of a month are counted in turn).',
    groundless: 'The facts it rested on are there no more: it can only be waived.',
    countChanged: 'This person’s count of the month has changed since (an earlier penalty was waived or adjusted): the amount may not fit any more and can be adjusted.',
  },
  did: { propose: 'proposed', enter: 'entered', decide: 'decided', waive: 'waived', object: 'objected', appeal: 'appealed' },
  decide: {
    title: 'Decision', appeal: 'Decision on the appeal', amount: 'Amount (yuan)', share: 'Performance pay withheld (%)', shareHint: '{{least}} to {{most}}, may stay empty', shareLeft: '{{taken}}% of the month withheld already, {{least}} to {{most}} in all, may stay empty', remark: 'Reason', remarkHint: 'Needed where it differs from the proposal, for a waiver, and to answer an objection',
    confirm: 'Decide as proposed', change: 'Decide this amount', waive: 'Waive', done: '{{number}} decided: {{amount}}', waived: '{{number}} waived',
    keys: 'J K up and down · Y decide as proposed · E change or waive',
  },
  object: { act: 'Object', appeal: 'Appeal to the general manager', title: 'Object to {{number}}', appealTitle: 'Appeal against {{number}}', remark: 'Reason', submit: 'Send', done: 'Sent.' },
  adjust: { act: 'Adjust', title: 'Adjust {{number}}', intro: 'That month is closed. The adjustment is a new entry in the first open month; the customer director decides on it.', amount: 'Difference (yuan), negative to lower it', remark: 'Reason', submit: 'Enter adjustment', done: '{{number}} entered, to be decided.' },
  enter: {
    title: 'Enter a violation by hand', rule: 'Rule', person: 'Person', on: 'Day', pieces: 'Pieces', remark: 'What happened', submit: 'Enter', done: '{{number}} entered, to be decided.',
  },
  slip: {
    title: 'Penalty slip', number: 'Number', proposed: 'proposed · not decided', waived: 'No penalty', to: '{{name}} ({{department}})', fact: 'Facts', basis: 'Rule', result: 'Decision',
    proposal: 'Proposal', fined: 'Received by', foot: 'Objections may be raised until the month is closed; against the answer one may appeal to the general manager. Payroll law has the last word.',
    share: 'And {{share}} % of the month’s performance pay withheld.',
  },
  list: { title: 'Penalties of {{month}}', proposed: 'The month is open: what is marked “proposed” is not decided and does not count.', sum: 'Sum', total: 'Total', director: 'Customer director', manager: 'General manager' },
} as const satisfies Same<typeof zh>
