/**
 * What is known of lines, each found by two numbers: which steps a line takes while the literals are read, and which when the
 * long runs are. Lists of steps are read by `steps.ts`; here they are numbers. Room: some 7 MB. When it is full, everything is
 * forgotten and learned anew.
 */
export class LineTable {
  /** All lists one behind the other, each with its length before it. Place 0 is the empty list. */
  readonly lists = new Int32Array(listRoom)
  /** Texts that lists name by their number. */
  readonly texts: string[] = []
  private count = 0
  private settledSince: number[] = []
  private listEnd = 1
  private isFull = false
  private repeats = 0
  private readonly slots = new Int32Array(slotCount)
  /** Eight numbers for each line, together, as they are read together. */
  private readonly entries = new Int32Array(mostLines << 3)

  /** Called while nobody holds a number of a line: makes room if there is none, and says whether all was forgotten for it. */
  begin(): boolean {
    if (!this.isFull) return false
    this.slots.fill(0)
    this.texts.length = 0
    this.settledSince = []
    this.count = 0
    this.listEnd = 1
    this.isFull = false
    return true
  }

  /** The number of the line that is known by these two, or `unknown`. */
  find(first: number, second: number): number {
    for (let slot = first & slotMask; ; slot = (slot + 1) & slotMask) {
      const line = this.slots[slot]! - 1
      if (line < 0) return unknown
      if (this.entries[line << 3] === first && this.entries[(line << 3) | 1] === second) return line
    }
  }

  /** Keeps a line that `find` did not find. Its number, or `unknown` when there is no room. */
  add(first: number, second: number, calls: readonly number[]): number {
    if (this.count >= mostLines || this.texts.length >= mostLines || !this.hasRoom(calls)) {
      this.isFull = true
      return unknown
    }
    const line = this.count++
    const at = line << 3
    this.entries[at] = first
    this.entries[at | 1] = second
    this.entries[at | callsAt] = this.listOf(calls)
    this.entries[at | runsAt] = unknown
    this.entries[at | settledAt] = unknown
    this.entries[at | writtenAt] = unknown
    this.entries[at | markAt] = 0
    let slot = first & slotMask
    while (this.slots[slot] !== 0) slot = (slot + 1) & slotMask
    this.slots[slot] = line + 1
    return line
  }

  addRuns(line: number, runs: readonly number[]): void {
    if (this.hasRoom(runs)) this.entries[(line << 3) | runsAt] = this.listOf(runs)
    else this.isFull = true
  }

  /** The place of the list in `lists`; 0 when it is empty. */
  callsOf(line: number): number {
    return this.entries[(line << 3) | callsAt]!
  }

  /** The same for runs; `unknown` when nobody has looked yet. */
  runsOf(line: number): number {
    return this.entries[(line << 3) | runsAt]!
  }

  /** 1 where the line is settled, 0 where it is not, `unknown` when nobody has looked yet. */
  settledOf(line: number): number {
    return this.entries[(line << 3) | settledAt]!
  }

  /** @param isNews whether other threads should hear of it */
  settle(line: number, isSettled: boolean, isNews = true): void {
    this.entries[(line << 3) | settledAt] = isSettled ? 1 : 0
    if (isNews) this.repeats++
    if (isSettled && isNews && this.settledSince.length < mostLines) this.settledSince.push(line)
  }

  /** A mark that means something to whoever set it. */
  mark(line: number): void {
    this.entries[(line << 3) | markAt] = 1
  }

  isMarked(line: number): boolean {
    return this.entries[(line << 3) | markAt] === 1
  }

  /** The lines that were settled since the last call. */
  takeSettled(): readonly number[] {
    const lines = this.settledSince
    this.settledSince = []
    return lines
  }

  /** How many lines came again for the first time since the last call. */
  takeRepeats(): number {
    const { repeats } = this
    this.repeats = 0
    return repeats
  }

  /** The two numbers that a line is known by. */
  marksOf(line: number): [number, number] {
    return [this.entries[line << 3]!, this.entries[(line << 3) | 1]!]
  }

  /** The place of what is written for the line, as of an age; 0 where it is written as it is, `unknown` when nobody has looked. */
  writtenOf(line: number, age: number): number {
    const at = line << 3
    return this.entries[at | ageAt] === age ? this.entries[at | writtenAt]! : unknown
  }

  /** Says whether there was room. */
  keepWritten(line: number, age: number, written: readonly number[]): boolean {
    if (!this.hasRoom(written)) return false
    this.entries[(line << 3) | ageAt] = age
    this.entries[(line << 3) | writtenAt] = this.listOf(written)
    return true
  }

  private hasRoom(numbers: readonly number[]): boolean {
    return this.listEnd + numbers.length + 1 < listRoom
  }

  private listOf(numbers: readonly number[]): number {
    if (numbers.length === 0) return 0
    const place = this.listEnd
    this.lists[place] = numbers.length
    this.lists.set(numbers, place + 1)
    this.listEnd += numbers.length + 1
    return place
  }
}

export const unknown = -1

// The two numbers of a line come first.
const callsAt = 2
const runsAt = 3
const settledAt = 4
const writtenAt = 5
const ageAt = 6
const markAt = 7

const mostLines = 1 << 16
const slotCount = 1 << 17
const slotMask = slotCount - 1
const listRoom = 1 << 20
