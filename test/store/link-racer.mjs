// A second process on the same data: claims a link several times at once when told to, and says how often it won.
const { settings } = await new Promise((resolve) => process.once('message', resolve))
const { openDatabase } = await import(`${settings.storeFolder}/database.js`)
const { openSeal } = await import(`${settings.storeFolder}/seal.js`)
const { createLinks } = await import(`${settings.storeFolder}/links.js`)

const now = () => settings.now
const db = await openDatabase(`${settings.folder}/bee.db`, now)
const links = createLinks(db, {
  seal: openSeal(settings.folder),
  now,
  publicUrl: 'https://bee.example',
  nudge: () => {},
})

process.on('message', async ({ token, times }) => {
  const tries = await Promise.allSettled(Array.from({ length: times }, () => links.claim(token, '203.0.113.7')))
  const broken = tries.find(({ reason }) => reason !== undefined && reason.code !== 'LINK_USED_UP')
  if (broken !== undefined) throw broken.reason
  process.send(tries.filter(({ status }) => status === 'fulfilled').length)
})
process.send('ready')
