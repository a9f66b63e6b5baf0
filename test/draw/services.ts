import fc from 'fast-check'
import { audit } from '../../src/audit/audit.ts'
import type { Finding } from '../../src/finding.ts'
import type { Graph } from '../../src/graph/graph.ts'

/** A blueprint's graph and what is found in it. */
export interface Judged {
  readonly graph: Graph
  readonly findings: readonly Finding[]
}

export async function judged(text: string): Promise<Judged> {
  const graphs: Graph[] = []
  const { findings } = await audit([{ file: 'a.blueprint.yaml', text }], {
    today: '2026-11-22',
    organization: () => ({ unavailable: 'is not there', help: '' }),
    plain: true,
    keep: (graph) => graphs.push(graph),
  })
  if (!graphs[0]) throw new Error(findings.map(({ message }) => message).join('\n'))
  return { graph: graphs[0], findings }
}

/** Names as people give them, and as nobody should. */
export const hostileNames = [
  'Takes the call',
  'Mails the tracking number of a parcel that is said to be on its way to the customer by now',
  '</text><script>alert(1)</script>',
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  ']]> <!-- -- --> <?xml ?> &amp; &#60; &unknown;',
  'a | b `c` \\d "e" %%{init: {}}%% #quot; #35;',
  '\u202egnirts\u202c \u200fright\u200e \u2067to\u2069 left',
  '\u0000\u0007\u001b[31mred\u001b[0m\u0085\u009b',
  'W'.repeat(300),
  '👨‍👩‍👧‍👦🇩🇪😀'.repeat(30),
  'e\u0301\u0302\u0303\u0304\u0305\u0306'.repeat(20),
  'إدارة خدمة العملاء والشكاوى',
  '客户等待很长时间但没有任何人告诉他们接下来会发生什么事情以及何时会发生',
  '\ufffe\uffff\ud800 x',
  '\u200b\u200d\u3164',
  '1. - * _a_ **b** [l](http://x.y) @x https://example.org/?q=1',
  'ﬂ°°60¶ßscriptﬂ°°62¶ß end',
  ' ',
] as const

const lanes = ['customer', 'touchpoint', 'backstage', 'support'] as const
const channels = ['email', 'phone', 'ticket', 'form'] as const

/** Blueprints as plain data, with all that a picture shows; JSON is YAML. */
export function richBlueprints(most: number): fc.Arbitrary<object> {
  const name = fc.constantFrom(...hostileNames)
  const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
    fc.option(arbitrary, { nil: undefined, freq: 2 })
  return fc
    .record({
      size: fc.integer({ min: 1, max: most }),
      title: name,
      phases: fc.subarray(['Begin', 'Middle', '<b>End</b>', 'W'.repeat(80)]),
    })
    .chain(({ size, title, phases }) => {
      const id = fc.nat(size - 1).map((i) => `s${i}`)
      const flow = fc.record(
        {
          to: id,
          when: name,
          via: fc.constantFrom(...channels),
          chance: fc.constantFrom('20%', '5%'),
          within: fc.constant('1d'),
          late: id,
        },
        { requiredKeys: ['to'] },
      )
      const step = fc.record({
        lane: fc.constantFrom(...lanes),
        name: maybe(name),
        phase: phases.length > 0 ? maybe(fc.constantFrom(...phases)) : fc.constant(undefined),
        owner: maybe(fc.subarray(['desk', 'depot', 'office'], { minLength: 1 })),
        channel: maybe(name),
        takes: maybe(fc.constantFrom('10m', '2h..3d')),
        emotion: maybe(fc.integer({ min: -2, max: 2 })),
        evidence: maybe(fc.array(name, { minLength: 1, maxLength: 5 })),
        outcome: maybe(fc.constantFrom('served', 'recovered', 'declined', 'lost')),
        next: maybe(fc.array(flow, { minLength: 1, maxLength: 3 })),
        fails: maybe(
          fc.array(fc.record({ what: name, recover: flow }, { requiredKeys: ['what'] }), {
            minLength: 1,
            maxLength: 2,
          }),
        ),
      })
      return fc.array(step, { minLength: size, maxLength: size }).map((steps) => ({
        blueprint: 1,
        title,
        ...(phases.length > 0 ? { phases } : {}),
        owners: Object.fromEntries(
          ['desk', 'depot', 'office'].map((owner, i) => [owner, { name: hostileNames[i * 5] }]),
        ),
        steps: Object.fromEntries(
          steps.map(({ owner, outcome, next, fails, ...rest }, i) => [
            `s${i}`,
            {
              ...rest,
              ...(rest.lane !== 'customer' && owner ? { owner } : {}),
              ...(outcome ? { outcome } : next ? { next } : {}),
              ...(fails ? { fails: fails.map((failure, n) => ({ ...failure, what: `${failure.what}${n}` })) } : {}),
            },
          ]),
        ),
      }))
    })
}
