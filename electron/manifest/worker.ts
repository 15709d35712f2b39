import { parentPort, workerData } from 'node:worker_threads'
import { answerBatch, type Batch, type ThreadData } from './parse-batch.ts'

const { progress }: ThreadData = workerData

parentPort?.on('message', (batch: Batch) => {
  // oxlint-disable-next-line require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(answerBatch(batch, (place) => Atomics.store(progress, 0, place)))
})
