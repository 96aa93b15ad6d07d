import type { ComponentChildren } from 'preact'
import { style } from '../style.ts'

/** The frame of every page. Its title and meta say nothing about a bundle, because previews and histories show them. */
export function Page({ title, product, children }: { title: string; product: string; children: ComponentChildren }) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow, noarchive" />
        <meta name="referrer" content="no-referrer" />
        <title>{title}</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <header class="top">
          <div>
            <Comb />
            Bee <span>{product} support</span>
          </div>
        </header>
        <main>{children}</main>
        <footer class="end">
          Bee is a self-hosted support desk. Passwords, addresses and names come out of a bundle before anyone sees it.
        </footer>
      </body>
    </html>
  )
}

/** Three cells of a honeycomb. */
export function Comb() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <g fill="var(--honey)">
        <path d="M16 1.5 22 5v7l-6 3.5L10 12V5z" />
        <path d="M9.2 14 15.2 17.5v7L9.2 28l-6-3.5v-7z" opacity=".75" />
        <path d="M22.8 14 28.8 17.5v7L22.8 28l-6-3.5v-7z" opacity=".5" />
      </g>
    </svg>
  )
}
