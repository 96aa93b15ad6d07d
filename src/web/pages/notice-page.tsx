import { Comb, Page } from './page.tsx'

/** One plain thing to say: a link that has ended, a page that does not exist, what this address is. */
export function NoticePage({ title, text, product }: { title: string; text: string; product: string }) {
  return (
    <Page title={title} product={product}>
      <section class="card notice">
        <Comb />
        <h1>{title}</h1>
        <p class="lead">{text}</p>
      </section>
    </Page>
  )
}
