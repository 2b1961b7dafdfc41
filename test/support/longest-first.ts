// The order of the files of a run: what takes long first, so that no worker is left alone with it at the end.
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Layers by how long their longest files take; the rest as Vitest orders it, by what it remembers or by size. */
const LAYERS = ['e2e', 'faults', 'archive', 'desktop', 'browser', 'domain', 'renderer']
/** Files that take longest, small as they are: what they do stands in others. */
const LONGEST = /\/e2e\/(journey|journey-en|secrecy)\.test\.ts$/

const place = ({ project, moduleId }: TestSpecification): number => (LONGEST.test(moduleId) ? -1 : LAYERS.indexOf(project.name))

export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => place(a) - place(b))
  }
}
