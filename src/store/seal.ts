import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { crashpoint } from '../crashpoint.ts'
import { Refusal } from '../errors.ts'

/**
 * Secrets that Bee makes itself and what it derives from one key file (`bee.key`, 32 random bytes, mode 0600),
 * which is kept beside the database and outside its backups: without it a stolen copy of the
 * database opens no link and shows no attachment's address.
 */
export interface Seal {
  /** A key for one purpose; the same purpose gives the same key. */
  keyFor(purpose: string): Buffer
  /** AES-256-GCM; the text cannot be read or changed without the key file. */
  close(text: string): string
  open(sealed: string): string
}

export function openSeal(folder: string): Seal {
  return createSeal(readOrMakeKey(folder))
}

const mostKept = 500

export function createSeal(key: Buffer): Seal {
  /** Most purposes come again with every message; those of one text do not. */
  const made = new Map<string, Buffer>()
  function keyFor(purpose: string): Buffer {
    let own = made.get(purpose)
    if (own === undefined) {
      own = createHmac('sha256', key).update(purpose).digest()
      if (made.size >= mostKept) made.clear()
      made.set(purpose, own)
    }
    return own
  }
  const sealKey = keyFor('seal')
  return {
    keyFor,
    close(text) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', sealKey, iv)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64')
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64')
      const decipher = createDecipheriv('aes-256-gcm', sealKey, bytes.subarray(0, 12), { authTagLength: 16 })
      decipher.setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
    },
  }
}

function readOrMakeKey(folder: string): Buffer {
  const file = join(folder, 'bee.key')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (!existsSync(file)) makeKey(file)
  const key = readFileSync(file)
  if (key.length !== 32) throw new Refusal('KEY_DAMAGED', { values: { file } })
  return key
}

/** Whole or not at all: written beside it, brought to the disk, then given its name, which never replaces another key. */
function makeKey(file: string): void {
  const draft = `${file}.${process.pid}`
  const descriptor = openSync(draft, 'w', 0o600)
  crashpoint('key: empty draft')
  try {
    writeSync(descriptor, randomBytes(32))
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  crashpoint('key: written')
  try {
    linkSync(draft, file)
    crashpoint('key: named')
  } catch (cause) {
    // Another process was quicker; its key counts.
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause
  } finally {
    unlinkSync(draft)
  }
}
