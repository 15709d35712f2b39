import type { ContainerSummary, ObjectSummary, PodSummary } from '../../shared/ipc/contract.ts'
import type { Pod, StoredObject } from '../../shared/model/index.ts'
import { podStatus } from '../registry/index.ts'
