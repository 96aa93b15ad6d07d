declare const brand: unique symbol

/**
 * Text that has been through the sanitizer, the only kind that a post, a log, a mail or a row accepts.
 * Nothing but a `Sanitizer` makes it, so a forgotten check does not compile.
 */
export type Sanitized = string & { readonly [brand]: true }
