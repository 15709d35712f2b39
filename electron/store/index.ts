export type { Indexes, Key, Listing, Store, StoreEvent, Transaction } from './types.ts'
