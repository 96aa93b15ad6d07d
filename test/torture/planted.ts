/** What must never be found in anything that Bee wrote, kept or sent (RELIABILITY A16). */
export const planted = {
  mail: 'wilma.planted@nordwind-energie.example',
  password: 'Zq7-winterlake-4821',
  address: '203.0.113.77',
  host: 'db.internal.nordwind-energie',
  token: 'c2lnbmF0dXJlLXRoYXQtaXMtbG9uZw',
} as const

/** A log as people attach it; `who` makes each one another. */
export const logOf = (who: string) =>
  [
    `time=2026-11-20T09:14:02Z level=info service=kratos msg="login" user=${planted.mail} ip=${planted.address}`,
    'time=2026-11-20T09:14:03Z level=error service=kratos msg="AAL2 required but no second factor is configured"',
    `DATABASE_URL=postgres://sting:${planted.password}@${planted.host}.example:5432/sting`,
    `Authorization: Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhbmEifQ.${planted.token}`,
    `request of ${who}`,
  ].join('\n')

/** Which of them stand in this text. */
export const plantedIn = (text: string): string[] =>
  Object.entries(planted).flatMap(([name, value]) => (text.includes(value) ? [name] : []))
