// Part of the build: puts the literals of all sanitizer rules into one machine, so that no start has to.
import { literals } from '../dist/src/sanitize/anchors.js'
import { keepAutomaton } from '../dist/src/sanitize/built-automaton.js'

keepAutomaton(literals())
