export { decodeProtobufBody, isProtobuf, PROTOBUF_CONTENT_TYPE } from './decode-body.ts'
