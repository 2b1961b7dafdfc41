// Half-filled forms, each kept for its author alone, and the store's settings.
import type { deskContract } from '#shared/contract/desk.ts'
import type { HandlersOf } from '../handler.ts'
import { draftOf, dropDraft, idleMinutes, numberPattern, putDraft, putSetting } from './store.ts'

export const deskHandlers: HandlersOf<typeof deskContract> = {
  'draft.load': { read: ({ db, actor }, { key }) => ({ value: draftOf(db, actor.id, key) }) },
  'draft.save': {
    write: ({ db, actor, now }, { key, value }) => {
      if (value === '') dropDraft(db, actor.id, key)
      else putDraft(db, actor.id, key, value, now)
      return {}
    },
  },
  'settings.get': { read: ({ db }) => ({ idleMinutes: idleMinutes(db), numberPattern: numberPattern(db) }) },
  'settings.update': {
    write: ({ db, note }, settings) => {
      note({ idleMinutesBefore: idleMinutes(db), numberPatternBefore: numberPattern(db), ...settings })
      putSetting(db, 'idleMinutes', String(settings.idleMinutes))
      putSetting(db, 'numberPattern', settings.numberPattern)
      return {}
    },
  },
}
