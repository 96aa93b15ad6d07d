// Bee's web server in a process of its own, over a database and a bundle folder that are there: so that it can be
// bound to one core, measured, and raced against a second one.
import { join } from 'node:path'

const [folder] = process.argv.slice(2)
const load = (path) => import(new URL(`../../../dist/src/${path}`, import.meta.url).href)
const { openDatabase } = await load('store/database.js')
const { openSeal } = await load('store/seal.js')
const { createLinks } = await load('store/links.js')
const { createWeb } = await load('web/server.js')

const publicUrl = 'http://127.0.0.1'
const db = await openDatabase(join(folder, 'bee.db'))
const links = createLinks(db, { seal: openSeal(folder), now: Date.now, publicUrl, nudge: () => {} })
const web = createWeb({
  links,
  bundleFolder: join(folder, 'bundles'),
  desk: { product: { name: 'Bench' } },
  health: () => ({ ready: true, parts: {} }),
  publicUrl,
})
await web.listen({ host: '127.0.0.1', port: 0 })
process.send({ port: web.server.address().port, pid: process.pid })
process.once('disconnect', () => process.exit())
