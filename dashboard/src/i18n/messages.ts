/** A message, or its forms for one and for other counts; `{name}` is replaced by the parameter of that name. */
export type Message = string | { one: string; other: string };
export type Messages = Record<string, Message>;
