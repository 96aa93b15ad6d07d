import { createHash } from 'node:crypto'

/**
 * What the upload page does in the browser: takes files, sends them piece by piece, says how it goes. Sent within the page,
 * and allowed there by its hash alone. Nothing is kept in the browser, and a page that is left is cancelled.
 */
export const uploadScript = `'use strict'
const { base, mostFiles, mostBytes } = document.body.querySelector('[data-base]').dataset
const by = (id) => document.getElementById(id)
const kinds = ['bytes', 'kB', 'MB', 'GB']
let files = []
let running

const sizeWords = (bytes) => {
  let unit = 0
  while (bytes >= 1000 && unit < 3) { bytes /= 1000; unit++ }
  return (unit ? bytes.toFixed(1) : bytes) + ' ' + kinds[unit]
}
const say = (text) => { by('status').textContent = text }
const show = (id, isShown) => { by(id).hidden = !isShown }
const element = (name, text) => { const made = document.createElement(name); made.textContent = text; return made }

function list() {
  by('chosen').replaceChildren(...files.map((file, at) => {
    const row = document.createElement('li')
    const remove = element('button', 'Remove')
    remove.type = 'button'
    remove.className = 'plain-button'
    remove.setAttribute('aria-label', 'Remove ' + file.name)
    remove.onclick = () => { files.splice(at, 1); list(); by('files').focus() }
    row.append(element('span', file.name), element('small', sizeWords(file.size)), remove)
    return row
  }))
  by('send').disabled = files.length === 0
}

function add(more) {
  const no = []
  for (const file of more) {
    if (file.size === 0) no.push(file.name + ' is empty, so it is left out.')
    else if (file.size > mostBytes) no.push(file.name + ' is too large: ' + Math.floor(mostBytes / 1048576) + ' MB at most. Take only the part around the time of the problem.')
    else if (files.some((known) => known.name === file.name && known.size === file.size)) continue
    else if (files.length >= mostFiles) no.push(file.name + ' is one too many: ' + mostFiles + ' files at most.')
    else files.push(file)
  }
  say(no.join(' '))
  list()
}

async function call(path, init = {}) {
  let answer
  try {
    answer = await fetch(base + path, { ...init, headers: { accept: 'application/json', ...init.headers } })
  } catch (cause) {
    if (cause.name === 'AbortError') throw cause
    throw Object.assign(new Error('The server does not answer. Check your network; I go on as soon as it does.'), { passes: true })
  }
  if (answer.status === 204) return undefined
  const body = await answer.json().catch(() => ({}))
  if (answer.ok) return body
  const passes = answer.status === 503 || answer.status === 409 || answer.status === 408 || answer.status === 502
  throw Object.assign(new Error(body.message || 'The server said no (' + answer.status + ').'), { passes })
}

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

async function patiently(work, signal) {
  for (let turn = 0; ; turn++) {
    try { return await work() } catch (cause) {
      if (signal.aborted || !cause.passes || turn === 8) throw cause
      say(cause.message)
      await wait(300 * 2 ** turn)
    }
  }
}

async function send() {
  const stop = new AbortController()
  running = { stop, id: undefined }
  const { signal } = stop
  const total = files.reduce((sum, file) => sum + file.size, 0)
  show('choose', false); show('going', true); show('stop', true); show('problem', false)
  by('bar').max = total
  try {
    const named = files.map(({ name, size }) => ({ name, sizeBytes: size }))
    const json = { method: 'POST', body: JSON.stringify({ kind: 'files', files: named }), headers: { 'content-type': 'application/json' }, signal }
    let state = await call('/uploads', json)
    running.id = state.id
    let before = 0
    for (const [at, file] of files.entries()) {
      let offset = 0
      while (offset < file.size) {
        const piece = file.slice(offset, offset + state.pieceBytes)
        const from = offset
        state = await patiently(async () => {
          try {
            return await call('/uploads/' + running.id + '/' + at + '?offset=' + from, { method: 'PUT', body: piece, signal })
          } catch (cause) {
            if (!cause.passes) throw cause
            // It may have arrived although its answer did not.
            const known = await call('/uploads/' + running.id, { signal })
            if (known.offsets[at] > from) return known
            throw cause
          }
        }, signal)
        offset = state.offsets[at]
        by('bar').value = before + offset
        const share = Math.floor((100 * (before + offset)) / total)
        say('Sending ' + file.name + ': ' + share + ' %')
      }
      before += file.size
    }
    state = await patiently(() => call('/uploads/' + running.id + '/done', { method: 'POST', signal }), signal)
    running.isSent = true
    show('stop', false)
    by('bar').removeAttribute('value')
    while (state.state === 'checking') {
      say('Everything has arrived. Private things are being taken out, and the result is checked.')
      await wait(500)
      state = await patiently(() => call('/uploads/' + running.id, { signal }), signal)
    }
    end(state)
  } catch (cause) {
    const was = running
    running = undefined
    if (was.id && !was.isSent) fetch(base + '/uploads/' + was.id, { method: 'DELETE', keepalive: true }).catch(() => {})
    show('going', false); show('choose', true)
    by('problem').textContent = signal.aborted ? 'Cancelled. Nothing was kept.' : cause.message
    show('problem', true)
    by('problem').focus()
    say('')
  }
}

function end(state) {
  running = undefined
  show('going', false); show('done', true)
  const isGood = state.state === 'ready'
  // This address has done what it was for.
  show('intro', !isGood); show('program', !isGood)
  by('outcome').textContent = isGood ? 'Your logs have arrived' : 'This did not work'
  by('message').textContent = state.message || ''
  by('redactions').replaceChildren(...state.redactions.map(({ kind, count }) => {
    const row = document.createElement('li')
    row.append(element('span', kind), element('b', count.toLocaleString('en')))
    return row
  }))
  show('taken', isGood)
  show('nothing', isGood && state.redactions.length === 0)
  by('left').replaceChildren(...state.leftOut.map((line) => element('li', line)))
  show('leftout', state.leftOut.length > 0)
  say('')
  by('outcome').focus()
}

by('files').onchange = (event) => { add(event.target.files); event.target.value = '' }
by('send').onclick = send
by('cancel').onclick = () => running && running.stop.abort()
const drop = by('drop')
for (const type of ['dragenter', 'dragover']) addEventListener(type, (event) => { event.preventDefault(); drop.classList.add('over') })
for (const type of ['dragleave', 'drop']) addEventListener(type, (event) => { event.preventDefault(); if (type === 'drop' || event.relatedTarget === null) drop.classList.remove('over') })
addEventListener('drop', (event) => { if (!running) add(event.dataTransfer.files) })
addEventListener('beforeunload', (event) => { if (running && !running.isSent) event.preventDefault() })
addEventListener('pagehide', () => {
  if (running && running.id && !running.isSent) fetch(base + '/uploads/' + running.id, { method: 'DELETE', keepalive: true })
})
show('choose', true)
list()
`

/** For `script-src` of a Content-Security-Policy: this very script and no other. */
export const scriptHash = `'sha256-${createHash('sha256').update(uploadScript).digest('base64')}'`
