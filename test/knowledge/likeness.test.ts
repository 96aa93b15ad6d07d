import { describe, expect, it } from 'vitest'
import { likeness, sameProblem } from '../../src/knowledge/likeness.ts'

/** Written by hand: the second is another person with the same problem, in their own words. */
const same: [string, string][] = [
  ["I can't login after the update", 'cannot log in since the update this morning'],
  ['login loops back to the sign-in page', 'After signing in the login page loops for ever'],
  ['vault is sealed after reboot', 'Our vault is sealed again after we rebooted the server'],
  ['502 bad gateway on every page', 'every page says 502 Bad Gateway since today'],
  ['The certificate expired and nginx shows an error', 'nginx: certificate has expired'],
  ['database is very slow since yesterday', 'postgres database slow since yesterday evening'],
  ['kratos says AAL2 required but I have no second factor', 'AAL2 required, but no second factor is set up'],
  ['installer stops at step 3, docker is not running', 'Installer says docker not running at step 3'],
  ['The AI chat does not answer any more', 'ai chat gives no answer'],
  ['backup fails with no space left on device', 'nightly backup failed: no space left on device'],
  ['too many clients already, postgres refuses connections', 'postgres: sorry, too many clients already'],
  ['password reset mail never arrives', "the mail to reset my password doesn't arrive"],
]

/** Of one category each, and still another problem. */
const different: [string, string][] = [
  ["I can't login after the update", 'password reset mail never arrives'],
  ['login loops back to the sign-in page', 'kratos says AAL2 required but I have no second factor'],
  ['vault is sealed after reboot', 'vault: permission denied when reading a secret'],
  ['502 bad gateway on every page', 'The certificate expired and nginx shows an error'],
  ['database is very slow since yesterday', 'migration fails with a duplicate key in the database'],
  ['installer stops at step 3, docker is not running', 'how do I install it without internet'],
  ['The AI chat does not answer any more', 'the bot gives wrong answers about our prices'],
  ['backup fails with no space left on device', 'how long are backups kept?'],
  ['session expires after five minutes', 'passkeys do not work in Firefox'],
  ['everything is slow for 50 users', 'memory grows until the container is killed'],
  ['help', 'help me please'],
  ['', ''],
]

describe('two requests', () => {
  it('are mostly taken for the same problem where they are, and hardly ever where they are not', () => {
    const scores = (pairs: [string, string][]) => pairs.map(([a, b]) => likeness(a, b))
    expect(scores(same).filter((score) => score >= sameProblem).length).toBeGreaterThanOrEqual(8)
    expect(scores(different).filter((score) => score >= sameProblem)).toEqual([])
  })

  it('are alike as much one way as the other, between 0 and 1', () => {
    for (const [a, b] of [...same, ...different]) {
      expect(likeness(a, b)).toBeCloseTo(likeness(b, a), 10)
      expect(likeness(a, b)).toBeGreaterThanOrEqual(0)
      expect(likeness(a, b)).toBeLessThanOrEqual(1)
    }
  })
})
