import type { CommandGroup, MessageMenu, SingleCommand } from '../src/discord/command.ts'
import { helpCommand, statusCommand, versionCommand } from './about.ts'
import { askBee } from './ask-bee.ts'
import { createCommand } from './bundle/create.ts'
import { linksCommand } from './bundle/links.ts'
import { logCommand } from './bundle/log.ts'
import { releaseCommand } from './bundle/release.ts'
import { renewCommand } from './bundle/renew.ts'
import { revokeCommand } from './bundle/revoke.ts'
import { postCommand } from './post.ts'
import { assignCommand } from './ticket/assign.ts'
import { categoryCommand } from './ticket/category.ts'
import { closeCommand } from './ticket/close.ts'
import { joinCommand } from './ticket/join.ts'
import { leaveCommand } from './ticket/leave.ts'
import { listCommand } from './ticket/list.ts'
import { mineCommand } from './ticket/mine.ts'
import { noteCommand } from './ticket/note.ts'
import { openCommand } from './ticket/open.ts'
import { priorityCommand } from './ticket/priority.ts'
import { reclassifyCommand } from './ticket/reclassify.ts'
import { reopenCommand } from './ticket/reopen.ts'
import { showCommand } from './ticket/show.ts'
import { transcriptCommand } from './ticket/transcript.ts'
import { updateCommand } from './ticket/update.ts'

/** Every command, written out; nothing is found by scanning folders. */
export const groups: CommandGroup[] = [
  {
    name: 'ticket',
    description: 'Tickets',
    subcommands: {
      open: openCommand,
      show: showCommand,
      list: listCommand,
      mine: mineCommand,
      assign: assignCommand,
      priority: priorityCommand,
      category: categoryCommand,
      reclassify: reclassifyCommand,
      note: noteCommand,
      join: joinCommand,
      leave: leaveCommand,
      update: updateCommand,
      close: closeCommand,
      reopen: reopenCommand,
      transcript: transcriptCommand,
    },
  },
  {
    name: 'bundle',
    description: 'Sanitized bundles and their links',
    subcommands: {
      create: createCommand,
      links: linksCommand,
      renew: renewCommand,
      revoke: revokeCommand,
      log: logCommand,
      release: releaseCommand,
    },
  },
]

export const singles: SingleCommand[] = [helpCommand, statusCommand, versionCommand, postCommand]

export const menus: MessageMenu[] = [askBee]
