import type { Bar, Chapter, ReportDocument, Stop } from '../../src/brief/document.ts'
import { by, cell, customers, drawing, figure, lead, list, paragraph, say, table, wrong } from './sample-pieces.ts'

const lost: readonly Stop[] = [
  customers('Comes to the store'),
  by('Floor staff', 'Advises on the products'),
  customers('Decides on an item'),
  by('Floor staff', 'Takes the payment'),
  customers('Notices the second charge'),
  customers('Calls the store for a refund'),
  by('Floor staff', 'Confirms the error and says when the money will come'),
  wrong(by('Refund department', 'Receives a request whose reason it does not know')),
]

const owner = (id: string, name: string, says: string, rows: string[][]): Chapter => ({
  id,
  title: name,
  onItsOwnPage: true,
  blocks: [
    lead(say(says, ['a41f09c2d7e6b385'])),
    table(`What ${name} can decide`, ['The change', 'What it ends for customers', 'How sure'], rows),
    {
      kind: 'terms',
      terms: [
        {
          term: 'Is handed',
          said: [say('2 kinds of work, one of them on a form that nobody confirms.', ['handed to 2'])],
        },
        { term: 'Hands on', said: [say('Nothing.', ['handed on 0'])] },
        {
          term: 'Is paid for',
          said: [
            say('Nothing that is known. Ask them: “What part of your pay hangs on a figure, and on which?”', [
              'rewards 0',
            ]),
          ],
        },
      ],
    },
  ],
})

const bars: readonly Bar[] = [
  {
    label: 'The second charge is refunded within ten days',
    promised: 14_400,
    shortest: 25,
    longest: undefined,
    verdict: say(
      'Calling again leads back to waiting, and nothing says how often, so there is no day on which it must be over.',
      ['7be1c0ffee123456'],
      'refund-promise',
    ),
  },
  {
    label: 'The manager looks at what was sent within three days',
    promised: 4320,
    shortest: 10,
    longest: 30_240,
    verdict: say('The review alone can take 21 days.', ['11d2a4b6c8e0f123']),
  },
  {
    label: 'A call is answered on the same day',
    promised: 1440,
    shortest: 60,
    longest: 720,
    verdict: say('This is kept, whatever happens.', ['c0de000011112222']),
  },
]

