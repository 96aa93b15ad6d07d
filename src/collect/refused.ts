import { LeaveOut } from '../bundle/left-out.ts'
import type { Printed } from './run.ts'

/** Docker: "permission denied while trying to connect"; kubectl: `pods is forbidden: User … cannot list`. */
const forbidden = /permission denied|is forbidden|\(Forbidden\)|must be root|are you root/i
/** "Cannot connect to the Docker daemon", "The connection to the server … was refused", "no configuration has been provided". */
const silent =
  /cannot connect to|connection .{0,100}refused|was refused|no configuration|unable to connect|no such host|i\/o timeout|context deadline exceeded/i

/** Why a program that lists containers or pods did not do so, as far as it says; its own words are not kept. */
export function whyRefused(program: string, { bytes, exitCode, ended }: Printed): LeaveOut {
  if (ended === 'timed-out') return new LeaveOut('TOO_SLOW', program)
  const said = bytes.toString('utf8')
  if (forbidden.test(said)) return new LeaveOut('NOT_PERMITTED', program)
  if (silent.test(said)) return new LeaveOut('NOT_RUNNING', program)
  return new LeaveOut('COMMAND_FAILED', `${program}, exit code ${exitCode}`)
}
