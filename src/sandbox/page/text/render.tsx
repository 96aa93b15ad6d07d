import type { ComponentChildren, JSX } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { named } from '../chat/names.ts'
import { Link } from '../parts/link.tsx'
import { Moment } from '../parts/time.tsx'
import { placeById, useApp } from '../state/context.ts'
import { placeHref, routeTo } from '../state/route.ts'
import { readDiscordLine, readDiscordText } from './discord.ts'
import { readGitHubText } from './github.ts'
import { type Block, type Inline, type ListItem, safeUrl } from './tree.ts'

export function DiscordText({ text }: { text: string }) {
  const blocks = useMemo(() => readDiscordText(text), [text])
  return <Blocks blocks={blocks} />
}

export function DiscordLine({ text }: { text: string }) {
  const nodes = useMemo(() => readDiscordLine(text), [text])
  return <Line nodes={nodes} />
}

export function GitHubText({ text }: { text: string }) {
  const blocks = useMemo(() => readGitHubText(text), [text])
  return <Blocks blocks={blocks} />
}

function Blocks({ blocks }: { blocks: Block[] }) {
  return (
    <>
      {blocks.map((block, index) => (
        <BlockView key={index} block={block} />
      ))}
    </>
  )
}

function BlockView({ block }: { block: Block }): JSX.Element {
  switch (block.type) {
    case 'paragraph':
      return (
        <p>
          <Line nodes={block.children} />
        </p>
      )
    case 'heading':
      return <Heading level={block.level} nodes={block.children} />
    case 'small':
      return (
        <p class="small-print">
          <Line nodes={block.children} />
        </p>
      )
    case 'quote':
      return (
        <blockquote>
          <Blocks blocks={block.children} />
        </blockquote>
      )
    case 'list':
      return <ListView ordered={block.ordered} start={block.start} items={block.items} />
    case 'code':
      return (
        <pre data-language={block.language || undefined}>
          <code>{block.text}</code>
        </pre>
      )
    case 'table':
      return <Table {...block} />
    case 'details':
      return (
        <details open={block.open}>
          <summary>
            <Line nodes={block.summary} />
          </summary>
          <Blocks blocks={block.children} />
        </details>
      )
    case 'rule':
      return <hr />
  }
}

/** Two levels below the page's own headings, so that a text cannot upset the outline. */
function Heading({ level, nodes }: { level: number; nodes: Inline[] }) {
  const Tag = `h${Math.min(level + 2, 6)}` as 'h3' | 'h4' | 'h5' | 'h6'
  return (
    <Tag class={`text-h${level}`}>
      <Line nodes={nodes} />
    </Tag>
  )
}

function ListView({ ordered, start, items }: { ordered: boolean; start: number; items: ListItem[] }) {
  const shown = items.map((item, index) => (
    <li key={index} class={item.done === undefined ? undefined : 'task'}>
      {item.done !== undefined && (
        <input type="checkbox" checked={item.done} disabled aria-label={item.done ? 'done' : 'open'} />
      )}
      <Blocks blocks={item.children} />
    </li>
  ))
  return ordered ? <ol start={start}>{shown}</ol> : <ul>{shown}</ul>
}

function Table({ align, head, rows }: Extract<Block, { type: 'table' }>) {
  const cell = (column: number) => (align[column] ? `align-${align[column]}` : undefined)
  return (
    <div class="table-scroll">
      <table>
        <thead>
          <tr>
            {head.map((nodes, column) => (
              <th key={column} scope="col" class={cell(column)}>
                <Line nodes={nodes} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((nodes, column) => (
                <td key={column} class={cell(column)}>
                  <Line nodes={nodes} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Line({ nodes }: { nodes: Inline[] }) {
  return (
    <>
      {nodes.map((node, index) => (
        <InlineView key={index} node={node} />
      ))}
    </>
  )
}

const isBare = ([first, ...others]: Inline[], url: string) =>
  others.length === 0 && first?.type === 'text' && safeUrl(first.text) === url

const wraps = {
  strong: 'strong',
  em: 'em',
  underline: 'u',
  strike: 's',
  sub: 'sub',
  sup: 'sup',
  kbd: 'kbd',
  mark: 'mark',
} as const

function InlineView({ node }: { node: Inline }): JSX.Element {
  switch (node.type) {
    case 'text':
      return <>{node.text}</>
    case 'break':
      return <br />
    case 'code':
      return <code>{node.text}</code>
    case 'wrap': {
      if (node.as === 'spoiler') return <Spoiler>{<Line nodes={node.children} />}</Spoiler>
      const Tag = wraps[node.as]
      return (
        <Tag>
          <Line nodes={node.children} />
        </Tag>
      )
    }
    case 'link':
      return (
        <Link url={node.url} isBare={isBare(node.children, node.url)}>
          <Line nodes={node.children} />
        </Link>
      )
    case 'image':
      return <Link url={node.url}>{node.alt || 'image'}</Link>
    case 'time':
      return (
        <span class="moment">
          <Moment at={node.at} style={node.style} />
        </span>
      )
    case 'emoji':
      return <span class="emoji-name">:{node.name}:</span>
    case 'command':
      return <span class="mention">/{node.name}</span>
    case 'everyone':
      return <span class="mention">@{node.name}</span>
    case 'person':
      return <strong class="login">@{node.name}</strong>
    case 'issue':
      return <a href={routeTo({ tab: 'github', issue: node.number })}>#{node.number}</a>
    case 'user':
    case 'role':
    case 'channel':
      return <Mention kind={node.type} id={node.id} />
  }
}

function Mention({ kind, id }: { kind: 'user' | 'role' | 'channel'; id: string }) {
  const { state } = useApp()
  const { world } = state
  if (!world) return <span class="mention">@unknown</span>
  if (kind === 'channel') {
    const place = placeById(world, id)
    return place ? (
      <a class="mention" href={placeHref(id)}>
        #{place.name}
      </a>
    ) : (
      <span class="mention">#unknown</span>
    )
  }
  if (kind === 'role') {
    return <span class="mention">@{world.roles.find((role) => role.id === id)?.name ?? 'unknown role'}</span>
  }
  const user = world.members.find((member) => member.user.id === id)?.user
  const name = user ? named(world, user).name : 'somebody'
  return <span class={id === world.you.id ? 'mention mention-you' : 'mention'}>@{name}</span>
}

function Spoiler({ children }: { children: ComponentChildren }) {
  const [isShown, setShown] = useState(false)
  if (isShown) return <span class="spoiler-shown">{children}</span>
  return (
    <button type="button" class="spoiler" aria-label="Show the spoiler" onClick={() => setShown(true)}>
      <span aria-hidden="true">{children}</span>
    </button>
  )
}
