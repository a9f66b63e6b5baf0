// What `yaml` alone needs to parse the files of a folder, with the places of everything: the measure for reading.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LineCounter, parseDocument } from 'yaml'

const [folder] = process.argv.slice(2)
for (const file of readdirSync(folder))
  parseDocument(readFileSync(join(folder, file), 'utf8'), { lineCounter: new LineCounter() })
