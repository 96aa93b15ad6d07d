// A second Bee on the same data: holds the lock until it is killed.
const [, , store, folder] = process.argv
const { lockData } = await import(`${store}/database.js`)
try {
  lockData(folder)
  process.send('held')
  setInterval(() => {}, 1000)
} catch (cause) {
  process.send(cause.code)
  process.exit(78)
}
