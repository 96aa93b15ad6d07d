/** What a name for a value begins with (`ip-3`, `user-1`; `pseudonyms.ts` deals them), for patterns that find such names. */
export const pseudonymKinds = 'ip|net|mac|host|user|email|phone|card|iban|person|account|id|word'
