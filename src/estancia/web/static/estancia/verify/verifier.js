// What a verifier says of a code with a key ring and a list, and no connection: one word of five.
//
// The twin of documents/verification.py: the same checks in the same order, held together by a test that asks both about
// ten thousand forgeries. The algorithm, the type and the audience are fixed here; nothing is asked of the bearer's code
// but whether it is, byte for byte, what a key of the ring signed. The clock is an argument, in milliseconds since 1970.
import { decode, encode } from '../../built/cborg/cborg.js'

export const FRESH_FOR = 24 * 3600 * 1000
const CLOCKS_DIFFER_BY = 10 * 60 * 1000

const PREFIX = 'EST1:'
const LONGEST = 2000
const STAY_TYPE = 'estancia-stay+cwt'
const LIST_TYPE = 'estancia-revocations+cwt'
const STAY_AUDIENCE = 'estancia:verify:stay'
const AUDIENCE = 3; const EXPIRES = 4; const NOT_BEFORE = 5; const ISSUED = 6
const NUMBER = -70001; const ENTRIES = -70002; const HOLDER = -70003; const NUMBERS = -70011
const STAY_LABELS = [AUDIENCE, EXPIRES, NOT_BEFORE, ISSUED, NUMBER, ENTRIES, HOLDER]

const SIGN1_TAG = 0xd2 // tag 18, the one byte before the four parts
const ES256 = -7
const CURVE = { name: 'ECDSA', namedCurve: 'P-256' }
const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
const CANONICAL = { strict: true, allowIndefinite: false, allowUndefined: false, useMaps: true, rejectDuplicateMapKeys: true }

const HOUR = 3600
const DAY = 24 * HOUR
const DAY_BEGINS = 5 * HOUR // by the earliest clock of Mexico
const DAY_ENDS = 8 * HOUR // by the latest, in winter
const CALENDAR = [-62135596800, 253402300799] // the years 1 to 9999, in seconds since 1970

class NotOurs extends Error {}

// ── the word ─────────────────────────────────────────────────────────────────────────────────────────────

// Give {verdict, number, validFrom, validUntil, listAge}: days as YYYY-MM-DD, both included; listAge in milliseconds,
// null when no list of ours was at hand. `ring` and `list` are as downloaded, or null. Never throws for a bad code.
export async function verify ({ text, ring, list, now }) {
  const keys = readRing(ring)
  if (!keys) return said('cannot_tell')
  const listed = await readList({ list, keys })
  const age = listed ? now - listed.issuedAt : null
  let document
  try {
    document = await readStay({ text, keys })
  } catch {
    return said('not_ours', null, age)
  }
  return said(word({ ...document, listed, now }), document, age)
}

// The same for what a person types: a card number alone is signed by nobody, so offline it is revoked or nobody can tell.
export async function verifyTyped ({ text, ring, list, now }) {
  const number = readCardNumber(text)
  if (!number) return verify({ text, ring, list, now })
  const keys = readRing(ring)
  const listed = keys ? await readList({ list, keys }) : null
  const age = listed ? now - listed.issuedAt : null
  return { ...said(listed?.numbers.has(number) ? 'revoked' : 'cannot_tell', null, age), number: listed?.numbers.has(number) ? number : null }
}

// When the list at hand was signed, in milliseconds; null when there is none of ours.
export async function listIssuedAt ({ ring, list }) {
  const keys = readRing(ring)
  const listed = keys ? await readList({ list, keys }) : null
  return listed ? listed.issuedAt : null
}

function word ({ number, expiresAt, beginsAt, issuedAt, key, listed, now }) {
  if (key.state === 'revoked' || (listed && listed.numbers.has(number))) return 'revoked'
  if (now >= expiresAt) return 'expired'
  if (now < beginsAt || issuedAt > now + CLOCKS_DIFFER_BY) return 'cannot_tell'
  return listed && isFresh({ listed, now }) ? 'valid' : 'cannot_tell'
}

