import fc from 'fast-check'

// The same texts each time, so that a failure can be looked at again; PROPERTY_SEED tries others.
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 20_261_121) })

export default fc
