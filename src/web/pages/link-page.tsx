import type { LinkFacts } from '../link-facts.ts'
import { count, numberWords } from '../words.ts'
import { Page } from './page.tsx'

/** Where the button leads, and what tells one press from another. */
export interface ClaimForm {
  action: string
  nonce: string
}

/** The page of a link: what the bundle is, what came out of it, and the one button that counts. */
export function LinkPage({ facts, form }: { facts: LinkFacts; form: ClaimForm }) {
  return (
    <Page title="A diagnostic bundle" product={facts.product}>
      <section class="card hero">
        <header>
          <p class="eyebrow">Sanitized diagnostic bundle of {facts.ticketNumber}</p>
          <h1>{facts.name}</h1>
        </header>
        <dl class="facts">
          <div>
            <dt>Size</dt>
            <dd>
              {facts.size}
              <small>{facts.sizeExact}</small>
            </dd>
          </div>
          <div>
            <dt>Downloads left</dt>
            <dd>
              {facts.downloadsLeft}
              <small>of {numberWords(facts.downloadsTotal)}; looking costs none</small>
            </dd>
          </div>
          <div>
            <dt>Works for</dt>
            <dd>
              {facts.expiresIn}
              <small>
                until <time dateTime={facts.expiresIso}>{facts.expiresAt}</time>
              </small>
            </dd>
          </div>
          <div class="wide">
            <dt>SHA-256</dt>
            <dd class="mono">{facts.sha256}</dd>
          </div>
        </dl>
        {facts.yoursUntil !== undefined && (
          <p class="soft small">
            This address was given to you alone, and opens until {facts.yoursUntil}. For another one, press "Get bundle"
            in Discord again.
          </p>
        )}
        <form class="act" method="post" action={form.action}>
          <input type="hidden" name="nonce" value={form.nonce} />
          <button class="button" type="submit">
            <Arrow />
            Download
          </button>
          <p class="soft small">
            Uses one of the downloads that are left. If it breaks off, it can be resumed for 15 minutes.
          </p>
        </form>
        <details>
          <summary>Download in a terminal</summary>
          <pre>{facts.curl}</pre>
          <p class="soft small">Run it again after a break: it goes on where it stopped and counts once.</p>
        </details>
      </section>

      <div class="pair">
        <section class="card">
          <h2>What was taken out</h2>
          {facts.redactions.length === 0 ? (
            <p class="soft small">Nothing private was found in these files.</p>
          ) : (
            <>
              <p class="soft small">
                {count(facts.redactionsTotal, 'replacement')}. The same value has the same stand-in everywhere, such as{' '}
                <code>ip-3</code>, so the logs still tell their story.
              </p>
              <ul class="counts small">
                {facts.redactions.map(({ kind, count }) => (
                  <li key={kind}>
                    <span>{kind}</span>
                    <b>{numberWords(count)}</b>
                  </li>
                ))}
              </ul>
            </>
          )}
        </section>
        <div class="stack">
          {facts.findings.length > 0 && (
            <section class="card">
              <h2>What Bee noticed</h2>
              <Lines of={facts.findings} />
            </section>
          )}
          <section class="card">
            <h2>What was left out</h2>
            {facts.leftOut.length === 0 ? (
              <p class="soft small">Nothing: everything that was sent is inside.</p>
            ) : (
              <Lines of={facts.leftOut} />
            )}
          </section>
        </div>
      </div>

      {facts.files.length > 0 && (
        <section class="card">
          <h2 id="contents">What is inside</h2>
          <div class="scroll">
            <table aria-labelledby="contents">
              <thead>
                <tr>
                  <th scope="col">File</th>
                  <th scope="col" class="number">
                    Size
                  </th>
                  <th scope="col" class="number">
                    Taken out
                  </th>
                </tr>
              </thead>
              <tbody>
                {facts.files.map(({ path, size, redactions }) => (
                  <tr key={path}>
                    <td class="mono">{path}</td>
                    <td class="number">{size}</td>
                    <td class="number">{numberWords(redactions)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p class="soft small">
            <code>manifest.json</code> in the bundle has the SHA-256 of each file, and <code>SUMMARY.md</code> tells the
            story in a page.
          </p>
        </section>
      )}
    </Page>
  )
}

const Lines = ({ of }: { of: string[] }) => (
  <ul class="plain small">
    {of.map((line) => (
      <li key={line}>{line}</li>
    ))}
  </ul>
)

const Arrow = () => (
  <svg
    viewBox="0 0 20 20"
    aria-hidden="true"
    focusable="false"
    fill="none"
    stroke="currentColor"
    stroke-width="2.2"
    stroke-linecap="round"
    stroke-linejoin="round"
  >
    <path d="M10 3v10m-4.5-4.5L10 13l4.5-4.5M4 17h12" />
  </svg>
)
