/**
 * SHA-256 (FIPS 180-4), as so many hex digits. Here and not from `node:crypto`, since loading that takes as long as
 * judging a blueprint; nothing secret depends on it. The tests hold it against Node's.
 */
export function sha256(text: string, digits = 64): string {
  const words = paddedWords(text)
  const state = begin.slice()
  for (let block = 0; block < words.length; block += 16) mix(state, words, block)
  let hex = ''
  for (let i = 0; 8 * i < digits; i += 1) hex += (state[i]! >>> 0).toString(16).padStart(8, '0')
  return hex.slice(0, digits)
}

const encoder = new TextEncoder()

/** The text, a single bit behind it, and its length, in blocks of sixteen words. */
function paddedWords(text: string): Int32Array {
  const bytes = encoder.encode(text)
  const words = new Int32Array(((bytes.length + 72) >> 6) * 16)
  for (let i = 0; i < bytes.length; i += 1) words[i >> 2]! |= bytes[i]! << (24 - (i & 3) * 8)
  words[bytes.length >> 2]! |= 0x80 << (24 - (bytes.length & 3) * 8)
  words[words.length - 2] = Math.floor(bytes.length / 0x20000000)
  words[words.length - 1] = bytes.length << 3
  return words
}

/** Room for one block, written anew each time. */
const w = new Int32Array(64)

function mix(state: Int32Array, words: Int32Array, block: number): void {
  for (let i = 0; i < 16; i += 1) w[i] = words[block + i]!
  for (let i = 16; i < 64; i += 1) {
    const a = w[i - 15]!
    const b = w[i - 2]!
    w[i] =
      w[i - 16]! + (turned(a, 7) ^ turned(a, 18) ^ (a >>> 3)) + w[i - 7]! + (turned(b, 17) ^ turned(b, 19) ^ (b >>> 10))
  }
  let a = state[0]!
  let b = state[1]!
  let c = state[2]!
  let d = state[3]!
  let e = state[4]!
  let f = state[5]!
  let g = state[6]!
  let h = state[7]!
  for (let i = 0; i < 64; i += 1) {
    const first = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + keys[i]! + w[i]!) | 0
    const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    c = b
    b = a
    a = (first + second) | 0
  }
  state[0]! += a
  state[1]! += b
  state[2]! += c
  state[3]! += d
  state[4]! += e
  state[5]! += f
  state[6]! += g
  state[7]! += h
}

const turned = (word: number, by: number): number => (word >>> by) | (word << (32 - by))

/** The first 32 bits behind the point of the roots of the first primes: square roots to begin, cube roots as keys. */
const fraction = (root: number): number => ((root - Math.floor(root)) * 0x100000000) | 0
const primes: number[] = []
for (let n = 2; primes.length < 64; n += 1) if (primes.every((prime) => n % prime !== 0)) primes.push(n)
const begin = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)))
const keys = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)))
