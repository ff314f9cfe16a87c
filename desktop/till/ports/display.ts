/** What the customer sees: amounts already in words. */
export type DisplayText = { readonly upper: string; readonly lower: string };

export type Display = { readonly show: (text: DisplayText) => Promise<void> };
