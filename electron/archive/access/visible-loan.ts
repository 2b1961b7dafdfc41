// Which loans an actor may know of, what of the dossier behind them, and which wait for their approval, as SQL (rules L2, S1, S3).
import { permits } from '#shared/domain/role.ts'
import type { Actor } from '../handler.ts'
import { mayKnowPast, type Condition } from './visibility.ts'

// Whether person `p` holds the post that approval `a` asks for, as `holdsPost` says it (shared/domain/loan.ts).
const HOLDS = (p: string): string => `
  CASE a.role WHEN 'departmentHead' THEN ${p}.department_id = a.department_id AND EXISTS (
      SELECT 1 FROM person_role pr JOIN department hd ON hd.id = ${p}.department_id
      WHERE pr.person_id = ${p}.id AND pr.role = CASE hd.kind WHEN 'sales' THEN 'salesHead' WHEN 'service' THEN 'serviceHead' END)
    ELSE EXISTS (SELECT 1 FROM person_role pr WHERE pr.person_id = ${p}.id AND pr.role = a.role) END`

const CAN_GIVE = (p: string): string => `
  ${p}.id IS NOT l.borrower_id AND NOT EXISTS (SELECT 1 FROM loan_approval g WHERE g.loan_id = l.id AND g.given_by = ${p}.id) AND ${HOLDS(p)}`

/**
 * Condition on a loan `l` of dossier `d` (which may be none): one's own, those one asked for, those whose approval is or was a matter of
 * one's post, and those of dossiers one may know. What fits no dossier as typed is known to who keeps the register.
 */
export function mayKnowLoan(actor: Actor): Condition {
  const dossier = mayKnowPast(actor)
  const post = isOfPost(actor)
  return {
    sql: `(l.borrower_id = ? OR l.requested_by = ? OR (l.dossier_id IS NULL AND ?) OR (${dossier.sql}) OR ${post.sql})`,
    parameters: [actor.id, actor.id, permits(actor.roles, 'loan.register') ? 1 : 0, ...dossier.parameters, ...post.parameters],
  }
}

/** Condition on the dossier `d` of a loan `l`: whoever had it in their hands knows which it is; all others as far as they may know it. */
export function mayKnowDossierOfLoan(actor: Actor): Condition {
  const dossier = mayKnowPast(actor)
  return { sql: `((${dossier.sql}) OR (l.borrower_id = ? AND l.out_seq IS NOT NULL))`, parameters: [...dossier.parameters, actor.id] }
}

/** Condition on a loan `l` that fits no dossier as typed: the actor may say which it is; whoever asked for it may not (loan/view.ts). */
export function waitsForName(actor: Actor): Condition {
  return { sql: "(l.state = 'requested' AND l.dossier_id IS NULL AND l.borrower_id IS NOT ? AND l.requested_by <> ?)", parameters: [actor.id, actor.id] }
}

/** Condition on a loan `l`: its approval is a matter of the actor's post, or was given by them. */
export function isOfPost(actor: Actor): Condition {
  if (!permits(actor.roles, 'loan.approve')) return { sql: '?', parameters: [0] }
  return {
    sql: `EXISTS (SELECT 1 FROM loan_approval a JOIN person p ON p.id = ? WHERE a.loan_id = l.id AND (a.given_by = p.id OR (${HOLDS('p')})))`,
    parameters: [actor.id],
  }
}

/** Condition on a loan `l`: the approval it waits for is the actor's to give, as `approvalProblem` says it (shared/domain/loan.ts). */
export function waitsForActor(actor: Actor): Condition {
  if (!permits(actor.roles, 'loan.approve')) return { sql: '?', parameters: [0] }
  return {
    sql: `EXISTS (
      SELECT 1 FROM loan_approval a JOIN person p ON p.id = ?
      WHERE a.loan_id = l.id AND a.step = l.step + 1 AND p.id IS NOT l.borrower_id AND ((${CAN_GIVE('p')}) OR (
        EXISTS (SELECT 1 FROM person_role gm WHERE gm.person_id = p.id AND gm.role = 'generalManager')
        AND NOT EXISTS (SELECT 1 FROM person q WHERE q.active = 1 AND q.id <> p.id AND ${CAN_GIVE('q')}))))`,
    parameters: [actor.id],
  }
}

/** Condition on a loan `l` of dossier `d` that is overdue: shown to the archive, to the borrower, and to their head (L4). */
export function mindsOverdue(actor: Actor): Condition {
  const dossier = mayKnowPast(actor)
  const post = isOfPost(actor)
  return {
    sql: `(l.borrower_id = ? OR (? AND ${dossier.sql}) OR ${post.sql})`,
    parameters: [actor.id, permits(actor.roles, 'loan.register') ? 1 : 0, ...dossier.parameters, ...post.parameters],
  }
}
