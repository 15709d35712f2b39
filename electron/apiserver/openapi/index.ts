export { createOpenApi, type OpenApi, OPENAPI_V2_CONTENT_TYPE } from './openapi.ts'
export { groupVersionPath, type ServedResource, type ServedSubresource, type Verb } from './served-resource.ts'
