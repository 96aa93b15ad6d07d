import { Comb, Page } from './page.tsx'

/** One plain thing to say: a link that has ended, a page that does not exist, what this address is. */
export interface Shown {
  title: string
  text: string
  /** Where to go on. */
  link?: { label: string; url: string } | undefined
  product: string
}

export function NoticePage({ title, text, link, product }: Shown) {
  return (
    <Page title={title} product={product}>
      <section class="card notice">
        <Comb />
        <h1>{title}</h1>
        <p class="lead">{text}</p>
        {link !== undefined && (
          <p>
            <a href={link.url}>{link.label}</a>
          </p>
        )}
      </section>
    </Page>
  )
}
