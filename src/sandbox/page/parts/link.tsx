import type { ComponentChildren } from 'preact'
import type { World } from '../../page-api.ts'
import { calledPlace } from '../chat/places.ts'
import { placeById, useApp } from '../state/context.ts'
import { readRoute, routeTo } from '../state/route.ts'
import { safeUrl } from '../text/tree.ts'
import { Icon } from './icons.tsx'

/** A link in somebody's words. What leads to this Discord or this repository stays in the page; all else opens beside it. */
export function Link(props: {
  url: string
  class?: string
  children: ComponentChildren
  /** Ends with the sign for "opens beside this page". */
  sign?: boolean
  /** It shows its own address; a place of this page is then called by its name, as Discord does. */
  isBare?: boolean
}) {
  const { state } = useApp()
  const inside = state.world && insideHash(props.url, state.world)
  if (inside) {
    const label = props.isBare && state.world ? labelOf(inside, state.world) : undefined
    return (
      <a class={label ? 'mention' : props.class} href={inside} title={props.isBare ? props.url : undefined}>
        {label ?? props.children}
      </a>
    )
  }
  const url = safeUrl(props.url)
  if (!url) return <span class={props.class}>{props.children}</span>
  return (
    <a class={props.class} href={url} target="_blank" rel="noopener noreferrer">
      {props.children}
      {props.sign && <Icon name="external" size={14} />}
    </a>
  )
}

function labelOf(hash: string, world: World): string | undefined {
  const route = readRoute(hash)
  if (route.tab === 'github') return `${world.repository.owner}/${world.repository.name}#${route.issue ?? ''}`
  const place = route.tab === 'chat' ? placeById(world, route.place) : undefined
  if (!place || route.tab !== 'chat') return undefined
  return route.message ? `${calledPlace(place)} › message` : calledPlace(place)
}

/** `https://discord.com/channels/…` and `https://github.com/owner/name/issues/1`, as places of this page. */
export function insideHash(address: string, world: World): string | undefined {
  const url = safeUrl(address)
  if (!url) return undefined
  const parts = new URL(url).pathname.split('/').filter((part) => part !== '')
  if (parts[0] === 'channels' && parts[1] === world.guild.id && parts[2]) {
    const message = parts[3] ? { message: parts[3] } : {}
    return routeTo({ tab: 'chat', place: parts[2], ...message })
  }
  const { owner, name } = world.repository
  const isOurs = parts[0]?.toLowerCase() === owner.toLowerCase() && parts[1]?.toLowerCase() === name.toLowerCase()
  if (!isOurs) return undefined
  const issue = parts[2] === 'issues' ? Number(parts[3]) : Number.NaN
  return routeTo(Number.isInteger(issue) && issue > 0 ? { tab: 'github', issue } : { tab: 'github' })
}
