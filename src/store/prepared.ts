import type { Compilable, CompiledQuery, Kysely, QueryResult } from 'kysely'
import type { Schema } from './schema.ts'

/**
 * A query whose text is made once: making it costs several times what running it does. For the few queries that run
 * for every download; its text must be the same whatever the values are.
 *
 * @param build gives the query; what it is handed as values are stand-ins, only good for being put into it.
 */
export function prepared<Values extends Record<string, string | number | null>, Row>(
  build: (db: Kysely<Schema>, values: Values) => Compilable<Row>,
) {
  let made: { query: CompiledQuery<Row>; names: (string | undefined)[] } | undefined

  function make(db: Kysely<Schema>, values: Values) {
    const standIns = new Map<unknown, string>()
    const standing = Object.fromEntries(
      Object.keys(values).map((name) => {
        const standIn = { name }
        standIns.set(standIn, name)
        return [name, standIn]
      }),
    )
    const query = build(db, standing as unknown as Values).compile()
    return { query, names: query.parameters.map((parameter) => standIns.get(parameter)) }
  }

  return (db: Kysely<Schema>, values: Values): Promise<QueryResult<Row>> => {
    made ??= make(db, values)
    const { query, names } = made
    const parameters = names.map((name, place) => (name === undefined ? query.parameters[place] : values[name]))
    return db.executeQuery({ ...query, parameters })
  }
}
