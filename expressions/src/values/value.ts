/** Every kind of value an expression can meet; see `Value`. */
export { MapEntry, type JavaMap, type Value } from './collection.ts';
export { Num } from './number.ts';
export { Char, ClassRef, EnumConstant, JavaObject } from './scalar.ts';
