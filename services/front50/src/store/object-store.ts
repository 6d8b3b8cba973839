/** The kinds of things that people save. */
export type ObjectType = 'application' | 'pipeline' | 'strategy' | 'project';

type Json = Record<string, unknown>;

/** A saved thing with what the store knows about it. */
export interface Stored {
  id: string;
  /** Lower case; absent for what belongs to no application. */
  application: string | undefined;
  name: string;
  body: Json;
  /** Counts the writes; the ETag of our own clients. */
  version: number;
  /** Epoch ms. */
  createdAt: number;
  updatedAt: number;
  updatedBy: string;
}

export interface Write {
  id: string;
  application?: string | undefined;
  name: string;
  body: Json;
}

/** Reads and writes inside one transaction. */
export interface ObjectTransaction {
  get(type: ObjectType, id: string): Promise<Stored | undefined>;
  byName(type: ObjectType, application: string | undefined, name: string): Promise<Stored | undefined>;
  list(type: ObjectType, filter?: { application?: string }): Promise<Stored[]>;
  /** Creates or replaces, adds a version to the history and tells the change feed. */
  put(type: ObjectType, write: Write): Promise<Stored>;
  /** @returns whether it was there */
  delete(type: ObjectType, id: string): Promise<boolean>;
}

/** Where Front50 keeps what people save: each write with its history, all or nothing. */
export interface ObjectStore extends Omit<ObjectTransaction, 'put' | 'delete'> {
  /** Newest first, the current one included; also of deleted things. */
  history(type: ObjectType, id: string, limit: number): Promise<Stored[]>;
  /** One writer at a time for a key, so that checks and writes are one step. */
  write<T>(key: string, work: (transaction: ObjectTransaction) => Promise<T>): Promise<T>;
}
