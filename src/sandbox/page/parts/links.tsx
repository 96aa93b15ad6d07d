import { placeById, useApp, useWorld } from '../state/context.ts'
import { placeHref } from '../state/route.ts'
import { BeeMark, Icon } from './icons.tsx'
import { shortTime } from './time.tsx'

/** All bundle links this person has been shown. They lead to Bee's own pages, in a new tab. */
export function Links() {
  const { state } = useApp()
  const world = useWorld()
  const links = state.links ?? []
  return (
    <main id="main" class="links" tabIndex={-1}>
      <h1>Links to bundles</h1>
      <p class="lead">
        Real pages, served by {world.bot.name} herself. Looking costs nothing; each download is counted and written
        down.
      </p>
      {!state.links && <p class="loading">Looking for links…</p>}
      {state.links && links.length === 0 && (
        <div class="beginning">
          <BeeMark size={44} />
          <h2>No links yet</h2>
          <p>Ask {world.bot.name} for help with a log file, and the first bundle appears here.</p>
        </div>
      )}
      <ul>
        {links.map((link) => (
          <li key={link.url} class="link-row">
            <Icon name="link" size={22} />
            <div>
              <a href={link.url} target="_blank" rel="noopener noreferrer">
                {link.words || 'A bundle'} <Icon name="external" size={14} />
              </a>
              <small>
                {shortTime(link.at)} in{' '}
                <a href={placeHref(link.place)}>{placeById(world, link.place)?.name ?? world.bot.name}</a>
              </small>
              <code>{link.url}</code>
            </div>
          </li>
        ))}
      </ul>
    </main>
  )
}