/** A technology store: a double charge, and four weeks of asking for the money back. */
export const doubleCharge: ReportDocument = {
  title: 'A double charge in a technology store',
  subtitle: 'Technology store · as it is today · 1 blueprint, 24 steps · judged on 22 November 2026',
  firstPage: [
    lead(
      say('A customer who is charged twice can ask for the money for ever.', ['7be1c0ffee123456'], 'cause-1'),
      say(
        'The request ends at a desk that does nothing with it, and everybody they speak to starts from the beginning.',
        ['a41f09c2d7e6b385'],
      ),
    ),
    {
      kind: 'figures',
      figures: [
        figure('4 of 6', 'times that work changes hands, nobody confirms that it has arrived', 'bad'),
        figure('3', 'times a customer tells the same story', 'bad'),
        figure('21 days', 'a customer may hear nothing after writing in', 'bad'),
        figure('1', 'promise is made, and nobody acts when it is broken'),
      ],
    },
    paragraph(say('3 causes are behind 24 of the 33 faults that were proved:', ['causes 3', 'findings 33'])),
    list(
      [
        say(
          'Nobody answers for the refund from the first call to the money, so each desk does its part and the rest is nobody’s.',
          ['a41f09c2d7e6b385', '7be1c0ffee123456'],
          'cause-1',
        ),
        say(
          'No case is opened, so what was said and done stays with whoever heard it.',
          ['11d2a4b6c8e0f123'],
          'cause-2',
        ),
        say(
          'Floor staff are paid for sales alone, and each refund they pursue costs them some.',
          ['c0de000011112222'],
          'cause-3',
        ),
      ],
      true,
    ),
    table(
      'What to decide, and by whom',
      ['Decide', 'It ends', 'By whom'],
      [
        ['Name one person who answers for refunds from the first call to the money.', '11 of 33 faults', 'Head office'],
        ['Open a case at the first call, and let every desk see it.', '9 of 33 faults', 'Store manager'],
        [
          'Let floor staff pay back charges that they have confirmed, up to a sum.',
          '4 of 33 faults',
          'Store manager, Refund department',
        ],
        ['Reward errors put right beside sales.', '4 of 33 faults', 'Head office'],
      ],
    ),
  ],
  chapters: [
    {
      id: 'picture',
      title: 'The service at a glance',
      onItsOwnPage: true,
      blocks: [
        paragraph(say('Each box is a step, each row is what one side does, and time runs from left to right.')),
        {
          kind: 'picture',
          svg: drawing('p1'),
          description: 'The way of a refund from the purchase to the second visit, with the 4 places where it is lost.',
        },
      ],
    },
    {
      id: 'causes',
      title: 'What lies behind it',
      onItsOwnPage: true,
      blocks: [
        paragraph(
          say('Most faults are echoes of a few.', ['causes 3']),
          say('Each of these is told as one customer lives it.'),
        ),
      ],
      chapters: [
        {
          id: 'cause-1',
          title: 'Nobody answers for the refund',
          blocks: [
            lead(
              say('The request for the money arrives at a department that does not know why, and there it ends.', [
                'a41f09c2d7e6b385',
              ]),
            ),
            { kind: 'way', stops: lost },
            paragraph(
              say('The customer has done everything that was asked of them.'),
              say('Floor staff have, too: they confirmed the error, named a day and passed the request on.', [
                'a41f09c2d7e6b385',
              ]),
              say('The plan has nobody for what comes after “Receives a request whose reason it does not know”.', [
                'a41f09c2d7e6b385',
              ]),
            ),
            {
              kind: 'terms',
              terms: [
                {
                  term: 'How sure',
                  said: [
                    say('Possible: what happened to the request was not seen by whoever told the story.', [
                      'basis assumed',
                    ]),
                  ],
                },
                {
                  term: 'Who can change it',
                  said: [say('Head office, and until then Store manager.', [], 'owner-manager')],
                },
                {
                  term: 'The change',
                  said: [
                    say('Name one person who answers for refunds from the first call to the money.', [
                      'a41f09c2d7e6b385',
                    ]),
                  ],
                },
                {
                  term: 'It ends',
                  said: [
                    say('11 of the 33 faults.', ['findings 11']),
                    say('8 of them follow from this one alone.', ['echoes 8']),
                  ],
                },
              ],
            },
          ],
        },
        {
          id: 'cause-2',
          title: 'No case is opened',
          blocks: [
            lead(
              say('The customer tells the story at every desk, since none of them can see what the last one did.', [
                '11d2a4b6c8e0f123',
              ]),
            ),
            {
              kind: 'way',
              stops: [
                customers('Calls once more'),
                by('Floor staff', 'Takes a further call about the same error'),
                wrong(by('Floor staff', 'Asks for the details by email')),
                customers('Writes the details down and sends them'),
                by('Store manager', 'Receives the details in the store’s mailbox'),
              ],
            },
            list([
              say(
                '“Takes a further call about the same error” needs to know what was done before, and nothing brings it there.',
                ['11d2a4b6c8e0f123'],
              ),
              say('“Hears the whole story from the beginning” asks a third time for what was given twice.', [
                'c0de000011112222',
              ]),
            ]),
          ],
        },
        {
          id: 'cause-3',
          title: 'Sales are paid for, putting things right is not',
          blocks: [
            lead(
              say('An hour on a refund is an hour without a sale, and only sales are paid for.', ['c0de000011112222']),
            ),
            table(
              'What people are paid for, against what customers need of them',
              ['Who', 'Paid for', 'Has to do', 'What doing it costs them'],
              [
                [
                  'Floor staff',
                  'Personal sales, 20% of the pay',
                  'Goes through the refund procedure again',
                  'Personal sales',
                ],
                [
                  'Floor staff',
                  'Personal sales, 20% of the pay',
                  'Hears the whole story from the beginning',
                  'Time, which nothing pays for',
                ],
                ['Store manager', 'Nothing that is known', 'Reviews the case', 'Nothing that is known'],
              ],
            ),
          ],
        },
      ],
    },
    {
      id: 'handovers',
      title: 'Who hands what to whom',
      onItsOwnPage: true,
      blocks: [
        paragraph(
          say('Work changes hands 6 times, and 4 times nobody says that they have it.', [
            'handovers 6',
            'unconfirmed 4',
          ]),
        ),
        {
          kind: 'table',
          caption: 'From the left to the top',
          matrix: true,
          head: ['From', 'Customer', 'Floor staff', 'Store manager', 'Refund department', 'Nobody'],
          rows: [
            [cell('Customer'), cell(''), cell('3'), cell('1 by email, unconfirmed', 'bad'), cell(''), cell('')],
            [
              cell('Floor staff'),
              cell('3', 'good'),
              cell(''),
              cell('1 in person', 'good'),
              cell('1 on a form, unconfirmed', 'bad', 'cause-1'),
              cell(''),
            ],
            [cell('Store manager'), cell('1', 'good'), cell(''), cell(''), cell('1 in a system'), cell('')],
            [cell('Refund department'), cell('1', 'good'), cell(''), cell(''), cell(''), cell('1', 'bad')],
          ],
        },
      ],
    },
    {
      id: 'promises',
      title: 'What is promised, and what it takes',
      onItsOwnPage: true,
      blocks: [{ kind: 'bars', bars, description: 'Time promised to customers, against the time that the steps take' }],
      chapters: [
        {
          id: 'refund-promise',
          title: 'The second charge is refunded within ten days',
          blocks: [
            paragraph(
              say(
                'It is made at “Confirms the error and says when the money will come”, and nobody acts when ten days have passed.',
                ['7be1c0ffee123456'],
              ),
            ),
          ],
        },
      ],
    },
    {
      id: 'owners',
      title: 'A page for each of those who can change it',
      onItsOwnPage: true,
      blocks: [],
      chapters: [
        owner('owner-head-office', 'Head office', 'Two changes wait for Head office, and end 15 of the 33 faults.', [
          [
            'Name one person who answers for refunds from the first call to the money.',
            'Requests that end at a desk',
            'Possible',
          ],
          ['Reward errors put right beside sales.', 'Staff who lose by helping', 'Likely'],
        ]),
        owner(
          'owner-manager',
          'Store manager',
          'The case and the sum that staff may pay back can be decided in the store.',
          [
            ['Open a case at the first call, and let every desk see it.', 'Telling the story three times', 'Certain'],
            [
              'Let floor staff pay back charges that they have confirmed, up to a sum.',
              '21 days without a word',
              'Likely',
            ],
          ],
        ),
        owner('owner-refunds', 'Refund department', 'Requests reach the department without the reason for them.', [
          ['Confirm each request within a day.', 'Requests that nobody misses when they are lost', 'Possible'],
        ]),
      ],
    },
    {
      id: 'questions',
      title: 'What could not be judged, and whom to ask',
      onItsOwnPage: true,
      blocks: [
        table(
          'Questions for the next interviews',
          ['Ask', 'Of whom', 'What it would tell'],
          [
            [
              'How many customers come in a week, and how many of them are charged twice?',
              'Store manager',
              'Whether the calls alone fill the day',
            ],
            [
              'What happens to a request that cannot be paid?',
              'Refund department',
              'Whether customers hear a proper no',
            ],
          ],
        ),
      ],
    },
  ],
}
