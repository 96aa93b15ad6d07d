import type { ComponentChildren } from 'preact'
import type { World } from '../../page-api.ts'
import { useApp } from '../state/context.ts'
import { routeTo } from '../state/route.ts'
import { safeUrl } from '../text/tree.ts'
import { Icon } from './icons.tsx'

/** A link in somebody's words. What leads to this Discord or this repository stays in the page; all else opens beside it. */
export function Link(props: { url: string; class?: string; children: ComponentChildren; sign?: boolean }) {
  const { state } = useApp()
  const inside = state.world && insideHash(props.url, state.world)
  if (inside) {
    return (
      <a class={props.class} href={inside}>
        {props.children}
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
