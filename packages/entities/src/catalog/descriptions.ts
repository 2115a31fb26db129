/** What a column of a name means wherever it occurs, unless a declaration describes its own. */
export const descriptions: Readonly<Record<string, string>> = {
  AccountSid: 'The account that it belongs to.',
};
