// What may only be read: mounted so where this machine lets that be done, since whoever runs as root may write whatever its mode says; else by its mode.
import { execFileSync } from 'node:child_process'
import { chmodSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A folder with all in it; files that are open already can still be written. @returns how it may be written again. */
export function readOnlyFolder(folder: string): () => void {
  try {
    execFileSync('mount', ['--bind', folder, folder], { stdio: 'ignore' })
  } catch {
    return withoutWriting(folder)
  }
  execFileSync('mount', ['-o', 'remount,bind,ro', folder])
  return () => {
    execFileSync('umount', [folder])
  }
}

function withoutWriting(folder: string): () => void {
  const folders = [folder, ...readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ parentPath, name }) => join(parentPath, name))]
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
  const change = (ofFolders: number, ofFiles: number): void => {
    for (const each of folders) chmodSync(each, ofFolders)
    for (const each of files) chmodSync(each, ofFiles)
  }
  change(0o500, 0o400)
  return () => {
    change(0o700, 0o600)
  }
}

/** One file, which cannot be replaced either. */
export function readOnlyFile(file: string): () => void {
  try {
    execFileSync('mount', ['--bind', file, file], { stdio: 'ignore' })
  } catch {
    chmodSync(dirname(file), 0o500)
    return () => {
      chmodSync(dirname(file), 0o700)
    }
  }
  execFileSync('mount', ['-o', 'remount,bind,ro', file])
  return () => {
    execFileSync('umount', [file])
  }
}
