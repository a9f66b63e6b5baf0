import assert from 'node:assert/strict'
import { test } from 'node:test'
import { trialsOf } from 'faultline/testing'
import { untimedStep } from './untimed-step.js'

for (const { name, expected, found } of await trialsOf(untimedStep))
  test(name, () => assert.deepEqual(found, expected))