function isFresh ({ listed, now }) {
  const age = now - listed.issuedAt
  return age >= -CLOCKS_DIFFER_BY && age <= FRESH_FOR
}

function said (verdict, document = null, listAge = null) {
  const { number = null, validFrom = null, validUntil = null } = document ?? {}
  return { verdict, number, validFrom, validUntil, listAge }
}

// ── the stay document ────────────────────────────────────────────────────────────────────────────────────

async function readStay ({ text, keys }) {
  const { claims, key } = await open({ signed: tokenFromText(text), kind: STAY_TYPE, keys })
  if (claims.size !== STAY_LABELS.length || !STAY_LABELS.every((label) => claims.has(label))) throw new NotOurs()
  if (claims.get(AUDIENCE) !== STAY_AUDIENCE || claims.get(ENTRIES) !== 0) throw new NotOurs()
  const number = claims.get(NUMBER)
  if (typeof number !== 'string' || readCardNumber(number) !== number) throw new NotOurs()
  const holder = claims.get(HOLDER)
  if (typeof holder !== 'string' || !/^[0-9A-HJKMNP-TV-Z]{8}$/.test(holder)) throw new NotOurs()
  const validFrom = midnight(instant(claims.get(NOT_BEFORE)) - DAY_BEGINS)
  const validUntil = inCalendar(midnight(instant(claims.get(EXPIRES)) - DAY_ENDS) - DAY)
  if (validUntil < validFrom) throw new NotOurs()
  return {
    number,
    key,
    validFrom: day(validFrom),
    validUntil: day(validUntil),
    beginsAt: claims.get(NOT_BEFORE) * 1000,
    expiresAt: claims.get(EXPIRES) * 1000,
    issuedAt: instant(claims.get(ISSUED)) * 1000
  }
}

function instant (seconds) {
  if (!Number.isSafeInteger(seconds)) throw new NotOurs()
  return inCalendar(seconds)
}

function inCalendar (seconds) {
  if (seconds < CALENDAR[0] || seconds > CALENDAR[1]) throw new NotOurs()
  return seconds
}

function midnight (seconds) {
  if (inCalendar(seconds) % DAY !== 0) throw new NotOurs()
  return seconds
}

function day (seconds) {
  return new Date(seconds * 1000).toISOString().slice(0, 10)
}

// ── the list of revoked numbers ──────────────────────────────────────────────────────────────────────────

async function readList ({ list, keys }) {
  try {
    const { claims, key } = await open({ signed: fromBase64(JSON.parse(list).signed), kind: LIST_TYPE, keys })
    const numbers = claims.get(NUMBERS)
    const issued = instant(claims.get(ISSUED))
    if (claims.size !== 2 || !Array.isArray(numbers) || !numbers.every((number) => typeof number === 'string')) return null
    return maySign({ key, issuedAt: issued * 1000 }) ? { numbers: new Set(numbers), issuedAt: issued * 1000 } : null
  } catch {
    return null
  }
}

function maySign ({ key, issuedAt }) {
  if (key.state === 'retired') return key.until !== null && issuedAt <= key.until
  return key.state === 'active'
}

// ── the envelope ─────────────────────────────────────────────────────────────────────────────────────────

async function open ({ signed, kind, keys }) {
  const { header, payload, signature } = parts(signed)
  const key = keys.find((one) => same(header, encode(new Map([[1, ES256], [4, octets(one.kid)], [16, kind]]))))
  if (!key || !isLow(signature.subarray(32))) throw new NotOurs()
  const told = encode(['Signature1', header, new Uint8Array(), payload])
  const publicKey = await crypto.subtle.importKey('spki', fromPem(key.pem), CURVE, false, ['verify'])
  if (!await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, publicKey, signature, told)) throw new NotOurs()
  const claims = decode(payload, CANONICAL)
  if (!(claims instanceof Map) || !same(encode(claims), payload)) throw new NotOurs()
  return { claims, key }
}

