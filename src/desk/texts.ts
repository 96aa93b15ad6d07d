import { defaultTexts } from '../core/texts.ts'
import { refusalTexts } from '../errors.ts'
import { meant } from './problems.ts'

type WrongText = { path: string[]; message: string }

/** Texts of a desk that Bee would never say, and names in them that would become nothing. */
export function wrongTexts(texts: Readonly<Record<string, string>>): WrongText[] {
  const known: Readonly<Record<string, string>> = { ...defaultTexts, ...refusalTexts }
  return Object.entries(texts).flatMap(([key, text]) => {
    const path = ['texts', key]
    const standard = Object.hasOwn(known, key) ? known[key] : undefined
    if (standard === undefined) {
      return [{ path, message: `Bee says nothing by the key "${key}"${meant(key, Object.keys(known))}` }]
    }
    const names = new Set(['mention', ...namesIn(standard)])
    const strange = namesIn(text).filter((name) => !names.has(name))
    return strange.map((name) => ({ path, message: `nothing fills in {${name}} here${meant(name, [...names])}` }))
  })
}

const namesIn = (text: string) => [...text.matchAll(/\{([a-zA-Z]{1,30})\}/g)].map(([, name]) => name!)
