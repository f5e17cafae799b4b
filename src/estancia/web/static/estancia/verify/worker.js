// Lets a phone check papers with no connection. It keeps the verifier's own files, the ring, the list and the language
// last read in; never another page, and nothing of who asked or about what. The server writes PARTS, BUNDLE, PAGES and VERSION above this line.
/* global PARTS, BUNDLE, PAGES, VERSION */
const KEPT = `estancia-verify-${VERSION}`
const LIST = 'estancia-verify-list'
const SPOKEN = '/verify/language' // page.js writes it there; no such page is ever asked for
const PATIENCE = 4000 // milliseconds: a signal that carries nothing is no connection

self.addEventListener('install', (event) => event.waitUntil(keepAll().then(() => self.skipWaiting())))
self.addEventListener('activate', (event) => event.waitUntil(dropOld().then(() => self.clients.claim())))

self.addEventListener('fetch', (event) => {
  const { pathname, origin } = new URL(event.request.url)
  if (origin !== self.location.origin) return
  if (pathname === BUNDLE) event.respondWith(listAnew())
  else if (event.request.method === 'GET' && PARTS.includes(pathname)) event.respondWith(kept(pathname, event.request))
  else if (event.request.mode === 'navigate' && pathname === '/verify/') event.respondWith(served(event.request))
})

// As a stranger sees them: no cookie goes with the question, so no answer can hold anybody's name.
async function keepAll () {
  const cache = await caches.open(KEPT)
  await cache.addAll(PARTS.map((part) => new Request(part, { cache: 'reload', credentials: 'omit' })))
  await listAnew().catch(() => {}) // without it the page says so, and asks again
}

async function dropOld () {
  const old = (await caches.keys()).filter((name) => name.startsWith('estancia-verify-') && ![KEPT, LIST].includes(name))
  await Promise.all(old.map((name) => caches.delete(name)))
}

async function kept (part, request) {
  return await (await caches.open(KEPT)).match(part) ?? fetch(request)
}

// The list as signed this moment; without a connection, the one taken along. Only an answer of ours replaces it.
async function listAnew () {
  const cache = await caches.open(LIST)
  try {
    const answer = await fetch(new Request(BUNDLE, { cache: 'no-store', credentials: 'omit', signal: AbortSignal.timeout?.(PATIENCE) }))
    if (!answer.ok) throw new Error(answer.status)
    await cache.put(BUNDLE, answer.clone())
    return answer
  } catch {
    return await cache.match(BUNDLE) ?? Response.error()
  }
}

// The page with the server behind it; without a connection, the one taken along, in the language last read in.
async function served (request) {
  try {
    return await (request.method === 'GET' ? Promise.race([fetch(request), tooLate()]) : fetch(request)) // what was sent waits for its answer
  } catch {
    const spoken = await (await caches.open(LIST)).match(SPOKEN)
    return (await caches.open(KEPT)).match(PAGES[await spoken?.text()] ?? PAGES.es)
  }
}

function tooLate () {
  return new Promise((resolve, reject) => setTimeout(() => reject(new Error('late')), PATIENCE))
}
