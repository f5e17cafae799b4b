// Asks a verifier of the browser about many codes at once: JSON in on stdin, one answer a case out on stdout.
import { pathToFileURL } from 'node:url'

const chunks = []
for await (const chunk of process.stdin) chunks.push(chunk)
const { verifier, cases } = JSON.parse(Buffer.concat(chunks))
const { verify } = await import(pathToFileURL(verifier))
const answers = []
for (const asked of cases) answers.push(await verify(asked))
process.stdout.write(JSON.stringify(answers))
