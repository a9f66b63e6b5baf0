import { validateXML } from 'xmllint-wasm'

/** What an XML reader has to say against pictures. */
export async function errorsIn(...pictures: string[]): Promise<string[]> {
  const files = pictures.map((contents, i) => ({ fileName: `${i}.svg`, contents }))
  const { errors } = await validateXML({
    xml: files,
    normalization: 'c14n',
    modifyArguments: (words) => ['--noout', ...words],
    maxMemoryPages: 16_384,
  })
  return errors.map(({ rawMessage }) => rawMessage)
}

const elements = new Set(['svg', 'title', 'desc', 'style', 'g', 'rect', 'circle', 'path', 'text'])

/** Whatever could run, load or lead somewhere; in what is markup, not in what is text. */
export function dangersIn(picture: string): string[] {
  const tags = picture.match(/<[^>]*>/g) ?? []
  return tags.filter((tag) => {
    const [, name = ''] = /^<\/?([\w:-]+)/.exec(tag) ?? []
    const attributes = [...tag.matchAll(/([\w:-]+)="[^"]*"/g)].map(([, attribute]) => attribute!)
    return !elements.has(name) || attributes.some((attribute) => /^on|href|^style$|^id$/i.test(attribute))
  })
}
