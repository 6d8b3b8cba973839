/** A single UTF-16 unit: Java's `char`, which is no String and never equals one. */
export class Char {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A constant of an enumeration; `actsAsText` when comparisons take it as its name (execution statuses). */
export class EnumConstant {
  readonly type: string;
  readonly name: string;
  readonly ordinal: number;
  readonly actsAsText: boolean;
  constructor(type: string, name: string, ordinal: number, actsAsText = false) {
    this.type = type;
    this.name = name;
    this.ordinal = ordinal;
    this.actsAsText = actsAsText;
  }
}

/** A class from `T(…)`, by its simple name in the allow-list (`String`, `int`, `String[]`). */
export class ClassRef {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** Any other object of the allow-list: `data` is private to its type's table. */
export class JavaObject {
  readonly type: string;
  readonly data: unknown;
  constructor(type: string, data: unknown) {
    this.type = type;
    this.data = data;
  }
}
