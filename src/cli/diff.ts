import { existsSync } from 'node:fs'
import { Command } from 'commander'
import { type BundleDiff, diffBundles } from '../bundle/diff-bundles.ts'

const MAX_SHOWN = 20

/** `bee diff OLD NEW`: what changed between two bundles. */
export function diffCommand(): Command {
  return new Command('diff')
    .description('Shows what changed between two bundles. Pseudonyms are matched by their place, not by their number.')
    .argument('<old>', 'the earlier bundle')
    .argument('<new>', 'the later bundle')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExit codes: 0 compared, 1 not a bundle, 2 wrong usage.')
    .action(run)
}

async function run(oldPath: string, newPath: string, options: { json?: boolean }, command: Command): Promise<void> {
  for (const path of [oldPath, newPath]) {
    if (!existsSync(path)) command.error(`There is no file ${path}`, { code: 'commander.invalidArgument', exitCode: 2 })
  }
  const diff = await diffBundles(oldPath, newPath)
  process.stdout.write(options.json ? `${JSON.stringify(diff, null, 2)}\n` : say(diff))
}

function say(diff: BundleDiff): string {
  const { files, errors, versions, services, redactions, leftOut } = diff
  const parts = [
    block(
      'New errors',
      errors.appeared.map(({ example, count }) => `+ ${count}× ${example}`),
    ),
    block(
      'Errors that are gone',
      errors.gone.map(({ example, count }) => `- ${count}× ${example}`),
    ),
    block(
      'Errors that changed',
      errors.changed.map(({ example, count }) => `~ ${count.old}× → ${count.new}× ${example}`),
    ),
    block(
      'Versions',
      versions.map((version) => `~ ${version.name}: ${version.old ?? 'none'} → ${version.new ?? 'none'}`),
    ),
    block('Services', [...services.added.map((id) => `+ ${id}`), ...services.removed.map((id) => `- ${id}`)]),
    block('Files', [
      ...files.added.map((path) => `+ ${path}`),
      ...files.removed.map((path) => `- ${path}`),
      ...files.changed.map(
        ({ path, lines, errors }) =>
          `~ ${path}: ${lines.old} → ${lines.new} lines, ${errors.old} → ${errors.new} errors`,
      ),
    ]),
    block(
      'Redacted',
      redactions.map(({ rule, count }) => `~ ${rule}: ${count.old} → ${count.new}`),
    ),
    block('Left out', [...leftOut.added.map((text) => `+ ${text}`), ...leftOut.removed.map((text) => `- ${text}`)]),
  ].filter((part) => part !== '')
  const same =
    files.unchanged === 0 ? '' : `${files.unchanged} file${files.unchanged === 1 ? ' is' : 's are'} the same.\n`
  if (parts.length === 0) return `Nothing changed. ${same}`
  return `${diff.old} → ${diff.new}\n\n${parts.join('\n')}\n${same}`
}

function block(heading: string, lines: string[]): string {
  if (lines.length === 0) return ''
  const shown = lines.slice(0, MAX_SHOWN).map((line) => `  ${plain(line)}\n`)
  if (lines.length > MAX_SHOWN) shown.push(`  … and ${lines.length - MAX_SHOWN} more (--json shows all)\n`)
  return `${heading}\n${shown.join('')}`
}

/** What stands in a log must not move the terminal's cursor. */
const plain = (text: string) => text.replace(/\p{Cc}|\p{Cf}/gu, '')
