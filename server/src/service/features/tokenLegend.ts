// The names of colours. Beside what colours, since the server offers them before the service is loaded.

export const TOKEN_TYPES = ["namespace", "property", "variable", "function", "number", "operator"] as const;
export const TOKEN_MODIFIERS = ["declaration", "readonly", "defaultLibrary"] as const;

export type TokenType = (typeof TOKEN_TYPES)[number];
export type TokenModifier = (typeof TOKEN_MODIFIERS)[number];
