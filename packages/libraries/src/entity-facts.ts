/**
 * How rows say what a program stores: which call, decorator or type declares a table, model or collection, and what
 * its columns are. Slots of a decorator count the decorator's own arguments.
 */
import type { Slot } from './library.ts';

export interface EntityFacts {
  /** It makes only the fields of an entity, which another call is given: a Mongoose `Schema`. */
  part?: true;
  /** Its name in code; when nothing is said, that of the class or of the variable it is bound to. */
  name?: Slot;
  /** Its name in the store, and the schema or namespace before it. */
  table?: Slot;
  schema?: Slot;
  /** The fields: an object literal, a function that returns one, a decorated class, or what a `part` made. */
  fields?: Slot;
  /** How a field's value in that object literal is read: slot `0` is the value. Calls that make it have rows of their own. */
  column?: ColumnFacts;
  /** A field whose value is an object literal without this key is made of fields of its own. */
  leaf?: string;
  /** The type (`<0>`, or `this` for the class it is called on) whose members tell the values of fields that say none themselves. */
  typed?: Slot;
  /** The type (`<0>`) whose members are tables, each of the type of its row. */
  tables?: Slot;
  /** Fields that nobody writes down. */
  implied?: readonly ImpliedField[];
  /** The store as people say it, where that is not the library's name. */
  store?: string;
}

export interface ImpliedField {
  name: string;
  /** Where another name for it is said. */
  nameAt?: Slot;
  /** It is there when this is said and not false, and unless one of these is false. */
  when?: Slot;
  unless?: Slot;
  /** It is there when no other field is the key. */
  unlessKey?: true;
  key?: true;
  generated?: true;
  /** As for columns. */
  version?: true | Slot;
}

/** `true`, or where something else than `false` makes it so. */
export interface ColumnFacts {
  /** Its name in the store, where it is not the field's. */
  name?: Slot;
  /** Its values: an array, enum, or object of constants, or a function that returns one; `<0>` a type, `0+` all arguments. */
  values?: Slot;
  /** What a row has there that is created without it. */
  initial?: Slot;
  /** A value that has a row for columns itself: `type: DataTypes.ENUM('open', 'paid')`. */
  type?: Slot;
  /** The library raises it with each write and compares it. */
  version?: true | Slot;
  /** The library or the store sets it. */
  generated?: true | Slot;
  /** It is (part of) the primary key. */
  key?: true | Slot;
  /** It leads to other entities; what is stored, if anything, is their key. */
  relation?: true | Slot;
  /** Of a relation: nothing of it is stored with the row, and what is stored is in the rows that it leads to. */
  elsewhere?: true;
}
