import type { World } from '../../page-api.ts'
import { readDiscordText } from '../text/discord.ts'
import type { Block, Inline } from '../text/tree.ts'
import { named } from './names.ts'

const longest = 140

/** A message in one line, without marks, for quoting it. */
export function preview(world: World, text: string): string {
  const words = readDiscordText(text.slice(0, 400)).map((block) => ofBlock(world, block))
  return words.join(' ').replace(/\s+/g, ' ').slice(0, longest)
}

function ofBlock(world: World, block: Block): string {
  if (block.type === 'code') return block.text
  if (block.type === 'quote') return block.children.map((child) => ofBlock(world, child)).join(' ')
  if (block.type === 'list') {
    return block.items.flatMap((item) => item.children.map((child) => ofBlock(world, child))).join(' ')
  }
  return 'children' in block ? ofInline(world, block.children as Inline[]) : ''
}

function ofInline(world: World, nodes: Inline[]): string {
  return nodes.map((node) => oneOf(world, node)).join('')
}

function oneOf(world: World, node: Inline): string {
  switch (node.type) {
    case 'text':
    case 'code':
      return node.text
    case 'wrap':
      return node.as === 'spoiler' ? '▒▒▒' : ofInline(world, node.children)
    case 'link':
      return ofInline(world, node.children)
    case 'user': {
      const user = world.members.find((member) => member.user.id === node.id)?.user
      return `@${user ? named(world, user).name : 'somebody'}`
    }
    case 'role':
      return `@${world.roles.find((role) => role.id === node.id)?.name ?? 'role'}`
    case 'channel':
      return `#${world.places.find((place) => place.id === node.id)?.name ?? 'channel'}`
    case 'emoji':
      return `:${node.name}:`
    case 'command':
      return `/${node.name}`
    case 'everyone':
      return `@${node.name}`
    default:
      return ' '
  }
}
