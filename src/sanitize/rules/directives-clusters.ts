import type { Directive } from './directive.ts'

const machine = (name: string) => `(?<${name}>[a-z][\\w-]{1,60}(?:\\.[\\w-]{1,60}){0,6})`

/** Machines and users by their place in what the programs of a cluster print. */
export const clusterDirectives: readonly Directive[] = [
  {
    name: 'host',
    literals: 'mount~failed~on~ mount~failed~: /rrds/',
    from: 'literal',
    pattern:
      /^(?:mount failed (?:on|:) (?<host>[a-z][\w-]{1,60})(?=[,.;\s]|$)|\/rrds\/[^/\r\n]{1,60}\/(?<machine>[a-z][\w.-]{1,80})\/[\w.-]{1,80}\.rrd\b)/i,
    source: 'the mount of a network file system; ganglia.info: where gmetad keeps what a machine measured',
    yes: [],
    no: ['mount failed on boot', 'mount failed : point /p/x', '/rrds/grid/__SummaryInfo__/cpu.rrd'],
  },
  {
    name: 'host',
    literals: 'registered~with~host~ block~manager~ blockmanagerid(',
    from: 'literal',
    pattern: new RegExp(
      `^(?:registered with host ${machine('host')}(?=,)|block manager ${machine('host2')}:\\d{2,5} with |blockmanagerid\\([\\w-]{1,20}, ${machine('host3')}, \\d)`,
      'i',
    ),
    source: 'spark.apache.org: BlockManagerMasterEndpoint, ApplicationMaster',
    yes: [],
    no: ['block manager storage:80 of them', 'BlockManagerId(driver)'],
  },
  {
    name: 'host',
    literals: 'call~from~ host~from~',
    from: 'literal',
    pattern: new RegExp(
      `^(?:call|host) from {1,2}(?:${machine('host')}\\/)?\\S{1,100} to ${machine('host2')}:\\d{2,5} failed on`,
      'i',
    ),
    source: 'hadoop.apache.org: NetUtils.wrapException',
    yes: [],
    no: ['the change from a to b: failed on connection 3'],
  },
  {
    name: 'user',
    literals: '/usercache/ /staging/',
    from: 'literal',
    pattern:
      /^\/(?:usercache\/(?<user>[\w.-]{2,40})\/(?:appcache|filecache)|staging\/(?<user2>[\w.-]{2,40})\/\.staging)\b/,
    source: 'hadoop.apache.org: yarn.nodemanager.local-dirs, yarn.app.mapreduce.am.staging-dir',
    yes: [],
    no: ['/srv/staging/app/config'],
  },
  {
    name: 'user',
    literals: 'acls~to:~ permissions:~set(',
    from: 'literal',
    pattern:
      /^(?:acls to: (?:[\w.-]{1,40},){0,4}?(?<user>[\w.-]{2,40})(?:,(?<user2>[\w.-]{2,40}))?|permissions: set\((?<user3>[\w.-]{2,40})(?:, ?(?<user4>[\w.-]{2,40}))?\))(?=[\s;]|$)/i,
    source: 'spark.apache.org: security, ACLs',
    yes: [],
    no: ['permissions: Set()'],
  },
  {
    name: 'user',
    literals: '~coming~from~ ~running~on~',
    from: 'line',
    pattern: new RegExp(
      `^[^\\r\\n]{0,120}?\\bsshd2?\\[\\d{1,8}\\]: (?:User (?<user>[\\w.-]{2,40}), coming from ${machine('host')}, |Now running on (?<user2>[\\w.-]{2,40})'s privileges)`,
    ),
    source: 'ssh.com: what its sshd2 logs',
    yes: [],
    no: ['sshd[4718]: now running on port 22'],
  },
]
