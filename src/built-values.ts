import { parse } from 'yaml'
import { createBuilt } from './built.ts'

const built = createBuilt('src/built-values.json')

/**
 * What is in a YAML text that ships, if the build has read exactly this text: reading the desk with the place of every key
 * and the heads of fifty articles takes a quarter of a second and a lot of memory at each start, and the places are wanted
 * only where there is a mistake.
 */
export const builtValues = (text: string): unknown => built.find(text)

/** For the build: keeps what is in these texts. */
export const keepValues = (texts: readonly string[]): void => built.keep(texts.map((text) => [text, parse(text)]))
