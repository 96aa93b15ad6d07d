import { describe, expect, it } from 'vitest'
import { createSearch } from '../../src/knowledge/search.ts'
import { wordsOf } from '../../src/knowledge/words.ts'

const documents = [
  {
    id: 'remove',
    title: 'Remove a picture',
    text: 'Open the picture and press the bin. I do this every day, I promise.',
  },
  { id: 'login', title: 'I cannot sign in', text: 'Reset the password, then sign in again with the new one.' },
  { id: 'slow', title: 'The database is slow', text: 'Look at the queries that take long, and at the disk.' },
  { id: 'ja', title: 'ログインできない', text: 'パスワードを再設定してください。' },
  { id: 'zh', title: '数据库很慢', text: '请检查磁盘和查询。' },
  { id: 'th', title: 'เข้าสู่ระบบไม่ได้', text: 'ตั้งรหัสผ่านใหม่' },
]
const search = createSearch(documents)
const first = (query: string) => search.find(query).results[0]

describe('why something was found', () => {
  it('is never told by words that say nothing, such as "i"', () => {
    for (const query of ['how do i remove a picture', 'i cannot sign in', 'I I I', 'what is it with the slow disk'])
      for (const { because } of search.find(query).results)
        for (const word of because)
          expect(['i', 'a', 'the', 'how', 'do', 'is', 'it', 'with', 'what']).not.toContain(word)
    expect(first('how do i remove a picture')!.because).toEqual(['remove', 'picture'])
  })

  it('is told by the other words where none of the own ones is there', () => {
    expect(first('erase photo')).toMatchObject({ id: 'remove', because: expect.arrayContaining(['picture']) })
  })
})

it.each([
  ['delete my photo', 'remove'],
  ['login', 'login'],
  ['Ich habe mein Passwort vergessen', 'login'],
  ['la base de datos está lenta', 'slow'],
  ['ログインが出来ません', 'ja'],
  ['数据库慢', 'zh'],
  ['ระบบเข้าไม่ได้', 'th'],
])('finds by words that mean the same, and in scripts without spaces: %s', (query, id) => {
  expect(first(query)?.id).toBe(id)
})

it('takes words apart by pairs of signs where a script has no spaces', () => {
  expect(wordsOf('再設定 page2を', 10)).toEqual(['再設', '設定', 'page2', 'を'])
})

it.each(['my mails are gone', 'e-mail gone', 'Mail gone', 'lost emails'])(
  'takes one word for all of them: %s',
  (query) => {
    const about = [
      { id: 'mails', title: 'Emails are gone', text: 'Look into the bin first.' },
      { id: 'other', title: 'Pictures are gone', text: 'Look into the bin first; there is a mail in it too.' },
    ]
    expect(createSearch(about).find(query).results[0]?.id).toBe('mails')
  },
)

describe('a title', () => {
  it('says more than a text that comes back to a word again and again, where it is the document’s own', () => {
    const own = [
      { id: 'long', title: 'Nightly jobs', text: 'The backup runs, and nobody looks at it. '.repeat(8) },
      { id: 'meant', title: 'Check a backup', text: 'Read it back on another machine.' },
    ]
    expect(createSearch(own).find('backup').results[0]?.id).toBe('meant')
  })

  it('says less than the text where it names the book that many passages come from', () => {
    const book = (title: string, texts: string[]) => texts.map((text, at) => ({ id: `${title}:${at}`, title, text }))
    const passages = [
      ...book('Backup', ['Where the disk is', 'What the clock is for', 'Who may log in']),
      ...book('Running it', ['Each backup is kept for thirty days', 'Logs are kept for a week', 'Sessions are kept']),
      ...book('Machines', ['Spare ones are kept', 'Ports', 'Updates', 'Disks', 'Names', 'Users']),
    ]
    expect(createSearch(passages).find('backup kept').results[0]?.id).toBe('Running it:0')
  })
})

it('takes any query, however long and odd (A42)', () => {
  for (const query of [
    '"',
    'NEAR(a b)',
    '%'.repeat(1000),
    '\0',
    '__proto__ constructor',
    'x'.repeat(1_000_000),
    '數'.repeat(50_000),
  ])
    expect(search.find(query).results.length).toBeLessThanOrEqual(10)
})
