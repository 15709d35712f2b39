import { createHash } from 'node:crypto'
import { apiTable, META } from '../../schema/index.ts'
import { buildComponents, collectTypes, definitionOf } from './openapi-definitions.ts'
import { buildPaths } from './openapi-paths.ts'
import { encodeOpenApiV2 } from './openapi-v2.ts'
import { groupVersionPath, type ServedResource } from './served-resource.ts'

/** Content type of `v2()`. Not the one with `@` that kubectl asks for: that one breaks every client when answered. */
export const OPENAPI_V2_CONTENT_TYPE = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf'

export interface OpenApi {
  /** Body of `/openapi/v3`, JSON. */
  index(): string
  /** Body of `/openapi/v3/<groupVersion>` (`api/v1`, `apis/apps/v1`), JSON; undefined for one that is not served. */
  document(groupVersion: string): string | undefined
  /** Body of `/openapi/v2`, protobuf. */
  v2(): Uint8Array
}

/** The OpenAPI documents of these resources, each made when first asked for. Make new ones when what is served changes. */
export function createOpenApi(resources: readonly ServedResource[]): OpenApi {
  const groups = new Map<string, ServedResource[]>()
  for (const resource of resources) {
    const path = groupVersionPath(resource)
    const group = groups.get(path)
    if (group === undefined) groups.set(path, [resource])
    else group.push(resource)
  }
  const documents = new Map<string, string>()
  let v2: Uint8Array | undefined
  return {
    index: () => JSON.stringify({
      paths: Object.fromEntries([...groups].map(([path, members]) => [path, { serverRelativeURL: `/openapi/v3/${path}?hash=${hash(members)}` }])),
    }),
    document(groupVersion) {
      const members = groups.get(groupVersion)
      if (members === undefined) return undefined
      let document = documents.get(groupVersion)
      if (document === undefined) documents.set(groupVersion, (document = buildDocument(members)))
      return document
    },
    v2: () => (v2 ??= encodeOpenApiV2(collectTypes(namesOf(resources)))),
  }
}

function hash(resources: readonly ServedResource[]): string {
  return createHash('sha256').update(JSON.stringify([apiTable.version, resources])).digest('hex').slice(0, 32).toUpperCase()
}

function namesOf(resources: readonly ServedResource[]): readonly string[] {
  return resources.flatMap((resource) => [
    definitionOf(resource), definitionOf({ ...resource, kind: `${resource.kind}List` }), ...(resource.subresources ?? []).map(({ kind }) => definitionOf(kind)),
  ])
}

function buildDocument(resources: readonly ServedResource[]): string {
  const names = collectTypes([...namesOf(resources), ...['Patch', 'Status', 'DeleteOptions', 'ListMeta', 'ObjectMeta'].map((kind) => META + kind)])
  return JSON.stringify({
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: apiTable.version },
    paths: Object.fromEntries(resources.flatMap(buildPaths).toSorted(([a], [b]) => (a < b ? -1 : 1))),
    components: {
      schemas: buildComponents(names, resources),
      securitySchemes: { BearerToken: { type: 'apiKey', description: 'Bearer Token authentication', name: 'authorization', in: 'header' } },
    },
  })
}
