import { describe, expect, it } from 'vitest'
import { readDesk } from '../../src/desk.ts'
import { createSentences, type Understanding } from '../../src/triage/sentence.ts'
import { cpuMs } from '../cpu-time.ts'

const sentences = createSentences(readDesk('sting-ce'))

describe('what people say to Bee in a thread', () => {
  describe('what other people say in other words', () => {
    it.each([
      ['Could you post this to the #network-help channel?', 'share:discord-channel:network-help'],
      ['please forward it to support', 'share:email'],
      ['put it on the forum please', 'share:forum'],
      ['open an issue on github for me', 'share:github'],
      ['Post to Discord', 'share:discord-channel'],
      ['send this to #db-help and email it', 'share:discord-channel:db-help'],
      ['ok yes please create the github issue', 'share:github'],
      ['lets create a github issue', 'share:github'],
      ['hey bee can you share this in db-help', 'share:discord-channel:db-help'],
      ['post it to discord #install-help pls', 'share:discord-channel:install-help'],
      ['E-Mail it please', 'share:email'],
      ['mail it', 'share:email'],
      ['email this to support please', 'share:email'],
      ['solved!', 'solved'],
      ['Solved, thank you all!', 'solved'],
      ['That worked, thanks a lot', 'solved'],
      ['thanks, that fixed the problem', 'solved'],
      ['it is working now', 'solved'],
      ['Works perfectly now', 'solved'],
      ['fixed itself', 'solved'],
      ['ok its fixed', 'solved'],
      ['great, problem is gone', 'solved'],
      ["it's all working again, thank you", 'solved'],
      ['I managed to fix it', 'solved'],
      ['resolved by restarting redis', 'solved'],
      ['issue resolved', 'solved'],
      ['yep that was it', 'solved'],
      ['still not working', 'still-broken'],
      ['still the same', 'still-broken'],
      ["it didn't work", 'still-broken'],
      ['it broke again', 'still-broken'],
      ["still can't log in", 'still-broken'],
      ['the error is back', 'still-broken'],
      ['that does not help', 'still-broken'],
      ["doesn't help unfortunately", 'still-broken'],
      ['unfortunately not solved yet', 'still-broken'],
      ['the download link has expired', 'new-link'],
      ['link is dead', 'new-link'],
      ['please give me a new link', 'new-link'],
      ['I need a fresh link', 'new-link'],
      ['can you create a new download link?', 'new-link'],
      ['speak to a human please', 'human'],
      ['is there a real person here?', 'human'],
      ['I want to talk to an engineer', 'human'],
      ['please escalate this', 'human'],
      ['can someone from the team look at this?', 'human'],
      ['any update?', 'status'],
      ['many thanks!', 'thanks'],
      ['please close the ticket', 'close'],
      ['Please mark this as solved', 'solved'],
      ['bitte auf GitHub posten', 'share:github'],
      ['kannst du das per Mail schicken?', 'share:email'],
      ['es funktioniert wieder, danke', 'solved'],
      ['funktioniert leider immer noch nicht', 'still-broken'],
      ['ich brauche einen Menschen', 'human'],
      ['le problème est résolu', 'solved'],
      ['je voudrais un humain', 'human'],
      ['funciona, gracias', 'solved'],
      ['todavía no funciona', 'still-broken'],
      ['quiero hablar con una persona', 'human'],
      ['直りました、ありがとう', 'solved'],
      ['まだログインできません', 'still-broken'],
      ['新しいリンクをください', 'new-link'],
    ])('%s', (text, meant) => {
      expect(inShort(sentences.understand(text))).toBe(meant)
    })
  })

  it.each([
    ['post to Discord #auth-help', 'share:discord-channel:auth-help'],
    ['Post to discord #auth-help please', 'share:discord-channel:auth-help'],
    ['can you post this in #db-help?', 'share:discord-channel:db-help'],
    ['share it in auth-help', 'share:discord-channel:auth-help'],
    ['please share this to auth help', 'share:discord-channel:auth-help'],
    ['create a GitHub issue', 'share:github'],
    ['Can you open a github issue for this?', 'share:github'],
    ['file an issue on GitHub please', 'share:github'],
    ['open github issue', 'share:github'],
    ['please create a GitHub ticket', 'share:github'],
    ['email it', 'share:email'],
    ['can you mail this to support', 'share:email'],
    ['e-mail it to support@x.example', 'share:email:support@x.example'],
    ['Please send it by email', 'share:email'],
    ['post it in the forum', 'share:forum'],
    ['post to #support-forum', 'share:forum'],
    ["it's solved, thanks", 'solved'],
    ["It's solved now, thank you so much!", 'solved'],
    ['solved', 'solved'],
    ['that fixed it!', 'solved'],
    ['works now, thanks!', 'solved'],
    ['yes, that worked', 'solved'],
    ['perfect, all good now', 'solved'],
    ['restarting kratos… it works again', 'solved'],
    ['it works after I restarted kratos', 'solved'],
    ['thanks! problem solved :)', 'solved'],
    ['I got it working', 'solved'],
    ['still broken', 'still-broken'],
    ["it's still broken", 'still-broken'],
    ['that did not solve it', 'still-broken'],
    ["That didn't solve it.", 'still-broken'],
    ['not solved', 'still-broken'],
    ['no, still not working', 'still-broken'],
    ['nope, still the same error', 'still-broken'],
    ["doesn't work", 'still-broken'],
    ['the problem is back', 'still-broken'],
    ['thanks but it is still not working', 'still-broken'],
    ['Unfortunately that did not help', 'still-broken'],
    ['please reopen', 'still-broken'],
    ["it's not fixed yet", 'still-broken'],
    ['make a new link', 'new-link'],
    ['the link expired', 'new-link'],
    ['can I get a new link?', 'new-link'],
    ['could you renew the link?', 'new-link'],
    ['new link please', 'new-link'],
    ['I need a human', 'human'],
    ['can I talk to a real person?', 'human'],
    ['human please', 'human'],
    ['get me a moderator', 'human'],
    ['thanks!', 'thanks'],
    ['Thank you so much', 'thanks'],
    ['thx bee', 'thanks'],
    ["what's the status?", 'status'],
    ['any news?', 'status'],
    ['version 2.4.0', 'facts'],
    ["I'm on Ubuntu 24.04 with docker 27.1, running 2.4.1", 'facts'],
    ['close this ticket', 'close'],
    ['never mind', 'close'],
    ['das Problem ist gelöst, danke', 'solved'],
    ['geht immer noch nicht', 'still-broken'],
    ['bitte erstelle ein GitHub Issue', 'share:github'],
    ['neuer Link bitte', 'new-link'],
    ['schick es per E-Mail', 'share:email'],
    ["c'est résolu, merci", 'solved'],
    ['ça ne marche toujours pas', 'still-broken'],
    ['ya está resuelto, gracias', 'solved'],
    ['sigue sin funcionar', 'still-broken'],
    ['解決しました、ありがとうございます', 'solved'],
    ['まだ動きません', 'still-broken'],
    ['GitHubのissueを作って', 'share:github'],
    ['メールで送ってください', 'share:email'],
    ['post it to #auth-help and create a GitHub issue', 'share:discord-channel:auth-help'],
    ['@bee post to <#123456>', 'share:discord-channel:123456'],
  ])('%s', (text, meant) => {
    expect(inShort(sentences.understand(text))).toBe(meant)
  })
})

