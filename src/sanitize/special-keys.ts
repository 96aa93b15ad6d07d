import { kindOf } from './key-kinds.ts'
import { type Key, likely, none, perhaps, sure } from './key-strength.ts'
import { serviceNames } from './rules/service-names.ts'

/** Words that mean something only together. */
export function specialKey(words: string[]): Key | undefined {
  const joined = words.join(' ')
  const ends = (...tails: string[]) => tails.some((tail) => joined === tail || joined.endsWith(` ${tail}`))
  if (ends('pin', 'puk', 'pin code', 'otp', 'passcode', 'tan', 'one time password'))
    return { strength: perhaps, kind: 'pin' }
  if (
    ends(
      'public key token',
      'existing secret',
      'pull secret',
      'pull secrets',
      'proxy pass',
      'fastcgi pass',
      'uwsgi pass',
      'grpc pass',
      'scgi pass',
      'memcached pass',
    )
  )
    return none
  // AWS's begin with `AKIA`; MinIO, Ceph, IBM and others let anything be one.
  if (ends('access key id', 'test reporter id'))
    return { strength: perhaps, kind: words.includes('aws') ? 'aws-access-key' : 'access-key' }
  if (ends('access id', 'accessid') && words.some((word) => serviceNames.has(word)))
    return { strength: likely, kind: 'access-key' }
  if (ends('secret id', 'session id', 'sess id', 'cookie value', 'set cookie', 'set cookie 2'))
    return { strength: likely, kind: kindOf(words) }
  if (ends('webhook url', 'hook url', 'webhook uri')) return { strength: perhaps, kind: 'webhook' }
  if (ends('connection string', 'conn string', 'connection str'))
    return { strength: perhaps, kind: 'connection-string' }
  if (
    ends(
      'user pass',
      'access code',
      'verification code',
      'recovery code',
      'backup code',
      'auth code',
      'security code',
      'otp code',
      'pin code',
      'one time code',
      'mfa code',
      'sms code',
      'login code',
      'confirmation code',
      'alarm code',
      'door code',
      'passcode',
      'recovery codes',
      'backup codes',
      'scratch codes',
    )
  ) {
    return { strength: likely, kind: 'code' }
  }
  if (
    /(?:^| )(?:gh|github|gitlab|gitea|bitbucket|confluence|jira|atlassian|asana|airtable|azure|ado|devops|access) pat$/.test(
      joined,
    )
  )
    return { strength: likely, kind: 'token' }
  if (ends('cli auth', 'rediscli auth', 'sentry dsn'))
    return { strength: joined.endsWith('auth') ? sure : likely, kind: kindOf(words) }
  if (ends('setup key', 'secret key', 'key material', 'key content')) return { strength: likely, kind: 'key' }
  if (
    ends(
      'mot de passe',
      'code secret',
      'phrase secrete',
      'seed phrase',
      'recovery phrase',
      'mnemonic phrase',
      Buffer.from('كلمة المرور').toString('latin1'),
    )
  )
    return { strength: sure, kind: 'password' }
  if (
    ends(
      'encryption salt',
      'salt key',
      'auth salt',
      'secure auth salt',
      'logged in salt',
      'nonce salt',
      'password salt',
      'signing salt',
    )
  )
    return { strength: likely, kind: 'salt' }
  if (ends('client key data', 'client certificate data')) return { strength: likely, kind: 'client-key' }
  if (
    ends(
      'status code',
      'error code',
      'exit code',
      'response code',
      'country code',
      'zip code',
      'postal code',
      'area code',
      'source code',
      'return code',
      'language code',
      'currency code',
      'http code',
      'bar code',
      'reason code',
      'event code',
      'product code',
      'close code',
      'op code',
      'exception code',
      'result code',
    )
  )
    return none
  if (
    ends(
      'key id',
      'token id',
      'token type',
      'next token',
      'page token',
      'continuation token',
      'next page token',
      'sync token',
      'unexpected token',
      'reset token url',
    )
  )
    return none
  return undefined
}
