import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { type KindModel, type TaughtKinds, taughtModel } from './kind-model.ts'

interface File {
  /** Of another layout than this Bee reads: then it has to be learned again. */
  layout: number
  /** The product that most of it is about: the desk's own requests are read as its. */
  product: string | undefined
  taught: TaughtKinds
}

/** Changes with the features of kind-features.ts. */
const layout = 4

const pathIn = (dataDir: string) => join(dataDir, 'learned', 'kinds')

/** Keeps what was learned in place of what was there, which stays beside it as `kinds.former`. */
export function keepTaughtKinds(dataDir: string, taught: TaughtKinds, product: string | undefined): void {
  const path = pathIn(dataDir)
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const file: File = { layout, product, taught }
  writeFileSync(`${path}.new`, serialize(file), { mode: 0o600 })
  if (existsSync(path)) renameSync(path, `${path}.former`)
  renameSync(`${path}.new`, path)
}

/** Undefined where nothing was learned, or by a Bee that read requests otherwise. */
export function readTaughtKinds(dataDir: string): { model: KindModel; product: string | undefined } | undefined {
  const path = pathIn(dataDir)
  if (!existsSync(path)) return undefined
  const file = deserialize(readFileSync(path)) as File
  return file.layout === layout ? { model: taughtModel(file.taught), product: file.product } : undefined
}
