import fc from 'fast-check'

/** Properties are tried on the same cases each time, so that a run says something about the change alone; PODSCAPE_SEED=N tries others. */
fc.configureGlobal({ seed: Number(process.env['PODSCAPE_SEED'] ?? 1) })
