// Says in the last line how many tests passed, failed and were skipped, and before it which ones failed.
// A step that failed, and a file of tests that could not even be read, count as one failure each.
import { readFileSync } from 'node:fs'

const [, , resultsFile, failedSteps, testsExitCode] = process.argv
let passed = 0
let failed = Number(failedSteps)
let failedTests = 0
let skipped = 0

try {
  const { testResults } = JSON.parse(readFileSync(resultsFile, 'utf8'))
  for (const { name, status, message, assertionResults } of testResults) {
    const file = name.slice(process.cwd().length + 1)
    const failures = assertionResults.filter((test) => test.status === 'failed')
    passed += assertionResults.filter((test) => test.status === 'passed').length
    failedTests += failures.length
    skipped += assertionResults.length - failures.length - assertionResults.filter((t) => t.status === 'passed').length
    for (const { fullName } of failures) console.log(`FAILED ${file} > ${fullName}`)
    if (status === 'failed' && failures.length === 0) {
      failedTests += 1
      console.log(`FAILED ${file}: ${String(message).split('\n')[0] || 'it could not be run'}`)
    }
  }
} catch {
  failedTests = 1
  console.log('FAILED: the tests came to no end')
}
if (failedTests === 0 && testsExitCode !== '0') {
  failedTests = 1
  console.log('FAILED: every test passed, but the run did not: an error was caught by nobody (see above)')
}
failed += failedTests

console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0
