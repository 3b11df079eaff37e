// Writes src/api/types.ts from the schemas in docs/api: `node scripts/generate-types.mjs`. A schema's name in $defs is the
// name of its type, as it is in the API's own description.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const schemas = fileURLToPath(new URL('../../docs/api/', import.meta.url))
export const output = fileURLToPath(new URL('../src/api/types.ts', import.meta.url))

const widest = 80 // characters, for an object on one line
const plain = { integer: 'number', number: 'number', string: 'string', boolean: 'boolean', null: 'null' }

function unionOf(types) {
  return [...new Set(types)].join(' | ')
}

function object(schema, indent) {
  if (!schema.properties) {
    const values = schema.additionalProperties
    return `Record<string, ${values && values !== true ? typeOf(values, indent) : 'unknown'}>`
  }
  const inner = `${indent}  `
  const required = new Set(schema.required)
  const properties = Object.entries(schema.properties).map(([name, property]) => {
    const comment = property.description ? ` // ${property.description}` : ''
    return `${name}${required.has(name) ? '' : '?'}: ${typeOf(property, inner)}${comment}`
  })
  const line = `{ ${properties.join('; ')} }`
  if (line.length <= widest && !/ \/\/ |\n/.test(line)) return line
  return `{\n${properties.map((one) => inner + one).join('\n')}\n${indent}}`
}

function list(schema, indent) {
  const item = schema.items === undefined ? 'unknown' : typeOf(schema.items, indent)
  return item.includes(' | ') ? `(${item})[]` : `${item}[]`
}

function typeOf(schema, indent = '') {
  if (schema === true) return 'unknown'
  if (schema.$ref) return schema.$ref.split('/').at(-1)
  if ('const' in schema) return JSON.stringify(schema.const)
  if (schema.enum) return unionOf(schema.enum.map((value) => JSON.stringify(value)))
  if (schema.properties) return object(schema, indent)
  const alternatives = schema.oneOf ?? schema.anyOf
  if (alternatives) return unionOf(alternatives.map((one) => typeOf(one, indent)))
  if (Array.isArray(schema.type)) return unionOf(schema.type.map((type) => typeOf({ ...schema, type }, indent)))
  if (schema.type === 'object') return object(schema, indent)
  if (schema.type === 'array') return list(schema, indent)
  const type = plain[schema.type]
  if (!type) throw new Error(`generating types: nothing is known of the schema ${JSON.stringify(schema)}`)
  return type
}

export function generate() {
  const parts = ['// Made by scripts/generate-types.mjs from docs/api. Do not edit.\n']
  for (const file of readdirSync(schemas).filter((name) => name.endsWith('.json')).sort()) {
    const definitions = JSON.parse(readFileSync(schemas + file, 'utf8')).$defs ?? {}
    for (const [name, schema] of Object.entries(definitions)) parts.push(`export type ${name} = ${typeOf(schema)}\n`)
  }
  return parts.join('\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(output, generate())
