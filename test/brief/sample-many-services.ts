import type { Block, ReportDocument } from '../../src/brief/document.ts'
import { by, cell, customers, drawing, figure, lead, list, paragraph, say, table, wrong } from './sample-pieces.ts'

/** A group with many services, many owners and more of everything. */
export const manyServices: ReportDocument = {
  title: 'Where five services let their customers down, and what the group can do about it',
  subtitle: 'Retail, telephony and car service group · 5 blueprints, 138 steps, 23 owners · judged on 22 November 2026',
  firstPage: [
    lead(
      say('In 4 of 5 services a customer who reports a fault can be lost without anybody noticing.', [
        'services 4 of 5',
      ]),
      say(
        'What customers are told comes true only when nothing happens in between, and where it does not, it is the customer who finds out.',
        ['findings 21'],
      ),
    ),
    {
      kind: 'figures',
      figures: [
        figure('31%', 'of the visits to the car service’s desk come after something has gone wrong before', 'bad'),
        figure('19 of 41', 'times that work changes hands, nobody confirms that it has arrived', 'bad'),
        figure('12', 'failures that the customer notices before anybody else does', 'bad'),
        figure('6 of 8', 'promises can be broken though nothing goes wrong', 'bad'),
        figure('112.5%', 'of the workshop’s hours are needed for the work that comes in', 'bad'),
        figure('5', 'services judged'),
        figure('As long as it likes', 'a refund can take'),
        figure('2', 'services have somebody who answers for them'),
      ],
    },
    paragraph(say('6 causes are behind 97 of the 148 faults that were proved:', ['causes 6'])),
    list(
      [
        say(
          'In 3 services nobody answers for what the customer was promised, from the first word to the last.',
          ['a41f09c2d7e6b385'],
          'cause-1',
        ),
        say(
          'Offers are made in shops for phones that the warehouse does not have, and nothing tells one of the other.',
          ['7be1c0ffee123456'],
          'cause-2',
        ),
        say(
          'The carrier is treated as the end of the service, and what happens after the parcel has left belongs to nobody inside.',
          ['11d2a4b6c8e0f123'],
          'cause-3',
        ),
        say(
          'The desk is paid for the score in a survey that it can ask for, and so it asks.',
          ['c0de000011112222'],
          'cause-4',
        ),
        say(
          'More cars are taken in than the workshop has hours for, each with a promise for four o’clock.',
          ['ab12cd34ef567890'],
          'cause-5',
        ),
        say('Those who see that something is wrong have no right to put it right.', ['0987fe65dc43ba21'], 'cause-6'),
      ],
      true,
    ),
    table(
      'What to decide, and by whom',
      ['Decide', 'It ends', 'By whom', 'How sure'],
      [
        [
          'Name one person for each service who answers for it from start to outcome.',
          '31 of 148 faults',
          'Management of the dealership, Head office of the retailer',
          'Certain',
        ],
        [
          'Open a case at the first word of a complaint, and close it only with the customer.',
          '24 of 148 faults',
          'Customer care',
          'Certain',
        ],
        [
          'Take the score out of the bonus, or have it asked for by those who do not get it.',
          '11 of 148 faults',
          'Management of the dealership',
          'Likely',
        ],
        [
          'Take in no more cars a day than the workshop has hours for.',
          '9 of 148 faults',
          'Service desk, Workshop',
          'Possible',
        ],
        [
          'Let whoever takes the call order a new parcel when the carrier has lost one.',
          '8 of 148 faults',
          'Customer care, Shipping',
          'Likely',
        ],
        ['Show the stock of the warehouse in the shops.', '7 of 148 faults', 'Purchasing, Shops', 'Certain'],
      ],
    ),
  ],
  chapters: [
    {
      id: 'picture',
      title: 'The service at a glance',
      onItsOwnPage: true,
      blocks: [
        {
          kind: 'picture',
          svg: drawing('p2', 16),
          description: 'All steps of the car service, from the first call to the second visit.',
        },
      ],
    },
    {
      id: 'causes',
      title: 'What lies behind it',
      onItsOwnPage: true,
      blocks: [paragraph(say('6 causes, the gravest first.', ['causes 6']))],
      chapters: Array.from({ length: 6 }, (_, i) => ({
        id: `cause-${i + 1}`,
        title: [
          'Nobody answers for the promise',
          'Offers without stock',
          'The carrier as the end',
          'Paid for the score',
          'More cars than hours',
          'No right to put it right',
        ][i]!,
        onItsOwnPage: i > 0,
        blocks: [
          lead(
            say('The car is promised for four o’clock and is not done, and it is the customer who finds out.', [
              'c0de000011112222',
            ]),
          ),
          {
            kind: 'way',
            stops: [
              customers('Brings the car for its service'),
              by('Service desk', 'Takes the car in and names the time'),
              customers('Asks to have the brakes and the door lock looked at too'),
              by('Service desk', 'Agrees to both requests and checks the phone number'),
              wrong(by('Workshop', 'Drives the car in and starts a job card')),
              by('Workshop', 'Looks at the brakes'),
              by('Workshop', 'Works on the lock of the passenger door'),
              by('Workshop', 'Does the routine service'),
              wrong(customers('Comes back at four')),
              by('Service desk', 'Says that it will find out, and shows the way to the waiting room'),
              customers('Waits upstairs'),
              by('The colleague at the service desk', 'Gives the car back and asks for a good report in the survey'),
            ],
          } satisfies Block,
          paragraph(
            say('What the customer asked for is passed on by word of mouth, and nobody says that they have it.', [
              '7be1c0ffee123456',
            ]),
            say('The workshop has 220 hours a week, and 247 hours of work come in.', ['11d2a4b6c8e0f123'], 'numbers'),
          ),
        ],
      })),
    },
    {
      id: 'handovers',
      title: 'Who hands what to whom',
      onItsOwnPage: true,
      blocks: [matrix(12)],
    },
    {
      id: 'numbers',
      title: 'Every number, and where it comes from',
      onItsOwnPage: true,
      blocks: [
        table(
          'Work and hours',
          ['Who', 'Work a week', 'Open hours a week', 'Used'],
          Array.from({ length: 60 }, (_, i) => [
            `Team ${i + 1} in the northern district`,
            `${200 + i} hours`,
            '220 hours',
            `${Math.round(((200 + i) / 220) * 100)}%`,
          ]),
        ),
      ],
    },
  ],
}

function matrix(size: number): Block {
  const names = [
    'Customer',
    'Service desk',
    'Workshop',
    'Parts store',
    'Survey department',
    'Management of the dealership',
    'Shops',
    'Warehouse',
    'Shipping',
    'The carrier',
    'Customer care',
    'Refund department',
  ]
  return {
    kind: 'table',
    matrix: true,
    caption: 'How often work goes from the left to the top',
    head: ['From', ...names.slice(0, size)],
    rows: names.slice(0, size).map((name, i) => [
      cell(name),
      ...Array.from({ length: size }, (_, j) => {
        const number = (i * 5 + j * 3) % 7
        return i === j || number > 3
          ? cell('')
          : cell(String(number + 1), number === 0 ? 'bad' : number === 2 ? 'good' : undefined)
      }),
    ]),
  }
}
