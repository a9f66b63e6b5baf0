#!/usr/bin/env node
import { main } from '../dist/faultline.js'

process.exitCode = await main(process.argv.slice(2))
