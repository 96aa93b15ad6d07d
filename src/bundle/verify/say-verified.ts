import { plural, size } from '../summary.ts'
import type { VerifiedBundle } from './verify-bundle.ts'

/**
 * What a check of a bundle found, line by line, for people.
 *
 * @param most of each kind of trouble is told
 */
export function sayVerified({ files, sizeBytes, mismatches, scan }: VerifiedBundle, most: number): string[] {
  const lines = [`${plural(files, 'file')}, ${size(sizeBytes)} unpacked.`]
  if (mismatches.length === 0) lines.push('Every file is as its manifest says.')
  for (const { file, problem } of mismatches.slice(0, most)) lines.push(`${file} ${problem}`)
  if (mismatches.length > most) lines.push(`… and ${mismatches.length - most} more that are not as they were made`)
  if (scan.ok) lines.push('The second scan found nothing.')
  else lines.push('The second scan found what may be private. Do not share this bundle:')
  for (const { rule, file, line } of scan.hits.slice(0, most)) lines.push(`• ${rule} in ${file}, line ${line}`)
  const more = scan.hits.length - most
  if (more > 0) lines.push(`… and ${more}${scan.truncated ? ' or' : ''} more`)
  return lines
}
