/** How far a key alone makes its value a secret. */
export const sure = 3
export const likely = 2
export const perhaps = 1

export type Key = { strength: number; kind: string }

export const none: Key = { strength: 0, kind: '' }
