import type { CommandGroup, MessageMenu, SingleCommand } from '../src/discord/command.ts'
import { helpCommand, statusCommand, versionCommand } from './about.ts'
import { askCommand } from './ask.ts'
import { askBee } from './ask-bee.ts'
import { createCommand } from './bundle/create.ts'
import { linksCommand } from './bundle/links.ts'
import { logCommand } from './bundle/log.ts'
import { releaseCommand } from './bundle/release.ts'
import { renewCommand } from './bundle/renew.ts'
import { revokeCommand } from './bundle/revoke.ts'
import { uploadCommand } from './bundle/upload.ts'
import { verifyCommand } from './bundle/verify.ts'
import { addCommand } from './faq/add.ts'
import { faqCategoryCommand } from './faq/category.ts'
import { discardCommand } from './faq/discard.ts'
import { editCommand } from './faq/edit.ts'
import { gapsCommand } from './faq/gaps.ts'
import { outdatedCommand } from './faq/outdated.ts'
import { popularCommand } from './faq/popular.ts'
import { publishCommand } from './faq/publish.ts'
import { searchCommand } from './faq/search.ts'
import { showArticleCommand } from './faq/show.ts'
import { postCommand } from './post.ts'
import { saveAsAnswerMenu } from './save-as-answer.ts'
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
    name: 'faq',
    description: 'The knowledge base',
    subcommands: {
      search: searchCommand,
      show: showArticleCommand,
      popular: popularCommand,
      category: faqCategoryCommand,
      add: addCommand,
      edit: editCommand,
      publish: publishCommand,
      discard: discardCommand,
      outdated: outdatedCommand,
      gaps: gapsCommand,
    },
  },
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
      upload: uploadCommand,
      renew: renewCommand,
      revoke: revokeCommand,
      log: logCommand,
      release: releaseCommand,
      verify: verifyCommand,
    },
  },
]

export const singles: SingleCommand[] = [askCommand, helpCommand, statusCommand, versionCommand, postCommand]

export const menus: MessageMenu[] = [askBee, saveAsAnswerMenu]
