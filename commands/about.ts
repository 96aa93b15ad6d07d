import { help, status, version } from '../src/actions/about-bee.ts'
import type { SingleCommand } from '../src/discord/command.ts'

export const helpCommand: SingleCommand = {
  asks: 'bee.about',
  name: 'help',
  description: 'What Bee can do for you',
  definition: (command) => command,
  isOutside: true,
  run: (_, __, app) => help({}, app),
}

export const statusCommand: SingleCommand = {
  asks: 'bee.about',
  name: 'status',
  description: 'Whether Bee and what it works with are well',
  definition: (command) => command,
  isOutside: true,
  run: (_, { by }, app) => status({ by }, app),
}

export const versionCommand: SingleCommand = {
  asks: 'bee.about',
  name: 'version',
  description: "Bee's version",
  definition: (command) => command,
  isOutside: true,
  run: (_, __, app) => version({}, app),
}
