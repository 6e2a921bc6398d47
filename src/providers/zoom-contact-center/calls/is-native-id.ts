/** Whether a text may be an engagement id. Every documented one is sixteen bytes in base64url, 22 characters long. */
export const isNativeId = (text: string): boolean => /^[A-Za-z0-9_-]{22}(==)?$/.test(text);
