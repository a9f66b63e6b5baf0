/**
 * A process model of so many tasks, as modelling tools write it: the flow of generate.mjs (in each ten a choice, two
 * branches that run together, a repetition after a failure), with labels and a drawing, so that linters find nothing.
 */
export function bpmnOf(tasks) {
  const nodes = []
  const flows = []
  const node = (kind, id, name) => {
    nodes.push({ kind, id, name })
    return id
  }
  const flow = (from, to, name = '') => flows.push({ id: `f${flows.length}`, from, to, name })
  const task = (b, n, name) => node('task', `t${b}-${n}`, `${name} ${b}`)

  let last = node('startEvent', 'start', 'The customer asks')
  for (let b = 0; b < tasks / 10; b += 1) {
    const [ask, take, simple, open, fetch, write, pack, give, delay, right] = [
      'Asks for part',
      'Takes the request',
      'Handles the simple request',
      'Opens a case for request',
      'Fetches the goods',
      'Writes the papers',
      'Packs goods and papers',
      'Hands over part',
      'Tells about the delay',
      'Asks whether it is right',
    ].map((name, n) => task(b, n, name))
    const choice = node('exclusiveGateway', `choice-${b}`, 'Is it simple?')
    const merge = node('exclusiveGateway', `merge-${b}`, '')
    const fork = node('parallelGateway', `fork-${b}`, '')
    const join = node('parallelGateway', `join-${b}`, '')
    const again = node('exclusiveGateway', `again-${b}`, '')
    const stock = node('exclusiveGateway', `stock-${b}`, 'Is it in stock?')
    flow(last, ask)
    flow(ask, take)
    flow(take, choice)
    flow(choice, simple, 'yes')
    flow(choice, open, 'no')
    flow(simple, merge)
    flow(open, fork)
    flow(fork, again)
    flow(again, fetch)
    flow(fetch, stock)
    flow(stock, join, 'yes')
    flow(stock, delay, 'no')
    flow(delay, again)
    flow(fork, write)
    flow(write, join)
    flow(join, pack)
    flow(pack, merge)
    flow(merge, give)
    flow(give, right)
    last = right
  }
  flow(last, node('endEvent', 'end', 'The customer is served'))
  return document(nodes, flows)
}

function document(nodes, flows) {
  const at = new Map(nodes.map(({ id }, i) => [id, { x: 160 * (i % 50), y: 160 * Math.floor(i / 50) }]))
  const element = ({ kind, id, name }) => {
    const flowsOf = (end, side) =>
      flows.filter((flow) => flow[end] === id).map((flow) => `<bpmn:${side}>${flow.id}</bpmn:${side}>`)
    return `<bpmn:${kind} id="${id}"${named(name)}>${flowsOf('to', 'incoming').join('')}${flowsOf('from', 'outgoing').join('')}</bpmn:${kind}>`
  }
  const drawn = ({ id }) => {
    const { x, y } = at.get(id)
    return `<bpmndi:BPMNShape id="${id}-shape" bpmnElement="${id}"><dc:Bounds x="${x}" y="${y}" width="100" height="80" /></bpmndi:BPMNShape>`
  }
  const edge = ({ id, from, to }) => {
    const ends = [at.get(from), at.get(to)].map(({ x, y }) => `<di:waypoint x="${x + 50}" y="${y + 40}" />`)
    return `<bpmndi:BPMNEdge id="${id}-edge" bpmnElement="${id}">${ends.join('')}</bpmndi:BPMNEdge>`
  }
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="model" targetNamespace="http://bpmn.io/schema/bpmn">
  <bpmn:process id="process" isExecutable="false">
${nodes.map((one) => `    ${element(one)}`).join('\n')}
${flows.map(({ id, from, to, name }) => `    <bpmn:sequenceFlow id="${id}"${named(name)} sourceRef="${from}" targetRef="${to}" />`).join('\n')}
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram">
    <bpmndi:BPMNPlane id="plane" bpmnElement="process">
${nodes.map((one) => `      ${drawn(one)}`).join('\n')}
${flows.map((one) => `      ${edge(one)}`).join('\n')}
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
`
}

const named = (name) => (name ? ` name="${name}"` : '')
