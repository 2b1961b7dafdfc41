// Looking a car up while its VIN or plate is typed or scanned; of several answers only the newest counts.
import { useRef, useState } from 'react'
import { normalisePlate, plateProblem } from '#shared/domain/plate.ts'
import { normaliseVin, vinProblem } from '#shared/domain/vin.ts'
import { call } from '../../api.ts'
import type { FiledCar } from './entryValues.ts'

/** `unknown`: nothing whole has been typed yet. */
export type Lookup = { state: 'unknown' } | { state: 'looking' } | { state: 'notOnFile' } | { state: 'onFile'; car: FiledCar }

export type FiledCarLookup = {
  lookup: Lookup
  /** Looks the car up if `text` is a whole VIN or plate; answers what is on file, or null. */
  find: (text: string) => Promise<FiledCar | null>
  /** The car is another one again. */
  forget: () => void
}

export function isWholeVin(text: string): boolean {
  return vinProblem(normaliseVin(text)) === null
}

export function useFiledCar(): FiledCarLookup {
  const [lookup, setLookup] = useState<Lookup>({ state: 'unknown' })
  const turn = useRef(0)

  const find = async (text: string): Promise<FiledCar | null> => {
    if (!isWholeVin(text) && plateProblem(normalisePlate(text)) !== null) return null
    turn.current += 1
    const mine = turn.current
    setLookup({ state: 'looking' })
    const found = await call('record.findVehicle', { text }).then(
      (answer) => answer.found,
      // The form can be filled in without it; entering finds the dossier again.
      () => null,
    )
    if (mine !== turn.current) return null
    setLookup(found === null ? { state: 'notOnFile' } : { state: 'onFile', car: found })
    return found
  }

  const forget = (): void => {
    turn.current += 1
    setLookup({ state: 'unknown' })
  }

  return { lookup, find, forget }
}
