import { existsSync } from 'node:fs'
import { Command } from 'commander'
import { sayVerified } from '../bundle/verify/say-verified.ts'
import { type VerifiedBundle, verifyBundle } from '../bundle/verify/verify-bundle.ts'

const mostShown = 50

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

function say(verified: VerifiedBundle): string {
  return `${verified.name}:\n${sayVerified(verified, mostShown)
    .map((line) => `  ${line}`)
    .join('\n')}\n`
}