// The one form of an envelope: four parts, nothing in the open header, nothing after the end.
function parts (signed) {
  if (signed[0] !== SIGN1_TAG) throw new NotOurs()
  const body = signed.subarray(1)
  const read = decode(body, CANONICAL)
  if (!Array.isArray(read) || read.length !== 4 || !same(encode(read), body)) throw new NotOurs()
  const [header, open, payload, signature] = read
  if (![header, payload, signature].every((part) => part instanceof Uint8Array)) throw new NotOurs()
  if (!(open instanceof Map) || open.size !== 0 || signature.length !== 64) throw new NotOurs()
  return { header, payload, signature }
}

function isLow (half) {
  const number = BigInt(`0x${[...half].map((octet) => octet.toString(16).padStart(2, '0')).join('')}`)
  return number > 0n && number <= P256_ORDER / 2n
}

function same (one, other) {
  return one.length === other.length && one.every((octet, at) => octet === other[at])
}

// ── the ring ─────────────────────────────────────────────────────────────────────────────────────────────

// Give the keys of a ring as downloaded; null for anything that documents/keys.py does not write.
export function readRing (text) {
  try {
    const { form, keys } = JSON.parse(text)
    const read = keys.map(readKey)
    const kids = new Set(read.map((key) => key.kid))
    const active = read.filter((key) => key.state === 'active')
    return form === 1 && kids.size === read.length && active.length < 2 ? read : null
  } catch {
    return null
  }
}

function readKey ({ kid, public_pem: pem, from, until, state, revoked_at: revokedAt }) {
  const known = ['active', 'retired', 'revoked'].includes(state) && (state === 'revoked') === (revokedAt !== null)
  if (!known || ![kid, pem, from].every((word) => typeof word === 'string')) throw new NotOurs()
  return { kid, pem, state, until: until === null ? null : Date.parse(until) }
}

// ── bytes and text ───────────────────────────────────────────────────────────────────────────────────────

const SIGNS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
// What Python's strip() takes away; trim() takes a little less and a little more.
const AROUND = /^[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+|[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/g

function tokenFromText (text) {
  const bare = text.replace(AROUND, '')
  if (!bare.startsWith(PREFIX) || bare.length > LONGEST) throw new NotOurs()
  return fromBase45(bare.slice(PREFIX.length))
}

// Each group of signs stands for one number and is the only way to write it, so nothing has a second form.
function fromBase45 (text) {
  if (text.length % 3 === 1) throw new NotOurs()
  const read = []
  for (let at = 0; at < text.length; at += 3) {
    const group = [...text.slice(at, at + 3)].map((sign) => SIGNS.indexOf(sign))
    const number = group.reduce((sum, value, place) => sum + value * 45 ** place, 0)
    if (group.includes(-1) || number >= 256 ** (group.length - 1)) throw new NotOurs()
    if (group.length === 3) read.push(number >> 8)
    read.push(number & 255)
  }
  return new Uint8Array(read)
}

// Give a card number as printed from what was typed, or null when it is none.
export function readCardNumber (text) {
  const typed = [...text.toUpperCase()].filter((sign) => /[\p{L}\p{N}]/u.test(sign)).join('')
    .replaceAll('O', '0').replaceAll('I', '1').replaceAll('L', '1')
  const values = [...typed].map((sign) => SYMBOLS.indexOf(sign))
  if (values.length !== 11 || values.includes(-1) || checkSymbol(values.slice(0, 10)) !== values[10]) return null
  return `${typed.slice(0, 4)}-${typed.slice(4, 8)}-${typed.slice(8)}`
}

function checkSymbol (values) {
  return values.reduce((total, value) => {
    const doubled = (total ^ value) << 1
    return doubled & 32 ? doubled ^ 0b100101 : doubled
  }, 0)
}

function fromPem (pem) {
  return fromBase64(pem.replace(/-----[A-Z ]+-----|\s/g, ''))
}

function fromBase64 (text) {
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))
}

function octets (text) {
  return new TextEncoder().encode(text)
}
