import { dirname, join } from 'node:path'
import { Command } from 'commander'
import { type BackupResult, makeBackup } from '../backup/backup.ts'
import { type RestoreResult, restoreBackup } from '../backup/restore.ts'
import { plural, size } from '../bundle/summary.ts'
import { readConfig, readEnvironment } from '../config.ts'
import { databaseOf } from './show.ts'

const exitCodes =
  '\nExit codes: 0 done and checked, 1 it could not be done (nothing was changed), 2 wrong usage, 78 wrong settings.' +
  '\nMore in docs/backup.md.'

/** `bee backup FILE`: a whole and checked copy, also beside a running Bee. */
export function backupCommand(): Command {
  return new Command('backup')
    .description('Copies the data, also while Bee runs, and checks the copy before it gets its name.')
    .argument('<file>', 'where it goes; an earlier backup there is replaced when this one is whole')
    .option('--bundles', 'take the bundles along: then it is a tar')
    .option('--json', 'print what is in it as JSON')
    .addHelpText('after', `\nThe key file (bee.key) is never in a backup: keep a copy of it elsewhere.${exitCodes}`)
    .action(async (file: string, { bundles = false, json = false }: { bundles?: boolean; json?: boolean }) => {
      const { databaseFile, folder } = placeOf()
      const made = await makeBackup({ databaseFile, bundleFolder: bundles ? join(folder, 'bundles') : undefined, file })
      process.stdout.write(json ? `${JSON.stringify(made, null, 2)}\n` : sayMade(made))
    })
}

/** `bee restore FILE`: puts a backup in the place of what is there, or into an empty folder. */
export function restoreCommand(): Command {
  return new Command('restore')
    .description('Puts a backup back. Bee must not run. The backup is checked before anything is changed.')
    .argument('<file>', 'what `bee backup` has made')
    .option('--force', 'also where there is data already; that is kept aside')
    .option('--json', 'print what was done as JSON')
    .addHelpText('after', exitCodes)
    .action(async (file: string, { force = false, json = false }: { force?: boolean; json?: boolean }) => {
      const { databaseFile, folder } = placeOf()
      const done = await restoreBackup({ file, dataDir: folder, databaseFile, force, now: Date.now })
      process.stdout.write(json ? `${JSON.stringify(done, null, 2)}\n` : sayRestored(done, folder))
    })
}

/** Without a token Bee runs in the sandbox, which keeps its own data. */
function placeOf(): { databaseFile: string; folder: string } {
  const config = readConfig(readEnvironment())
  const databaseFile = databaseOf(config)
  const isSandbox = databaseFile !== config.databaseFile
  return { databaseFile, folder: isSandbox ? dirname(databaseFile) : config.dataDir }
}

function sayMade({ file, sizeBytes, tickets, bundles, missing }: BackupResult): string {
  const more = bundles === null ? '' : ` and ${plural(bundles, 'bundle')}`
  const lines = [`${file}: ${plural(tickets, 'ticket')}${more}, ${size(sizeBytes)}, checked.`]
  for (const name of missing) lines.push(`  ${name} is no longer there, so it is not in the backup.`)
  lines.push('  bee.key is not in it: keep a copy of that elsewhere (docs/backup.md).')
  return `${lines.join('\n')}\n`
}

function sayRestored({ tickets, bundles, keptAside, hasKey }: RestoreResult, folder: string): string {
  const more = bundles === null ? '' : ` and ${plural(bundles, 'bundle')}`
  const lines = [`Restored ${plural(tickets, 'ticket')}${more} to ${folder}, and checked.`]
  if (keptAside !== null) lines.push(`  What was there before lies in ${keptAside}; delete it when all is well.`)
  if (!hasKey)
    lines.push(`  There is no bee.key in ${folder}: put your copy there, or links from before lead to "not found".`)
  lines.push('  Next: start Bee, then run `bee doctor`.')
  return `${lines.join('\n')}\n`
}
