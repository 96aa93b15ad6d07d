// Holds the write lock of a database, as a person at a prompt would, until it is told to let go.
import Sqlite from 'better-sqlite3'

const sqlite = new Sqlite(process.argv[2])
sqlite.exec('begin immediate')
process.send('held')
process.once('message', () => {
  sqlite.exec('rollback')
  process.send('free')
  process.disconnect()
})
