import { existsSync } from 'node:fs'
import { Command } from 'commander'
import { plural, size } from '../bundle/summary.ts'
import { type VerifiedBundle, verifyBundle } from '../bundle/verify/verify-bundle.ts'

const MAX_SHOWN = 50

/** `bee verify BUNDLE`: its hashes against its manifest, and the second scan. */
export function verifyCommand(): Command {
  return new Command('verify')
    .description('Checks a bundle: every file against the manifest, and a second scan for anything private.')
    .argument('<bundle>', 'the .tar.gz')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExit codes: 0 all is well, 1 something is wrong, 2 wrong usage.')
    .action(run)
}

async function run(path: string, options: { json?: boolean }, command: Command): Promise<void> {
  if (!existsSync(path)) command.error(`There is no file ${path}`, { code: 'commander.invalidArgument', exitCode: 2 })
  const verified = await verifyBundle(path)
  if (!verified.ok) process.exitCode = 1
  process.stdout.write(options.json ? `${JSON.stringify(verified, null, 2)}\n` : say(verified))
}

function say({ name, files, sizeBytes, mismatches, scan }: VerifiedBundle): string {
  const lines = [`${name}: ${plural(files, 'file')}, ${size(sizeBytes)} unpacked`]
  if (mismatches.length === 0) lines.push('  Every file is as its manifest says.')
  for (const { file, problem } of mismatches.slice(0, MAX_SHOWN)) lines.push(`  ${file} ${problem}`)
  if (scan.ok) lines.push('  The second scan found nothing.')
  else lines.push('  The second scan found what may be private. Do not share this bundle:')
  for (const { rule, file, line } of scan.hits.slice(0, MAX_SHOWN)) lines.push(`    ${rule} in ${file}, line ${line}`)
  const more = scan.hits.length - MAX_SHOWN
  if (more > 0) lines.push(`    … and ${more}${scan.truncated ? ' or' : ''} more`)
  return `${lines.join('\n')}\n`
}