it.each([
  'I will email it to you tomorrow',
  'did you post this to GitHub already?',
  'I already created a GitHub issue last week',
  'please send me your logs',
  'post the output of docker compose ps',
  'can you share your nginx config?',
  'email me at bob',
  'is it solved?',
  'did that solve it?',
  'let me know when it is solved',
  'if it works, close the ticket',
  'I hope it is solved soon',
  'it works on my machine',
  'works for me on 2.3 so it must be your config',
  'the password reset link expired',
  'the link in the docs is dead',
  'open a terminal and run this',
  'create a new user in the admin panel',
  'has anyone solved this?',
  'this was solved in 2.4.1 I believe by a patch',
  'try to restart kratos',
  'we use github for our code',
  'do you use email login?',
  'my colleague said "it works now"',
  'I would not post that here',
  "don't post this to github",
  'please do not email it',
  'I think you need to open port 443',
  'what version are you on?',
  'same here',
  '+1',
  'any idea?',
  'can someone help?',
  'what does the log say?',
  'the human readable format is broken',
  'thanks for the log, can you also run docker ps?',
  'ok I try that',
  'I have the same problem',
  'my login works but the dashboard does not load',
  'sure, one moment',
  'the email never arrives',
  'you should create an issue with nginx',
  'I closed the browser and opened it again',
  'share your screen?',
  'you can close the browser now',
  'it is fixed in version 2.5 according to the changelog',
  'Could this be related to the update?',
  'hello everyone, I also see this',
  'no',
  'yes',
])('stays silent at: %s', (text) => {
  expect(sentences.understand(text).intent).toBeOneOf(['none', 'facts', 'small-talk', 'thanks'])
})

