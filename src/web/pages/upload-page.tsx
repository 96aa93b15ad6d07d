import { commandLine, mostWords, type UploadFacts } from '../upload-routes.ts'
import { Page } from './page.tsx'
import { uploadScript } from './upload-script.ts'

/** The page of a one-time address: files are dropped or chosen, sent, and what was taken out of them is told. */
export function UploadPage({ facts, base }: { facts: UploadFacts; base: string }) {
  return (
    <Page title="Send logs privately" product={facts.product}>
      <section
        class="card hero"
        data-base={base}
        data-most-files={facts.most.files}
        data-most-bytes={facts.most.fileBytes}
      >
        <header>
          <p class="eyebrow">For {facts.ticketNumber}</p>
          <h1>Send logs privately</h1>
        </header>
        <p id="intro">
          Passwords, addresses and names are taken out before anyone sees them. Nothing is stored as you send it. This
          page works once, for {facts.expiresIn}.
        </p>

        <noscript>
          <p class="lead">This page needs JavaScript. You can send files with the line below instead.</p>
        </noscript>

        <div id="choose" class="stack" hidden>
          <p id="problem" class="problem" role="alert" tabindex={-1} hidden />
          <label id="drop" class="drop" for="files">
            <b>Drop files here, or choose them</b>
            <small>Logs, text, zip, tar or gz; {mostWords(facts.most)}</small>
            <span class="button quiet" aria-hidden="true">
              Choose files
            </span>
            <input id="files" type="file" multiple />
          </label>
          <ul id="chosen" class="chosen" aria-label="Chosen files" />
          <div class="act">
            <button id="send" class="button" type="button" disabled>
              Send
            </button>
            <p class="soft small">You can attach screenshots to your message in Discord; this page takes text only.</p>
          </div>
        </div>

        <div id="going" class="stack" hidden>
          <progress id="bar" value={0} aria-label="How much has been sent" />
          <div id="stop" class="act">
            <button id="cancel" class="button quiet" type="button">
              Cancel
            </button>
            <p class="soft small">Nothing is kept of what you cancel.</p>
          </div>
        </div>
        <p id="status" class="small" role="status" aria-live="polite" />

        <div id="done" class="stack" hidden>
          <h2 id="outcome" tabindex={-1}>
            Done
          </h2>
          <p id="message" />
          <div id="taken" class="stack">
            <h2>What was taken out</h2>
            <p id="nothing" class="soft small">
              Nothing private was found in these files.
            </p>
            <ul id="redactions" class="counts small" />
          </div>
          <div id="leftout" class="stack" hidden>
            <h2>What was left out</h2>
            <ul id="left" class="plain small" />
          </div>
        </div>
      </section>

      <section id="program" class="card">
        <h2>Or let the machine gather them</h2>
        <p class="soft small">
          Where the problem is, this collects what helps with it, takes private things out there, shows you the result,
          and asks before it sends. It needs Node 20 or newer. In Windows PowerShell run the two parts one after the
          other, with curl.exe.
        </p>
        <pre>{commandLine(facts)}</pre>
      </section>
      <script dangerouslySetInnerHTML={{ __html: uploadScript }} />
    </Page>
  )
}