describe('what is not clear', () => {
  it.each([
    ['I think it is solved', ['solved']],
    ['it works but then it fails again', ['solved', 'still-broken']],
    ['create an issue', ['share']],
    ['share this', ['share']],
    ['same error', ['still-broken']],
    ['@bee frobnicate the thing', ['share', 'solved', 'still-broken', 'human']],
    ['@bee that one does not quite do what we want with the link', ['new-link', 'still-broken']],
  ])('is to be asked: %s', (text, options) => {
    const { intent, options: offered } = sentences.understand(text)

    expect(intent).toBe('unclear')
    expect(offered?.map((option) => option.intent)).toEqual(options)
  })

  it('is clear when it is said to Bee, or answers what Bee asked', () => {
    expect(sentences.understand('github').intent).toBe('unclear')
    expect(inShort(sentences.understand('@bee github'))).toBe('share:github')
    expect(inShort(sentences.understand('github', { asked: 'share' }))).toBe('share:github')
    expect(inShort(sentences.understand('share this', { isToBee: true }))).toBe('share')
  })
})

it('does not take what a passer-by says for the requester’s word', () => {
  expect(sentences.understand('it works now', { mayDecide: false }).intent).toBe('none')
  expect(sentences.understand('post to #auth-help', { mayDecide: false }).intent).toBe('share')
})

it('finds two wishes in one message', () => {
  const { intent, more } = sentences.understand('post it to #auth-help and create a GitHub issue')

  expect(intent).toBe('share')
  expect(more).toEqual([{ intent: 'share', destination: { kind: 'github' } }])
})

it('keeps the id of a channel that was picked from the list', () => {
  expect(sentences.understand('post it to <#1234567890>').destination).toEqual({
    kind: 'discord-channel',
    channelId: '1234567890',
  })
})

it('keeps a channel that does not exist as it was written', () => {
  expect(sentences.understand('post to #auth-hlep').destination).toEqual({ kind: 'discord-channel', name: 'auth-hlep' })
})

it.each([
  ['STING-CE 2.4.1 on Ubuntu 24.04 LTS, Docker 27.1', { version: '2.4.1', platform: 'Ubuntu 24.04 LTS, Docker 27.1' }],
  ['I am running v2.3.0-rc1', { version: '2.3.0-rc1' }],
  ['Debian 12 here', { platform: 'Debian 12' }],
  ['it listens on 10.0.0.1 and 127.0.0.1:8080', {}],
  ['took 2.5 seconds', {}],
])('reads facts from: %s', (text, facts) => {
  expect(sentences.understand(text).facts).toEqual(facts)
})

describe('a first message', () => {
  it.each([
    ['', 'empty'],
    ['@bee', 'empty'],
    ['<@123>', 'empty'],
    ['🙂', 'empty'],
    ['bee hi!', 'small-talk'],
    ['@bee thanks!', 'thanks'],
    ['@bee what can you do?', 'help'],
    ['@bee status', 'status'],
    ['hello, I cannot login', 'request'],
    ['@bee I need help with the database', 'request'],
    ['ログインできません', 'request'],
    ['beehive login broken', 'request'],
  ])('%s is: %s', (text, is) => {
    expect(sentences.readFirst(text).is).toBe(is)
  })

  it('loses Bee’s name and nothing else', () => {
    expect(sentences.readFirst('<@!42> bee, I can’t log in').text).toBe('I can’t log in')
    expect(sentences.readFirst('beehive login broken').text).toBe('beehive login broken')
  })
})

it('reads any text in a few milliseconds', () => {
  const hostile = [
    'please '.repeat(900),
    '"'.repeat(5000),
    'a'.repeat(50_000),
    '#'.repeat(5000),
    '1.'.repeat(4000),
    'if '.repeat(3000),
  ]
  for (const text of hostile) {
    // A few milliseconds; what explodes takes minutes.
    expect(cpuMs(() => sentences.understand(text))).toBeLessThan(1000)
  }
})

function inShort({ intent, destination }: Understanding): string {
  if (destination === undefined) return intent
  return [intent, destination.kind, destination.name ?? destination.channelId]
    .filter((part) => part !== undefined)
    .join(':')
}
